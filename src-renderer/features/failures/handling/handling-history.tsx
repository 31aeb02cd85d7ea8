import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FailureHandling } from '../../../../src-shared/domain/failure-handling.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { newRequestId } from '../../../bridge/request-id.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import { useTell } from '../../../ui/use-tell.ts';
import classes from '../failures.module.css';

/** What was decided about one failure, newest first, and the way back where it was settled without a replay; nothing when nothing was. */
export function HandlingHistory({ failureId }: { failureId: string }) {
  const text = useText();
  const may = useMay();
  const [isAsked, setAsked] = useState(false);
  const format = useFormat();
  const { data } = useContractQuery('failures.handlings', { failureId });
  const what = ({ act, way, owner, until }: FailureHandling): string => {
    if (act === 'handle') return text(`failures.handle.way.${way ?? 'other'}`);
    if (act === 'take-back') return text('failures.handled.takenBack');
    return text(`decide.did.${act}`, { owner: owner ?? '', until: until === null ? '' : format.time(until) });
  };
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <ul className={classes.handlings} aria-label={text('failures.handled.history')}>
        {data.items.map((entry, index) => (
          <li key={`${entry.at} ${entry.act}`}>
            <strong>
              {what(entry)}
              {entry.toWhom ? `, ${text('failures.handled.toWhom', { whom: entry.toWhom })}` : ''}
            </strong>{' '}
            <span className="dim">
              {entry.person}, <Moment at={entry.at} />
              {entry.count > 1 ? ` · ${text('failures.handled.with', { count: entry.count })}` : ''}
            </span>
            {index === 0 && entry.act === 'handle' && may('failures.takeBack') ? (
              <Button size="compact-xs" variant="subtle" onClick={() => setAsked(true)}>
                {text('failures.takeBack.action')}
              </Button>
            ) : null}
            {entry.note ? <p className={classes.handlingNote}>{entry.note}</p> : null}
          </li>
        ))}
      </ul>
      <TakeBack failureId={failureId} isAsked={isAsked} onClose={() => setAsked(false)} />
    </>
  );
}

/** Beside the history, not in its entry: what was taken back is no longer its newest entry, and the dialog has still to tell how it went. */
function TakeBack({ failureId, isAsked, onClose }: { failureId: string; isAsked: boolean; onClose: () => void }) {
  const text = useText();
  const tell = useTell();
  const reportError = useReportError();
  const command = useContractCommand('failures.takeBack', ['failures.handlings', 'failures.get', 'failures.list']);
  const takeBack = (reason: string): void =>
    command.mutate(
      { requestId: newRequestId(), failureIds: [failureId], reason },
      {
        onError: reportError,
        onSuccess: ({ takenBack }) => {
          tell(text(takenBack > 0 ? 'failures.takeBack.done' : 'failures.takeBack.refused'));
          onClose();
        },
      },
    );
  if (!isAsked) return null;
  return (
    <ConfirmDialog
      title={text('failures.takeBack.title')}
      confirmLabel={text('failures.takeBack.action')}
      needsReason
      isBusy={command.isPending}
      onConfirm={takeBack}
      onClose={onClose}
    >
      <p>{text('failures.takeBack.text')}</p>
    </ConfirmDialog>
  );
}
