import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { Approval } from '../../../src-shared/domain/approval.ts';
import { canBeLetThrough } from '../../../src-shared/domain/replay-policy.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { AskSecondPerson } from '../../widgets/ask-second-person.tsx';

type Wish = Omit<InputOf<'approvals.askMessage'>, 'requestId' | 'reason'>;

/** The newest question about exactly this, and the way to ask; `isPossible` false = something blocks it that nobody can let through, or nothing does. */
export function useConsent(plan: OutputOf<'replay.plan'>, wish: Wish, isEdited: boolean) {
  const errorText = useErrorText();
  const may = useMay();
  const ask = useContractCommand('approvals.askMessage', ['approvals.list']);
  const { requestId, renewAfter, renew } = useRequestId();
  const asked = useContractQuery(
    'approvals.list',
    { open: false, runId: null, ref: wish.ref },
    { enabled: plan.isBlocked },
  );
  const blocking = plan.hazards.filter(({ blocks, outcome }) => blocks && outcome === 'found');
  // What is agreed to is the message as the engine holds it.
  const isPossible = !isEdited && may('approvals.askMessage') && blocking.length > 0 && blocking.every(canBeLetThrough);
  const latest = asked.data?.items.find((approval) => isAbout(approval, wish)) ?? null;
  const granted = isPossible && latest?.state === 'granted' ? latest : null;
  return {
    isPossible,
    /** Something blocks it, and nobody has agreed. */
    isBlocked: plan.isBlocked && granted === null,
    /** Destinations may be chosen: they are no part of what was agreed to. */
    isFree: granted === null,
    given: granted === null ? {} : { approvalId: granted.approvalId },
    latest,
    isBusy: ask.isPending,
    error: ask.error ? errorText(ask.error.shape).title : null,
    onAsk: (reason: string) => ask.mutate({ ...wish, requestId, reason }, { onSuccess: renew, onError: renewAfter }),
  };
}

export function Consent({ consent }: { consent: ReturnType<typeof useConsent> }) {
  const { isPossible, latest, isBusy, error, onAsk } = consent;
  return isPossible ? <AskSecondPerson latest={latest} isBusy={isBusy} error={error} onAsk={onAsk} /> : null;
}

function isAbout({ subject }: Approval, wish: Wish): boolean {
  return (
    subject.kind === 'message' &&
    subject.bodyHash === wish.bodyHash &&
    subject.targetConnectionId === wish.targetConnectionId &&
    JSON.stringify(subject.destinationIds) === JSON.stringify(wish.destinationIds)
  );
}
