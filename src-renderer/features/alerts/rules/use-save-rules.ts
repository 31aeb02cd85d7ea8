import type { AlertRule } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';

/** Saves all rules at once. `failed`: why they could not be, null = nothing went wrong. */
export function useSaveRules(onSaved: () => void) {
  const errorText = useErrorText();
  const command = useContractCommand('alerts.saveRules', ['alerts.rules', 'alerts.list']);
  const { requestId, renewAfter } = useRequestId();
  return {
    save: (rules: AlertRule[], reason: string): void =>
      command.mutate({ requestId, rules, reason }, { onSuccess: onSaved, onError: renewAfter }),
    isBusy: command.isPending,
    failed: command.error ? errorText(command.error.shape).title : null,
  };
}
