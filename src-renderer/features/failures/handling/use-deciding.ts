import { useState } from 'react';
import type { InputOf } from '../../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import type { Listed } from './listed.ts';
import { type Frozen, type Scope, scopeInput } from './use-handling.ts';

export type OwnDecision = Pick<InputOf<'failures.decide'>, 'act' | 'owner' | 'until' | 'note'>;

/** As handling: first which failures, which the core fixes by their ids; then what is decided about them while they stay open. */
export function useDeciding({ failureIds, listed }: { failureIds: string[]; listed: Listed | null }) {
  const reportError = useReportError();
  const freezing = useContractCommand('failures.freeze');
  const deciding = useContractCommand('failures.decide', ['failures.list', 'failures.get', 'failures.handlings']);
  const { requestId, renewAfter } = useRequestId();
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const progress = useContractQuery(
    'failures.progress',
    { setId: frozen?.setId ?? 'none' },
    { enabled: deciding.isPending && frozen !== null, isFresh: true },
  );
  return {
    frozen,
    isBusy: freezing.isPending || deciding.isPending,
    progress: deciding.isPending ? (progress.data?.progress ?? null) : null,
    result: deciding.data ?? null,
    freeze(scope: Scope): void {
      freezing.mutate(
        { scope: scopeInput(scope, { failureIds, listed }) },
        { onSuccess: setFrozen, onError: reportError },
      );
    },
    decide(decision: OwnDecision): void {
      if (frozen === null) return;
      deciding.mutate(
        { requestId, setId: frozen.setId, ...decision },
        {
          onError: (error) => {
            renewAfter(error);
            reportError(error);
          },
        },
      );
    },
  };
}
