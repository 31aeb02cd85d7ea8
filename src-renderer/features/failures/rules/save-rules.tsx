import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RuleTrial } from './rule-trial.tsx';

/** The rules in another order or fewer of them: what that does, and the reason. */
export function SaveRules({ title, rules, onClose }: { title: string; rules: CauseRule[]; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const save = useContractCommand('groups.saveRules', ['groups.rules']);
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={text('groups.rules.save')}
      needsReason
      isBusy={save.isPending}
      obstacle={save.error ? errorText(save.error.shape).title : null}
      onConfirm={(reason) => save.mutate({ rules, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{text('groups.rules.effect')}</p>
      <RuleTrial rules={rules} ruleId={null} />
    </ConfirmDialog>
  );
}
