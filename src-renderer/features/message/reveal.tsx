import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';

const shown = ['message.get', 'message.readBody', 'message.openBody', 'message.readError', 'message.compare'] as const;

/** Shows that patient data is hidden, or for how long it is shown, with the way to the other. */
export function Reveal({ messageRef, revealedUntil }: { messageRef: MessageRef; revealedUntil: number | null }) {
  const text = useText();
  const [isAsking, setAsking] = useState(false);
  const hide = useContractCommand('message.hide', shown);
  if (revealedUntil !== null)
    return (
      <>
        <Countdown until={revealedUntil} />
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconEyeOff size={14} />}
          loading={hide.isPending}
          onClick={() => hide.mutate({ ref: messageRef })}
        >
          {text('message.hide')}
        </Button>
      </>
    );
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        title={text('message.masked')}
        leftSection={<IconEye size={14} />}
        onClick={() => setAsking(true)}
      >
        {text('message.reveal')}
      </Button>
      {isAsking ? <RevealDialog messageRef={messageRef} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

export function RevealDialog({ messageRef, onClose }: { messageRef: MessageRef; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const reveal = useContractCommand('message.reveal', shown);
  return (
    <ConfirmDialog
      title={text('message.reveal.title')}
      confirmLabel={text('message.reveal')}
      needsReason
      isBusy={reveal.isPending}
      onConfirm={(reason) => reveal.mutate({ ref: messageRef, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{text('message.reveal.text')}</p>
      {reveal.error ? <p role="alert">{errorText(reveal.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

function Countdown({ until }: { until: number }) {
  const text = useText();
  const format = useFormat();
  const left = Math.max(0, until - useNow());
  return <span role="timer">{text('message.revealed', { time: format.duration(left) })}</span>;
}
