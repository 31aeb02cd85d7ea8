import { describe, expect, it } from 'vitest';
import type { Goal } from '../../../src-shared/domain/alerts/goal.ts';
import { createFakeJournal } from '../../../test/fakes/fake-journal.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { silentLogger } from '../../../test/fakes/temporary-store.ts';
import type { HistoryStore } from '../../store/history-store.ts';
import { createGoalKeeper } from './goal-keeper.ts';
import { goalPoints } from './goal-points.ts';

const minuteMs = 60_000;
const scope = { connectionId: 'c1', channelId: 'lab' };
const aGoal = (overrides: Partial<Goal> = {}): Goal => ({
  ...{ goalId: 'g', scope, measure: { kind: 'availability' }, target: 0.999, windowDays: 7, ...overrides },
});

/** Twenty a minute in every step asked for, of which `failing` fail from a moment on. */
function figures(failsFrom: number): Pick<HistoryStore, 'points'> {
  return {
    points: async ({ stepMs, from, upTo }) =>
      Array.from({ length: (upTo - from) / stepMs }, (_, index) => {
        const at = from + index * stepMs;
        const received = (20 * stepMs) / minuteMs;
        const errored = at >= failsFrom ? received : 0;
        const rest = { filtered: 0, queued: 0, watchedMs: stepMs, oldestMs: null };
        return { at, received, sent: received - errored, errored, ...rest };
      }),
  };
}

async function openKeeper(failsForMinutes: number) {
  const clock = createManualClock();
  const { settings } = createFakeJournal();
  const history = figures(clock.now() - failsForMinutes * minuteMs);
  const open = () => createGoalKeeper({ settings, history, clock, logger: silentLogger });
  return { open, keeper: await open() };
}

describe('the goals of channels', () => {
  it('say what was reached, what is left of the budget and how fast it goes', async () => {
    const { keeper } = await openKeeper(10);
    await keeper.save([aGoal()]);
    const [standing] = keeper.standings();
    expect(standing).toMatchObject({ total: 7 * 1440 * 20, good: (7 * 1440 - 10) * 20, burning: { speed: 'fast' } });
    expect(standing?.budgetLeft).toBeCloseTo(1 - 10 / (7 * 1440 * 0.001), 2);
    expect(keeper.burningOf(scope)).toMatchObject({ speed: 'fast' });
    expect(keeper.burningOf({ ...scope, channelId: 'other' })).toBeNull();
  });

  it('burn nothing while everything is delivered, and are kept over a restart', async () => {
    const { keeper, open } = await openKeeper(0);
    await keeper.save([aGoal()]);
    const again = await open();
    await again.refresh();
    expect(again.standings()).toMatchObject([{ goal: aGoal(), achieved: 1, budgetLeft: 1, burning: null }]);
    expect(again.burningOf(scope)).toBeNull();
  });

  it('are refused when two have one id', async () => {
    const { keeper } = await openKeeper(0);
    await expect(keeper.save([aGoal(), aGoal()])).rejects.toMatchObject({ messageKey: 'alerts.refused.goals' });
  });
});

describe('freshness', () => {
  const minutes = (received: number[], from = 0) =>
    received.map((count, index) => ({ at: (from + index) * minuteMs, received: count, sent: count, errored: 0 }));
  const fresh = aGoal({ measure: { kind: 'freshness', silenceMinutes: 2 } });

  it('counts the minutes in which something had come lately', () => {
    expect(goalPoints(fresh, minutes([0, 1, 0, 0, 0, 1])).map(({ good }) => good)).toEqual([1, 1, 0, 0, 1]);
  });

  it('takes a time without a watcher for no silence', () => {
    const points = goalPoints(fresh, [...minutes([1]), ...minutes([0, 0, 0], 60)]);
    expect(points.map(({ good }) => good)).toEqual([1, 1, 1, 0]);
  });
});
