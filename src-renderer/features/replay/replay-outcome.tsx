import { Button, Group } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type Replay, readErrorLine } from '../../../src-shared/domain/replay.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyableId } from '../../ui/copyable-id.tsx';
import { ReplayStateBadge } from '../../widgets/replay-state-badge.tsx';
import classes from './replay.module.css';

type ReplayOutcomeProps = {
  replayId: string;
  onClose: () => void;
  /** It stands where the focus was before: the button that was pressed is gone. */
  takesFocus?: boolean;
};

/** What became of one replay, as far as it is known, and by whose word. Kept fresh by events. */
export function ReplayOutcome({ replayId, onClose, takesFocus = false }: ReplayOutcomeProps) {
  const replay = useContractQuery('replay.get', { replayId });
  return (
    <QueryView query={replay}>
      {(answer) => (
        <div className={classes.dialog}>
          <Outcome replay={answer.replay} />
          <Group justify="flex-end" gap="xs">
            <OpenEnds replay={answer.replay} />
            <CloseButton onClose={onClose} takesFocus={takesFocus} />
          </Group>
        </div>
      )}
    </QueryView>
  );
}

function CloseButton({ onClose, takesFocus }: { onClose: () => void; takesFocus: boolean }) {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Button ref={button} onClick={onClose}>
      {text('replay.close')}
    </Button>
  );
}

function Outcome({ replay }: { replay: Replay }) {
  const text = useText();
  return (
    <section
      className={classes.outcome}
      aria-label={text('replay.outcome')}
      aria-live="polite"
      data-outcome={replay.state}
    >
      <span className={classes.outcomeState}>
        <ReplayStateBadge state={replay.state} />
      </span>
      <p>{text(explanationOf(replay))}</p>
      {replay.errorOneLine ? <ErrorLine line={replay.errorOneLine} /> : null}
      {replay.settledReason ? <p>{replay.settledReason}</p> : null}
      <Evidence replay={replay} />
      {replay.newNativeId ? (
        <span className="dim">
          {text('replay.newMessage', { id: '' })} <CopyableId id={replay.newNativeId} />
        </span>
      ) : null}
    </section>
  );
}

/** Past the engine there is no engine to have taken it, nor one to look in. */
function explanationOf({ state, targetConnectionId }: Replay) {
  const isPast = targetConnectionId !== null;
  if (isPast && (state === 'accepted' || state === 'unknown')) return `replay.${state}.past.explain` as const;
  return `replayState.${state}.explain` as const;
}

const evidenceTexts = {
  sent: 'message.state.sent',
  queued: 'message.state.queued',
  errored: 'message.state.errored',
  filtered: 'message.state.filtered',
  pending: 'message.state.pending',
  mismatched: 'replay.evidence.mismatched',
} as const;

function Evidence({ replay }: { replay: Replay }) {
  const text = useText();
  if (replay.evidence.length === 0) return null;
  return (
    <table className={classes.evidence}>
      <tbody>
        {replay.evidence.map((row) => (
          <tr key={row.connectorId}>
            <td>{row.name}</td>
            <td>{text(evidenceTexts[row.outcome])}</td>
            <td>{row.acknowledgementCode ? text('message.ack', { code: row.acknowledgementCode }) : null}</td>
            <td>
              {row.explanation ? <ErrorLine line={row.explanation} /> : null}
              {row.oneLine ? <span className="mono">{row.oneLine}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a person can do about a replay that is not settled: look again, or say how it was handled. Nothing is sent. */
function OpenEnds({ replay }: { replay: Replay }) {
  const text = useText();
  const errorText = useErrorText();
  const may = useMay();
  const [isSettling, setSettling] = useState(false);
  const { requestId, renewAfter } = useRequestId();
  const lookAgain = useContractCommand('replay.lookAgain', ['replay.get', 'replay.list']);
  const settle = useContractCommand('replay.settleOtherwise', ['replay.get', 'replay.list']);
  const canLook =
    may('replay.lookAgain') && ['unknown', 'accepted', 'in-air', 'confirmed-by-engine'].includes(replay.state);
  const canSettle =
    may('replay.settleOtherwise') && ['unknown', 'failed-again', 'rejected', 'planned'].includes(replay.state);
  return (
    <>
      {lookAgain.error ? <span role="alert">{errorText(lookAgain.error.shape).title}</span> : null}
      {canSettle ? (
        <Button variant="default" onClick={() => setSettling(true)}>
          {text('replay.settle')}
        </Button>
      ) : null}
      {canLook ? (
        <Button
          variant="default"
          loading={lookAgain.isPending}
          onClick={() => lookAgain.mutate({ replayId: replay.replayId })}
        >
          {text(replay.targetConnectionId === null ? 'replay.lookAgain' : 'replay.lookAgain.past')}
        </Button>
      ) : null}
      {isSettling ? (
        <ConfirmDialog
          title={text('replay.settle.title')}
          confirmLabel={text('replay.settle')}
          needsReason
          isBusy={settle.isPending}
          onConfirm={(reason) =>
            settle.mutate(
              { requestId, replayId: replay.replayId, reason },
              { onSuccess: () => setSettling(false), onError: renewAfter },
            )
          }
          onClose={() => setSettling(false)}
        >
          <p>{text('replay.settle.text')}</p>
          {settle.error ? <p role="alert">{errorText(settle.error.shape).title}</p> : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Our own sentence in the language shown, else the engine's text as it is. */
function ErrorLine({ line }: { line: string }) {
  const text = useText();
  const sentence = readErrorLine(line);
  if (sentence === null) return <p className="mono">{line}</p>;
  return <p className={classes.sentence}>{text.from(sentence.key, sentence.params)}</p>;
}
