import type { TimePoint } from './time-series.ts';

/** Spans in which no series has a figure, from the last point before to the first one after; `from` and `to` in ms UTC. */
export function findGaps(points: readonly TimePoint[], seriesIds: readonly string[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let from: number | null = null;
  points.forEach((point, place) => {
    const isGap = seriesIds.every((id) => (point[id] ?? null) === null);
    if (isGap && from === null) from = points[place - 1]?.at ?? point.at;
    if (!isGap && from !== null) {
      gaps.push({ from, to: point.at });
      from = null;
    }
  });
  const last = points.at(-1);
  if (from !== null && last) gaps.push({ from, to: last.at });
  return gaps;
}
