import { z } from 'zod';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The steps in which figures are kept, finest first, and for how long, in ms. */
export const rollupSteps = [
  { stepMs: 10_000, keptMs: 2 * dayMs },
  { stepMs: minuteMs, keptMs: 14 * dayMs },
  { stepMs: 15 * minuteMs, keptMs: 90 * dayMs },
  { stepMs: hourMs, keptMs: 730 * dayMs },
] as const;

/** How far back a chart goes. */
export const seriesRange = z.enum(['15m', '1h', '6h', '24h', '7d', '30d', '90d']);
export type SeriesRange = z.infer<typeof seriesRange>;

/** A stretch of time, ms UTC; `from` included, `to` not. */
export const timeSpan = z.object({ from: z.number().int().nonnegative(), to: z.number().int().positive() });
export type TimeSpan = z.infer<typeof timeSpan>;

/** Steps a point may have, each a whole number of some rollup. */
const pointSteps = [10_000, 30_000, minuteMs, 3 * minuteMs, 15 * minuteMs, hourMs, 2 * hourMs, 4 * hourMs, dayMs];
const mostPoints = 720;

/**
 * What a chart of any stretch is drawn from: the finest rollup that is kept as far back as it begins, in no more than 720 points.
 * @param now ms UTC
 */
export function planSpan({ from, to }: TimeSpan, now: number): { stepMs: number; pointMs: number } {
  const kept = rollupSteps.find(({ keptMs }) => from >= now - keptMs) ?? rollupSteps[rollupSteps.length - 1];
  const least = kept?.stepMs ?? hourMs;
  const pointMs = pointSteps.find((each) => each >= least && (to - from) / each <= mostPoints) ?? 7 * dayMs;
  const stepMs = rollupSteps.findLast((step) => step.stepMs <= pointMs && step.stepMs >= least)?.stepMs ?? least;
  return { stepMs, pointMs };
}

/** What a chart of a range is drawn from, in ms: no more than some 600 points, each a whole number of rollups that are still kept. */
export const seriesPlans: Record<SeriesRange, { spanMs: number; stepMs: number; pointMs: number }> = {
  '15m': { spanMs: 15 * minuteMs, stepMs: 10_000, pointMs: 10_000 },
  '1h': { spanMs: hourMs, stepMs: 10_000, pointMs: 10_000 },
  '6h': { spanMs: 6 * hourMs, stepMs: minuteMs, pointMs: minuteMs },
  '24h': { spanMs: dayMs, stepMs: minuteMs, pointMs: 3 * minuteMs },
  '7d': { spanMs: 7 * dayMs, stepMs: 15 * minuteMs, pointMs: 15 * minuteMs },
  '30d': { spanMs: 30 * dayMs, stepMs: hourMs, pointMs: 2 * hourMs },
  '90d': { spanMs: 90 * dayMs, stepMs: hourMs, pointMs: 4 * hourMs },
};
