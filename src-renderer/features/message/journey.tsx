import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { ConnectorRow } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import classes from './message.module.css';
import { choiceIn, type StageChoice } from './message-address.ts';

type JourneyProps = {
  message: OutputOf<'message.get'>;
  choice: StageChoice | null;
  onChoose: (choice: StageChoice) => void;
};

/** Source and destinations in order, with what happened in each; a click shows that connector's stored forms. */
export function Journey({ message, choice, onChoose }: JourneyProps) {
  const text = useText();
  return (
    <ol className={classes.journey} aria-label={text('message.journey')}>
      {message.connectors.map((row) => (
        <ConnectorStep
          key={row.connectorId}
          row={row}
          isChosen={row.connectorId === choice?.connectorId}
          onChoose={() => {
            const next = choiceIn(row, choice);
            if (next) onChoose(next);
          }}
        />
      ))}
      {message.missingDestinations.map((destination) => (
        <li key={destination.connectorId} className={classes.step} data-state="missing">
          <span className={classes.stepName}>{destination.name}</span>
          <span className="dim">{text('message.missingRow')}</span>
        </li>
      ))}
    </ol>
  );
}

function ConnectorStep({ row, isChosen, onChoose }: { row: ConnectorRow; isChosen: boolean; onChoose: () => void }) {
  const text = useText();
  const at = row.respondedAt ?? row.sentAt ?? row.receivedAt;
  return (
    <li className={classes.step} data-state={row.state}>
      <button
        type="button"
        className={classes.stepButton}
        aria-pressed={isChosen}
        disabled={row.stages.length === 0}
        onClick={onChoose}
      >
        <span className={classes.stepName}>{row.role === 'source' ? text('message.source') : row.name}</span>
        <span className={classes.stepState}>{text(`message.state.${row.state}`)}</span>
        {row.acknowledgementCode ? (
          <span className="mono">{text('message.ack', { code: row.acknowledgementCode })}</span>
        ) : null}
        {row.sendAttempts > 1 ? (
          <span className="dim">{text('message.attempts', { count: row.sendAttempts })}</span>
        ) : null}
        {row.target ? <span className="mono dim">{row.target}</span> : null}
        {at ? (
          <span className="dim">
            <Moment at={at} />
          </span>
        ) : null}
      </button>
    </li>
  );
}
