import type { Goal } from '../../../../src-shared/domain/alerts/goal.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';

/** Saves all goals at once. `failed`: why they could not be, null = nothing went wrong. */
export function useSaveGoals(onSaved: () => void) {
  const errorText = useErrorText();
  const command = useContractCommand('alerts.saveGoals', ['alerts.goals', 'alerts.list']);
  const { requestId, renewAfter } = useRequestId();
  return {
    save: (goals: Goal[], reason: string): void =>
      command.mutate({ requestId, goals, reason }, { onSuccess: onSaved, onError: renewAfter }),
    isBusy: command.isPending,
    failed: command.error ? errorText(command.error.shape).title : null,
  };
}
