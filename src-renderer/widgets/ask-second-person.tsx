import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { Approval } from '../../src-shared/domain/approval.ts';
import { useText } from '../locales/use-text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ApprovalState } from './approval-state.tsx';

type AskSecondPersonProps = {
  /** The newest question about this, null = none was asked. */
  latest: Approval | null;
  isBusy: boolean;
  /** Why it was refused, in words. */
  error: string | null;
  onAsk: (reason: string) => void;
};

/** Where the last question stands, and the way to ask anew once it is answered. */
export function AskSecondPerson({ latest, isBusy, error, onAsk }: AskSecondPersonProps) {
  const text = useText();
  const [isAsking, setAsking] = useState(false);
  const isOpen = latest?.state === 'asked' || latest?.state === 'granted';
  return (
    <>
      {latest ? <ApprovalState approval={latest} /> : null}
      {isOpen ? null : (
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          leftSection={<IconUsers size={15} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {text('approvals.ask')}
        </Button>
      )}
      {error === null ? null : <p role="alert">{error}</p>}
      {isAsking ? (
        <ConfirmDialog
          title={text('approvals.ask.title')}
          confirmLabel={text('approvals.ask')}
          needsReason
          onConfirm={(reason) => {
            setAsking(false);
            onAsk(reason);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{text('approvals.ask.what')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
