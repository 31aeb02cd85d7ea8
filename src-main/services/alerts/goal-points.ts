import type { Goal, GoalPoint } from '../../../src-shared/domain/alerts/goal.ts';

/** What is known of a channel for one step that was watched, oldest first; `at` its beginning, ms UTC. */
export type GoalFigures = { at: number; received: number; sent: number; errored: number };

const minuteMs = 60_000;

/**
 * What counts for a goal. Availability: messages that were sent, of those sent or failed. Freshness: steps in which something had come lately, of those watched;
 * before the first message nothing is known, and a time without a watcher is no silence.
 */
export function goalPoints({ measure }: Pick<Goal, 'measure'>, figures: readonly GoalFigures[]): GoalPoint[] {
  if (measure.kind === 'availability')
    return figures.map(({ at, sent, errored }) => ({ at, good: sent, total: sent + errored }));
  const points: GoalPoint[] = [];
  let receivedAt: number | null = null;
  let before: number | null = null;
  for (const { at, received } of figures) {
    const isAfterGap = before !== null && at - before > measure.silenceMinutes * minuteMs;
    if (received > 0 || (receivedAt !== null && isAfterGap)) receivedAt = at;
    before = at;
    if (receivedAt === null) continue;
    points.push({ at, good: at - receivedAt < measure.silenceMinutes * minuteMs ? 1 : 0, total: 1 });
  }
  return points;
}
