import { Button } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import type { FindingAnswer } from './finding-view.ts';
import classes from './measurement-units.module.css';

type Decision = FindingAnswer['decisions'][number];
type FindingHistoryProps = { findingId: string; decisions: readonly Decision[] };

/** What was decided, newest first; the one that stands can be withdrawn. */
export function FindingHistory({ findingId, decisions }: FindingHistoryProps) {
  const text = useText();
  const may = useMay();
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  if (decisions.length === 0) return <p className="dim">{text('units.noDecisions')}</p>;
  return (
    <>
      <ol className={classes.samples}>
        {decisions.map((decision, index) => (
          <li key={decision.decisionId}>
            <Line decision={decision} />
            {index === 0 && decision.withdrawn === null && may('units.withdraw') ? (
              <Button size="compact-xs" variant="subtle" onClick={() => setWithdrawing(decision.decisionId)}>
                {text('units.withdraw')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {withdrawing === null ? null : (
        <WithdrawDialog findingId={findingId} decisionId={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
    </>
  );
}

function Line({ decision }: { decision: Decision }) {
  const text = useText();
  const format = useFormat();
  const { kind, at, person, reason, owner, dueAt, untilAt, withdrawn } = decision;
  const date = dueAt ?? untilAt;
  const parts = [
    text('units.decided', { time: format.time(at), person: person.name, what: text(`units.decide.${kind}`) }),
    ...(date === null ? [] : [text('units.byDate', { date: format.time(date) })]),
    ...(owner === null ? [] : [text('units.ownedBy', { owner })]),
  ];
  return (
    <>
      <span className={withdrawn === null ? '' : 'dim'}>{parts.join(' · ')}</span>
      <p className="dim">{reason ?? text('units.reasonGone')}</p>
      {withdrawn === null ? null : (
        <p>
          {text('units.withdrawnBy', { time: format.time(withdrawn.at), person: withdrawn.person.name })}{' '}
          <span className="dim">{withdrawn.reason ?? text('units.reasonGone')}</span>
        </p>
      )}
    </>
  );
}

type WithdrawDialogProps = { findingId: string; decisionId: string; onClose: () => void };

function WithdrawDialog({ findingId, decisionId, onClose }: WithdrawDialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const withdraw = useContractCommand('units.withdraw', ['units.list', 'units.get']);
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('units.withdraw')}
      confirmLabel={text('units.withdraw')}
      needsReason
      isBusy={withdraw.isPending}
      onConfirm={(reason) =>
        withdraw.mutate({ requestId, findingId, decisionId, reason }, { onSuccess: onClose, onError: renewAfter })
      }
      onClose={onClose}
    >
      <p>{text('units.withdraw.what')}</p>
      {withdraw.error ? <p role="alert">{errorText(withdraw.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
