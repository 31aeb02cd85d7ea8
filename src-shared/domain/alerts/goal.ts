import { z } from 'zod';

/**
 * What one channel is to keep. *availability*: the share that was delivered of what was delivered or failed. *freshness*: the share of the watched time in which
 * something had been received within `silenceMinutes`. `target` 0.5..0.9999 of a window of `windowDays`.
 */
export const goal = z.object({
  goalId: z.string().min(1).max(64),
  scope: z.object({ connectionId: z.string().max(200), channelId: z.string().max(200) }),
  measure: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('availability') }),
    z.object({ kind: z.literal('freshness'), silenceMinutes: z.number().int().min(1).max(1440) }),
  ]),
  target: z.number().min(0.5).max(0.9999),
  windowDays: z.number().int().min(1).max(14),
});
export type Goal = z.infer<typeof goal>;

/** How a goal stands. `achieved` 0..1, null = nothing happened; `budgetLeft` 1 = untouched, 0 = used up, below = overdrawn; `burning` null = no rule fires. */
export const goalStanding = z.object({
  goal,
  achieved: z.number().nullable(),
  budgetLeft: z.number().nullable(),
  good: z.number(),
  total: z.number(),
  burning: z.object({ speed: z.enum(['fast', 'slow', 'steady']), rate: z.number() }).nullable(),
});
export type GoalStanding = z.infer<typeof goalStanding>;

export const mostGoals = 200;

/** What counts of one stretch of time that begins at `at` (ms UTC): `good` of `total`. Time nobody watched is left out. */
export type GoalPoint = { at: number; good: number; total: number };

/** How fast the budget is used up: 1 = exactly at the window's end. `speed` names the rule that sees it. */
export const burnSpeeds = ['fast', 'slow', 'steady'] as const;
export type BurnSpeed = (typeof burnSpeeds)[number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A rule fires when both windows burn this fast: the long one says that it matters, the short one that it still goes on. */
export const burnRules: Readonly<Record<BurnSpeed, { factor: number; longMs: number; shortMs: number }>> = {
  fast: { factor: 14.4, longMs: hourMs, shortMs: 5 * minuteMs },
  slow: { factor: 6, longMs: 6 * hourMs, shortMs: 30 * minuteMs },
  steady: { factor: 1, longMs: 72 * hourMs, shortMs: 6 * hourMs },
};

/** Fewer bad ones than this in the long window are single mishaps, however quiet the channel. */
const fewestBad = 5;

/** The share of the budget that a window used, as a multiple of what it may use. Null: nothing happened in it. */
export function burnRate(
  points: readonly GoalPoint[],
  target: number,
  span: { from: number; to: number },
): number | null {
  const { good, total } = sumOf(points, span);
  return total === 0 ? null : (total - good) / total / (1 - target);
}

/** The fastest rule that fires on these points; null = none. @param points oldest first, of the last three days */
export function burningAt(
  points: readonly GoalPoint[],
  target: number,
  at: number,
): { speed: BurnSpeed; rate: number } | null {
  for (const speed of burnSpeeds) {
    const { factor, longMs, shortMs } = burnRules[speed];
    const { good, total } = sumOf(points, { from: at - longMs, to: at });
    const long = burnRate(points, target, { from: at - longMs, to: at });
    const short = burnRate(points, target, { from: at - shortMs, to: at });
    if (long === null || short === null || total - good < fewestBad) continue;
    if (long >= factor && short >= factor) return { speed, rate: long };
  }
  return null;
}

/** What was reached of it in its window, and what is left of its budget. */
export function standingOfGoal(
  { target, windowDays }: Pick<Goal, 'target' | 'windowDays'>,
  points: readonly GoalPoint[],
  at: number,
): Pick<GoalStanding, 'achieved' | 'budgetLeft' | 'good' | 'total'> {
  const { good, total } = sumOf(points, { from: at - windowDays * 24 * hourMs, to: at });
  if (total === 0) return { achieved: null, budgetLeft: null, good, total };
  return { achieved: good / total, budgetLeft: 1 - (total - good) / (total * (1 - target)), good, total };
}

function sumOf(points: readonly GoalPoint[], { from, to }: { from: number; to: number }) {
  let good = 0;
  let total = 0;
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index]!;
    if (point.at < from) break;
    if (point.at >= to) continue;
    good += point.good;
    total += point.total;
  }
  return { good, total };
}
