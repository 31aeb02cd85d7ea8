import type { TimelineEntry } from '../../../src-shared/domain/trace/timeline.ts';
import { type Text, useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import type { Story } from './story-words.ts';
import classes from './trace.module.css';

/** What happened, oldest first, with the step marked that is missing. */
export function AnswerTimeline({ story: { timeline, conclusion } }: { story: Story }) {
  const text = useText();
  return (
    <section aria-label={text('trace.answer.timeline')} className={classes.part}>
      <h3>{text('trace.answer.timeline')}</h3>
      {timeline.length === 0 ? <p className="dim">{text('trace.line.none')}</p> : null}
      <ol className={classes.timeline}>
        {timeline.map((entry, index) => (
          <li
            // Lines have no id of their own, and stand still.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            className={classes.line}
            data-missing={entry.isMissing || undefined}
            data-kind={entry.kind}
          >
            <span className={classes.lineTime}>
              {entry.at === null ? <span className="dim">{text('trace.line.noTime')}</span> : <Moment at={entry.at} />}
            </span>
            <span>
              {entry.kind === 'missing' && conclusion.code === 'awaited'
                ? text('trace.line.awaited')
                : lineText(entry, text)}
              {entry.attempts > 1 ? (
                <span className="dim"> · {text('trace.line.attempts', { count: entry.attempts })}</span>
              ) : null}
            </span>
            <span className="dim">
              {[
                text(`trace.role.${entry.role}`),
                entry.version === null ? null : text(`trace.version.${entry.version}`),
              ]
                .filter((each) => each !== null)
                .join(', ')}
            </span>
            {entry.isMissing ? <strong className={classes.here}>{text('trace.line.here')}</strong> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function lineText({ kind, party, channelName: channel, destination, state }: TimelineEntry, text: Text): string {
  const place = destination ?? text('trace.place.receiver');
  switch (kind) {
    case 'came':
      return party === null ? text('trace.line.came', { channel }) : text('trace.line.cameFrom', { party, channel });
    case 'replayed':
      return text('trace.line.replayed', { channel });
    case 'receipt':
      return party === null ? text('trace.line.receipt') : text('trace.line.receiptBy', { party });
    case 'missing':
      return text('trace.line.missing');
    case 'delivery': {
      const said = text(`trace.line.${state ?? 'processing'}`, { place });
      return said.startsWith(place) ? said.charAt(0).toLocaleUpperCase() + said.slice(1) : said;
    }
    default:
      return kind satisfies never;
  }
}
