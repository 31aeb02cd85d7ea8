import { useState } from 'react';
import { ownStateNow } from '../../../../src-shared/domain/failure-handling.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useNow } from '../../../ui/use-now.ts';
import { OwnStateBadge } from '../../../widgets/own-state-badge.tsx';
import classes from '../failures.module.css';
import type { AskedDecision } from './asked-decision.ts';
import { AskedDialog } from './asked-dialog.tsx';
import { DecideMenu } from './decide-menu.tsx';
import { HandlingHistory } from './handling-history.tsx';
import { useDecideOne } from './use-decide-one.ts';

/** What was decided about one failure, and while it is open what can be; nothing for a message that never failed. */
export function FailureDecisions({ failureId }: { failureId: string }) {
  const now = useNow();
  const { data } = useContractQuery('failures.get', { failureId });
  const [asked, setAsked] = useState<AskedDecision | null>(null);
  const { isBusy, decide } = useDecideOne();
  const failure = data?.failure ?? null;
  const own = ownStateNow(failure?.ownState ?? null, now);
  const isOpen = failure !== null && failure.resolvedAt === null;
  const ask = (wanted: AskedDecision): void => {
    const isWhole =
      wanted.kind === 'own' && wanted.act !== 'assign' && (wanted.act !== 'snooze' || wanted.until !== null);
    if (isWhole) decide(failureId, { act: wanted.act, owner: null, until: wanted.until, note: null });
    else setAsked(wanted);
  };
  return (
    <>
      {isOpen ? (
        <div className={classes.decisions}>
          {own ? <OwnStateBadge own={own} /> : null}
          <DecideMenu isBusy={isBusy} onAsk={ask} />
        </div>
      ) : null}
      <HandlingHistory failureId={failureId} />
      {asked ? (
        <AskedDialog
          asked={asked}
          failureIds={[failureId]}
          listed={null}
          onDone={() => undefined}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
