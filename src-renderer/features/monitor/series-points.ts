import type { OutputOf } from '../../../src-shared/contract/index.ts';

type Series = OutputOf<'monitor.series'>;
/** One point as the charts draw it; `errorShare` 0..1 of what was sent or errored, `…LastWeek` the same time a week ago. */
export type DrawnPoint = { at: number } & Record<(typeof drawnSeries)[number], number | null>;

export const drawnSeries = [
  'received',
  'sent',
  'filtered',
  'errored',
  'receivedLastWeek',
  'p50',
  'p95',
  'p99',
  'endToEnd95',
  'errorShare',
  'queued',
  'oldestMs',
] as const;

const weekMs = 7 * 86_400_000;

/** @param lastWeek null = not asked for */
export function drawnPoints(points: Series['points'], lastWeek: Series['points'] | null): DrawnPoint[] {
  const before = new Map(lastWeek?.map(({ at, received }) => [at + weekMs, received]));
  return points.map(({ processing, endToEnd, coverage: _coverage, ...figures }) => ({
    ...figures,
    receivedLastWeek: before.get(figures.at) ?? null,
    p50: processing?.p50 ?? null,
    p95: processing?.p95 ?? null,
    p99: processing?.p99 ?? null,
    endToEnd95: endToEnd?.p95 ?? null,
    errorShare: errorShareOf(figures),
  }));
}

/** Null where nothing came to an end: no share of nothing. */
function errorShareOf({ sent, errored }: { sent: number | null; errored: number | null }): number | null {
  const ended = (sent ?? 0) + (errored ?? 0);
  return errored === null || ended === 0 ? null : errored / ended;
}

/** For a spreadsheet: times as ISO 8601 in UTC, an empty cell where nothing is known; no name of a channel or patient in it. */
export function seriesCsv(points: readonly DrawnPoint[]): string {
  const lines = points.map((point) => [
    new Date(point.at).toISOString(),
    ...drawnSeries.map((id) => (point[id] === null ? '' : String(point[id]))),
  ]);
  return [['time', ...drawnSeries], ...lines].map((cells) => `${cells.join(';')}\r\n`).join('');
}
