import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { HandleDialog } from './handle-dialog.tsx';
import type { Listed } from './listed.ts';

type HandleActionProps = { chosen: readonly Failure[]; listed: Listed; onDone: () => void };

/** Settles the failures chosen, or all that match, without a replay. */
export function HandleAction({ chosen, listed, onDone }: HandleActionProps) {
  const text = useText();
  const may = useMay();
  const [asked, setAsked] = useState<{ failureIds: string[]; listed: Listed } | null>(null);
  if (!may('failures.handle')) return null;
  const ask = (): void => setAsked({ failureIds: chosen.map(({ failureId }) => failureId), listed });
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconPhone size={14} aria-hidden />} onClick={ask}>
        {text('failures.handle.action')}
      </Button>
      {asked ? <HandleDialog {...asked} onDone={onDone} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
