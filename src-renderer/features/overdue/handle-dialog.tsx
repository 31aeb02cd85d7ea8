import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useTell } from '../../ui/use-tell.ts';

type HandleDialogProps = { ids: string[]; act: 'handle' | 'undo'; onClose: () => void };

/** Somebody settled it otherwise, or that no longer holds; either with a reason. */
export function HandleDialog({ ids, act, onClose }: HandleDialogProps) {
  const text = useText();
  const tell = useTell();
  const errorText = useErrorText();
  const command = useContractCommand(`expectations.${act}`);
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text(`overdue.${act}.title`)}
      confirmLabel={text(`overdue.${act}.confirm`)}
      needsReason
      isBusy={command.isPending}
      onConfirm={(reason) =>
        command.mutate(
          { requestId, expectationIds: ids, reason },
          {
            onSuccess: () => {
              tell(text(`overdue.${act}.done`));
              onClose();
            },
            onError: renewAfter,
          },
        )
      }
      onClose={onClose}
    >
      <p>{text(`overdue.${act}.what`)}</p>
      {command.error ? <p role="alert">{errorText(command.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
