import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import type { CallError } from '../../../bridge/call-error.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';

type RevealManyDialogProps = {
  refs: readonly MessageRef[];
  /** Told after each part, also when a later one fails. */
  onRevealed: (refs: readonly MessageRef[]) => void;
  onClose: () => void;
};

const mostPerPart = 50;

/** Shows patient data of several messages for one reason; each is in the audit log. */
export function RevealManyDialog({ refs, onRevealed, onClose }: RevealManyDialogProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const [done, setDone] = useState(0);
  const revealPart = useContractCommand('message.revealMany', ['message.get', 'message.openBody', 'message.readBody']);
  const reveal = useMutation<void, CallError, string>({
    mutationFn: async (reason) => {
      for (let from = done; from < refs.length; from += mostPerPart) {
        const part = refs.slice(from, from + mostPerPart);
        await revealPart.mutateAsync({ refs: part, reason });
        setDone(from + part.length);
        onRevealed(part);
      }
    },
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      title={text('editMany.reveal.title', { count: refs.length })}
      confirmLabel={text('editMany.reveal.confirm', { count: refs.length })}
      needsReason
      isBusy={reveal.isPending}
      onConfirm={(reason) => reveal.mutate(reason)}
      onClose={onClose}
    >
      <p>{text('editMany.reveal.text')}</p>
      {reveal.isPending && refs.length > mostPerPart ? (
        <p role="status">
          {text('editMany.reveal.progress', { done: format.number(done), total: format.number(refs.length) })}
        </p>
      ) : null}
      {reveal.error ? <p role="alert">{errorText(reveal.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
