import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../format/use-format.ts';
import styles from './time-chart.module.css';
import type { TimeChart, TimePoint } from './time-series.ts';

/** The figures of all charts as one table, newest first. */
export function TimeTable({ points, charts }: { points: readonly TimePoint[]; charts: readonly TimeChart[] }) {
  const text = useText();
  const format = useFormat();
  const latest = points.at(-1)?.at ?? 0;
  const columns = charts.flatMap(({ series, write }) => series.map((each) => ({ ...each, write })));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={text('chart.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{text('chart.time')}</th>
            {columns.map(({ id, label }) => (
              <th key={id}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.at}>
              <td title={format.both(point.at)}>{format.moment(point.at, latest)}</td>
              {columns.map(({ id, write }) => {
                const value = point[id] ?? null;
                return value === null ? (
                  <td key={id} title={text('chart.notKnown')}>
                    –
                  </td>
                ) : (
                  <td key={id}>{write(value)}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
