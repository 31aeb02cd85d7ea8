import { isUnderWay } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { useNow } from '../../../ui/use-now.ts';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';
import { partsOf } from './progress-parts.ts';
import { useRunRate } from './use-run-rate.ts';

/** How far it is, as a bar and in words; the chips above the list say the same in numbers. */
export function RunProgress({ view }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const { counts, run } = view;
  const done = counts.total - counts.waiting;
  const words = text('runs.progress.words', { done: format.number(done), total: format.number(counts.total) });
  return (
    <div className={classes.progress}>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={text('runs.progress')}
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={done}
        aria-valuetext={words}
      >
        {partsOf(counts).map(({ part, count }) => (
          <span
            key={part}
            data-part={part}
            style={{ flexGrow: count }}
            title={`${text(`runs.part.${part}`)}: ${count}`}
          />
        ))}
      </div>
      <p className={classes.progressWords}>
        <strong>{words}</strong>
        {isUnderWay(run.state) ? <Pace view={view} /> : null}
      </p>
      <ul className={classes.legend}>
        {partsOf(counts).map(({ part, count }) => (
          <li key={part} data-part={part}>
            <span aria-hidden /> {text(`runs.part.${part}`)} {format.number(count)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pace({ view }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { waiting, total } = view.counts;
  const perMinute = useRunRate(total - waiting);
  if (perMinute === null || waiting === 0) return <span className="dim">{text('runs.pace.unknown')}</span>;
  const leftMs = (waiting / perMinute) * 60_000;
  return (
    <span>
      {text('runs.pace', { rate: format.rate(perMinute) })} ·{' '}
      {text('runs.pace.left', { duration: format.duration(leftMs), clock: format.clock(now + leftMs) })}
    </span>
  );
}
