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
