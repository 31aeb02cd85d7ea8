import { useState } from 'react';
import type { RunFacts } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import classes from '../runs.module.css';

const firstShown = 6;

/** Where the messages go: channel, type, and the receiver they name. */
export function RunPlaces({ facts }: { facts: RunFacts }) {
  const text = useText();
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  if (facts.places.length === 0) return null;
  const shown = showsAll ? facts.places : facts.places.slice(0, firstShown);
  return (
    <section className={classes.section}>
      <h2>{text('runs.places')}</h2>
      <table className={classes.table} aria-label={text('runs.places')}>
        <thead>
          <tr>
            <th scope="col">{text('messages.column.receiver')}</th>
            <th scope="col">{text('replay.column.channel')}</th>
            <th scope="col">{text('messages.column.type')}</th>
            <th scope="col" className={classes.number}>
              {text('runs.fact.urgent')}
            </th>
            <th scope="col" className={classes.number}>
              {text('runs.column.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ channelName, messageType, receiver, count, urgent }) => (
            <tr key={`${channelName}/${messageType}/${receiver}`}>
              <th scope="row">{receiver ?? text('affected.unnamed')}</th>
              <td>{channelName}</td>
              <td className="mono">{messageType ?? '–'}</td>
              <td className={classes.number}>{format.number(urgent)}</td>
              <td className={classes.number}>{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {facts.places.length > firstShown ? (
        <button type="button" className={classes.link} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {text(showsAll ? 'runs.fewer' : 'runs.more', { count: facts.places.length - firstShown })}
        </button>
      ) : null}
    </section>
  );
}
