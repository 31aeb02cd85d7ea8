import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';

/** Where it stands, why, and what a person can do next: in words. */
export function Standing({ view: { run, counts, awaits } }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const { state, pauseReason } = run;
  const unknown = counts.byState.unknown ?? 0;
  const open = counts.byState.accepted ?? 0;
  return (
    <div className={classes.standing} data-tone={state === 'paused' ? 'question' : 'quiet'} role="status">
      {state === 'paused' && pauseReason !== null ? (
        <p>
          <strong>{text(`runs.pause.${pauseReason}`)}</strong> {text(`runs.pause.${pauseReason}.next`)}
        </p>
      ) : state === 'scheduled' && run.settings.whenBack ? (
        <Awaiting since={run.changedAt} awaits={awaits} />
      ) : (
        <p>{text(`runs.standing.${state}`, { time: format.time(run.settings.startsAt ?? run.changedAt) })}</p>
      )}
      {open > 0 && state === 'finished' ? <p>{text('runs.standing.open', { count: open })}</p> : null}
      {unknown > 0 ? <p>{text('runs.standing.unknown', { count: unknown })}</p> : null}
    </div>
  );
}

/** What it waits for, and since when. */
function Awaiting({ since, awaits }: { since: number; awaits: RunView['awaits'] }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      <p>{text('runs.standing.awaiting', { time: format.time(since) })}</p>
      <ul>
        {(awaits?.places ?? []).map(({ name, destination, why }) => (
          <li key={`${name} ${destination}`} data-awaited={why}>
            <strong>{destination === null ? name : `${name} → ${destination}`}</strong>: {text(`runs.awaits.${why}`)}
          </li>
        ))}
      </ul>
      {awaits?.lookedAt == null ? null : (
        <p className="dim small">{text('runs.awaits.looked', { time: format.time(awaits.lookedAt) })}</p>
      )}
    </>
  );
}
