import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './waiting.module.css';
import { messageNameOf, type WaitingMessage, type WaitingQueue } from './waiting-view.ts';
import { NextTry } from './waiting-words.tsx';

type QueueTableProps = { queues: readonly WaitingQueue[]; onOpen: (message: WaitingMessage) => void };

/** Each queue of a receiver: which message holds back the rest, how often it was tried, and why it does not get there. */
export function QueueTable({ queues, onOpen }: QueueTableProps) {
  const text = useText();
  const format = useFormat();
  return (
    <table className={classes.table} aria-label={text('waiting.queues')}>
      <thead>
        <tr>
          <th scope="col">{text('waiting.column.channel')}</th>
          <th scope="col">{text('waiting.column.count')}</th>
          <th scope="col">{text('waiting.column.head')}</th>
          <th scope="col">{text('waiting.column.attempt')}</th>
          <th scope="col">{text('waiting.column.next')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <tr key={`${queue.channelId}/${queue.connectorId}`}>
            <th scope="row">
              {queue.channelName}
              <span className={classes.under}>{queue.connectorName}</span>
            </th>
            <td>{format.number(queue.count)}</td>
            <td>
              <Head queue={queue} onOpen={onOpen} />
            </td>
            <td>{queue.head ? format.number(queue.head.sendAttempts) : '–'}</td>
            <td>
              <NextTry queue={queue} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ queue, onOpen }: { queue: WaitingQueue; onOpen: QueueTableProps['onOpen'] }) {
  const text = useText();
  const { head, headError, problemKey } = queue;
  return (
    <>
      {head ? (
        <>
          <button
            type="button"
            className={`mono ${classes.link}`}
            title={text('waiting.head.open', { name: messageNameOf(head) })}
            onClick={() => onOpen(head)}
          >
            {messageNameOf(head)}
          </button>{' '}
          <RelativeTime at={head.since} />
        </>
      ) : problemKey === null ? (
        <span className="dim">{text('waiting.head.none')}</span>
      ) : null}
      {headError ? (
        <span className={classes.under}>
          {text('waiting.error')}: {headError}
        </span>
      ) : null}
      {problemKey ? <span className={classes.under}>{text(problemKey)}</span> : null}
    </>
  );
}
