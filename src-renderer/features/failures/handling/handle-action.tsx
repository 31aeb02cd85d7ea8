import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';

/** Settles the failures chosen, or all that match, without a replay. */
export function HandleAction({ onAsk }: { onAsk: () => void }) {
  const text = useText();
  const may = useMay();
  if (!may('failures.handle')) return null;
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconPhone size={14} aria-hidden />} onClick={onAsk}>
      {text('failures.handle.action')}
    </Button>
  );
}
