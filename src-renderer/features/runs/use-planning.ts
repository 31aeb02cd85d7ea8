import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';

/** Fixes messages as a plan, once however often it is asked. @param onPlanned gets the run's id */
export function usePlanning(onPlanned: (runId: string) => void) {
  const report = useReportError();
  const command = useContractCommand('runs.plan', ['runs.list']);
  const { requestId, renewAfter } = useRequestId();
  return {
    isBusy: command.isPending,
    plan(scope: InputOf<'runs.plan'>['scope']): void {
      if (command.isPending) return;
      command.mutate(
        { requestId, scope },
        {
          onSuccess: ({ run }) => onPlanned(run.runId),
          onError: (error) => {
            renewAfter(error);
            report(error);
          },
        },
      );
    },
  };
}
