import { z } from 'zod';
import {
  burningAt,
  burnSpeeds,
  type Goal,
  type GoalStanding,
  goal,
  standingOfGoal,
} from '../../../src-shared/domain/alerts/goal.ts';
import type { MeasuredChannel } from '../../../src-shared/domain/alerts/measured.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/history-store.ts';
import type { JournalStore } from '../../store/store.ts';
import { goalPoints } from './goal-points.ts';

export type GoalKeeperDeps = {
  settings: JournalStore['settings'];
  history: Pick<HistoryStore, 'points'>;
  clock: Clock;
  logger: Logger;
};

type Followed = { goal: Goal; standing: GoalStanding };

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 1440 * minuteMs;
/** Burn rates look at minutes; what lies before them is known by the quarter of an hour. */
const minutesKeptMs = 3 * dayMs;

/** The goals of channels, and what was reached of each, read anew every minute. */
export async function createGoalKeeper({ settings, history, clock, logger }: GoalKeeperDeps) {
  let followed = readKept(await settings.get('installation', 'alert-goals')).map(unread);
  let readAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    const now = clock.now();
    if (Math.abs(now - readAt) < minuteMs) return;
    readAt = now;
    try {
      for (const each of followed) await read(each, now);
    } catch {
      logger.warn('goals could not be judged');
    }
  }

  async function read(each: Followed, now: number): Promise<void> {
    const { windowDays, scope, target } = each.goal;
    const upTo = Math.floor(now / minuteMs) * minuteMs;
    const minutesFrom = Math.floor((upTo - minutesKeptMs) / quarterMs) * quarterMs;
    const from = Math.min(upTo - windowDays * dayMs, minutesFrom);
    const ask = (stepMs: number, span: { from: number; upTo: number }) =>
      history.points({ ...scope, stepMs, pointMs: stepMs, ...span });
    const older = from < minutesFrom ? await ask(quarterMs, { from, upTo: minutesFrom }) : [];
    const points = goalPoints(each.goal, [...older, ...(await ask(minuteMs, { from: minutesFrom, upTo }))]);
    each.standing = {
      goal: each.goal,
      ...standingOfGoal(each.goal, points, upTo),
      burning: burningAt(points, target, upTo),
    };
  }

  return {
    refresh,
    standings: (): GoalStanding[] => followed.map(({ standing }) => standing),
    /** Of the goal of this channel that is worst off; null = none burns. */
    burningOf({ connectionId, channelId }: { connectionId: string; channelId: string }): MeasuredChannel['burning'] {
      const burning = followed.flatMap(({ goal: { scope }, standing }) =>
        standing.burning !== null && scope.connectionId === connectionId && scope.channelId === channelId
          ? [{ ...standing.burning, budgetLeft: standing.budgetLeft ?? 0 }]
          : [],
      );
      return burning.toSorted((a, b) => burnSpeeds.indexOf(a.speed) - burnSpeeds.indexOf(b.speed))[0] ?? null;
    },
    /** @throws AppError BAD_INPUT for two goals of one id */
    async save(next: readonly Goal[]): Promise<void> {
      if (new Set(next.map(({ goalId }) => goalId)).size < next.length)
        throw new AppError('BAD_INPUT', 'Two goals have one id.', { messageKey: 'alerts.refused.goals' });
      await settings.put('installation', 'alert-goals', JSON.stringify(next));
      followed = next.map(unread);
      readAt = Number.NEGATIVE_INFINITY;
      await refresh();
    },
  };
}

export type GoalKeeper = Awaited<ReturnType<typeof createGoalKeeper>>;

function unread(each: Goal): Followed {
  const nothing = { achieved: null, budgetLeft: null, good: 0, total: 0, burning: null };
  return { goal: each, standing: { goal: each, ...nothing } };
}

function readKept(text: string | null): Goal[] {
  const stored = z.array(z.unknown()).safeParse(text === null ? [] : JSON.parse(text));
  return (stored.data ?? []).flatMap((each) => goal.safeParse(each).data ?? []);
}
