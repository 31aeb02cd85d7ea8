import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { TimeChart } from '../../ui/time-chart/time-series.ts';
import type { DrawnPoint, drawnSeries } from './series-points.ts';

/** The charts that have something to say: times only where messages were measured, an age only where something waited. */
export function useSeriesCharts(points: readonly DrawnPoint[], withLastWeek: boolean): TimeChart[] {
  const text = useText();
  const format = useFormat();
  const duration = (ms: number) => (ms > 0 && ms < 1000 ? `${format.number(ms)} ms` : format.duration(ms));
  const has = (id: (typeof drawnSeries)[number]) => points.some((point) => point[id] !== null);
  const received = { id: 'received', label: text('overview.total.received'), colour: 'var(--series-received)' };
  const before = { ...received, id: 'receivedLastWeek', label: text('series.receivedLastWeek'), dash: '2 3' };
  const sent = { id: 'sent', label: text('overview.total.sent'), colour: 'var(--series-sent)', dash: '5 2' };
  const filtered = {
    id: 'filtered',
    label: text('overview.total.filtered'),
    colour: 'var(--series-filtered)',
    dash: '1 3',
  };
  const errored = { id: 'errored', label: text('overview.total.errored'), colour: 'var(--series-errored)' };
  const charts: (TimeChart & { isShown: boolean })[] = [
    {
      id: 'throughput',
      title: text('series.throughput'),
      series: [received, ...(withLastWeek ? [before] : []), sent, filtered, errored],
      write: format.number,
      leastTop: 4,
      isShown: true,
    },
    {
      id: 'latency',
      title: text('series.latency'),
      series: [
        { id: 'p50', label: text('series.p50'), colour: 'var(--series-received)' },
        { id: 'p95', label: text('series.p95'), colour: 'var(--series-filtered)', dash: '5 2' },
        { id: 'p99', label: text('series.p99'), colour: 'var(--series-errored)', dash: '1 3' },
      ],
      write: duration,
      leastTop: 10,
      isShown: has('p50'),
    },
    {
      id: 'end-to-end',
      title: text('series.endToEnd'),
      series: [{ id: 'endToEnd95', label: text('series.p95'), colour: 'var(--series-filtered)', dash: '5 2' }],
      write: duration,
      leastTop: 1000,
      isShown: has('endToEnd95'),
    },
    {
      id: 'errors',
      title: text('series.errors'),
      series: [{ id: 'errorShare', label: text('series.errorShare'), colour: 'var(--series-errored)' }],
      write: format.share,
      leastTop: 0.1,
      isShown: true,
    },
    {
      id: 'queue',
      title: text('series.queue'),
      series: [{ id: 'queued', label: text('overview.queued'), colour: 'var(--series-queued)' }],
      write: format.number,
      leastTop: 4,
      isShown: true,
    },
    {
      id: 'oldest',
      title: text('series.oldest'),
      series: [{ id: 'oldestMs', label: text('series.oldestAge'), colour: 'var(--series-queued)' }],
      write: format.duration,
      leastTop: 60_000,
      isShown: has('oldestMs'),
    },
  ];
  return charts.filter(({ isShown }) => isShown);
}
