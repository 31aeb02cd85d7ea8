import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

type Connection = OutputOf<'rules.list'>['connections'][number];

/** Allows rules on one connection, or switches them off there. */
export function AllowRules({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const allow = useContractCommand('rules.allow', ['rules.list', 'rules.forMessage']);
  const { requestId, renewAfter } = useRequestId();
  const { connectionId, name, isAllowed } = connection;
  const label = text(isAllowed ? 'rules.forbid' : 'rules.allow');
  return (
    <ConfirmDialog
      title={label}
      confirmLabel={label}
      needsReason
      isBusy={allow.isPending}
      onConfirm={(reason) =>
        allow.mutate(
          { requestId, connectionId, isAllowed: !isAllowed, reason },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <p>{text(isAllowed ? 'rules.forbid.what' : 'rules.allow.what', { name })}</p>
      {allow.error ? <p role="alert">{errorText(allow.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
