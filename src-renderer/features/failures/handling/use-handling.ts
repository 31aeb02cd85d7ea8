import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import type { Listed } from './listed.ts';

export type Scope = 'these' | 'all';
export type Decision = Pick<InputOf<'failures.handle'>, 'way' | 'toWhom' | 'note'>;
export type Frozen = OutputOf<'failures.freeze'>;

/** As the core takes it. */
export function scopeInput(
  scope: Scope,
  { failureIds, listed }: { failureIds: string[]; listed: Listed | null },
): InputOf<'failures.freeze'>['scope'] {
  return scope === 'these' || listed === null
    ? { kind: 'these', failureIds }
    : { kind: 'matching', filter: listed.filter };
}

/** First which failures, which the core then fixes by their ids; then what was done about them. */
export function useHandling({ failureIds, listed }: { failureIds: string[]; listed: Listed | null }) {
  const reportError = useReportError();
  const freezing = useContractCommand('failures.freeze');
  const handling = useContractCommand('failures.handle', ['failures.list', 'failures.facets', 'groups.list']);
  const { requestId, renewAfter } = useRequestId();
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const progress = useContractQuery(
    'failures.progress',
    { setId: frozen?.setId ?? 'none' },
    { enabled: handling.isPending && frozen !== null, isFresh: true },
  );
  return {
    frozen,
    isBusy: freezing.isPending || handling.isPending,
    progress: handling.isPending ? (progress.data?.progress ?? null) : null,
    result: handling.data ?? null,
    freeze(scope: Scope): void {
      freezing.mutate(
        { scope: scopeInput(scope, { failureIds, listed }) },
        { onSuccess: setFrozen, onError: reportError },
      );
    },
    handle(decision: Decision): void {
      if (frozen === null) return;
      handling.mutate(
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
