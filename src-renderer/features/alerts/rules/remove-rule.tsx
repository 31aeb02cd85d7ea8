import type { AlertRule } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useAlertWords } from '../use-alert-words.ts';
import { useSaveRules } from './use-save-rules.ts';

type Props = { rule: AlertRule; rules: readonly AlertRule[]; onClose: () => void };

/** Takes a rule away; what fires by it is over then. */
export function RemoveRule({ rule, rules, onClose }: Props) {
  const text = useText();
  const { nameOf } = useAlertWords();
  const { save, isBusy, failed } = useSaveRules(onClose);
  return (
    <ConfirmDialog
      title={text('alerts.rules.removeOf', { name: nameOf({ rule }) })}
      confirmLabel={text('alerts.rules.remove')}
      needsReason
      isBusy={isBusy}
      onConfirm={(reason) =>
        save(
          rules.filter(({ ruleId }) => ruleId !== rule.ruleId),
          reason,
        )
      }
      onClose={onClose}
    >
      <p>{text('alerts.rules.removeWhat')}</p>
      {failed === null ? null : <p role="alert">{failed}</p>}
    </ConfirmDialog>
  );
}
