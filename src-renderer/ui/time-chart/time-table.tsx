import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../format/use-format.ts';
import styles from './time-chart.module.css';
import type { TimePoint, TimeSeries } from './time-series.ts';

/** A chart's figures as a table, newest first. */
export function TimeTable({ points, series }: { points: readonly TimePoint[]; series: readonly TimeSeries[] }) {
  const text = useText();
  const format = useFormat();
  const latest = points.at(-1)?.at ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={text('chart.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{text('chart.time')}</th>
            {series.map(({ id, label }) => (
              <th key={id}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.at}>
              <td title={format.both(point.at)}>{format.moment(point.at, latest)}</td>
              {series.map(({ id }) => {
                const value = point[id] ?? null;
                return <td key={id}>{value === null ? text('chart.notWatched') : format.number(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
