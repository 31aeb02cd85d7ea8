import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './waiting.module.css';
import { untilNextTry, type WaitingQueue, type WaitingReceiver } from './waiting-view.ts';

/** How many are urgent among those looked at; where only a part was, that is said. */
export function UrgentCount({ of }: { of: Pick<WaitingReceiver, 'count' | 'lookedAt' | 'urgent'> }) {
  const text = useText();
  const format = useFormat();
  const { count, lookedAt, urgent } = of;
  const isWhole = lookedAt >= count;
  const n = format.number(urgent);
  const title = isWhole
    ? undefined
    : text('waiting.urgent.part', { looked: format.number(lookedAt), total: format.number(count) });
  if (lookedAt === 0) return <span className="dim">{text('waiting.urgent.unknown')}</span>;
  return (
    <span className={urgent > 0 ? classes.urgent : undefined} title={title}>
      {isWhole ? n : text('waiting.urgent.atLeast', { n })}
    </span>
  );
}

/** When the engine tries the head of a queue again. */
export function NextTry({ queue }: { queue: WaitingQueue }) {
  const text = useText();
  const format = useFormat();
  const leftMs = untilNextTry(queue, useNow());
  if (queue.connectorState !== 'started')
    return <span className={classes.stopped}>{text('waiting.next.stopped')}</span>;
  if (leftMs === null) return <span className="dim">{text('waiting.next.unknown')}</span>;
  const title = text('waiting.next.every', { duration: format.duration(queue.retryEveryMs ?? 0) });
  return <span title={title}>{text('waiting.next.in', { duration: format.duration(leftMs) })}</span>;
}

/** What happens by itself and what not to do; a destination that is stopped sends nothing by itself. */
export function WaitingSentence({ queues }: { queues: readonly WaitingQueue[] }) {
  const text = useText();
  const namesOf = (some: readonly WaitingQueue[]): string =>
    [...new Set(some.map(({ connectorName }) => connectorName))].join(', ');
  const stopped = queues.filter(({ connectorState }) => connectorState !== 'started');
  const going = queues.filter(({ connectorState }) => connectorState === 'started');
  return (
    <>
      {going.length > 0 ? (
        <p className={classes.sentence}>{text('waiting.auto', { receiver: namesOf(going) })}</p>
      ) : null}
      {stopped.length > 0 ? (
        <p className={classes.sentence}>{text('waiting.stopped', { receiver: namesOf(stopped) })}</p>
      ) : null}
    </>
  );
}
