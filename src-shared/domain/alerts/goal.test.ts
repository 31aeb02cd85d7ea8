import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burningAt, burnRate, burnRules, type GoalPoint, standingOfGoal } from './goal.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const target = 0.999;
/** A steady channel: twenty a minute, of which `share` fail from `failsFrom` on. */
function minutesOf(days: number, share: number, failsFrom: number): GoalPoint[] {
  let owed = 0;
  return Array.from({ length: days * 1440 }, (_, index) => {
    const at = index * minuteMs;
    owed += at >= failsFrom ? 20 * share : 0;
    const bad = Math.floor(owed);
    owed -= bad;
    return { at, good: 20 - bad, total: 20 };
  });
}

/** Minutes from the first failure until a rule of that speed, or a faster one, fires. */
function detectedAfter(share: number, days: number): { speed: string; minutes: number } | null {
  const failsFrom = 3 * dayMs;
  const points = minutesOf(3 + days, share, failsFrom);
  for (let at = failsFrom; at <= points.at(-1)!.at + minuteMs; at += minuteMs) {
    const burning = burningAt(points.slice(0, at / minuteMs), target, at);
    if (burning !== null) return { speed: burning.speed, minutes: (at - failsFrom) / minuteMs };
  }
  return null;
}

describe('burn rate', () => {
  // (1 - target) / share of failures * window * factor, rounded up to the minute of the next look.
  it.each([
    ['everything fails', 1, 'fast', 0.864],
    ['one in ten fails', 0.1, 'fast', 8.64],
    ['one in a hundred fails', 0.01, 'slow', 216],
    ['one in five hundred fails', 0.002, 'steady', 2160],
  ] as const)('is seen in the time that the windows promise when %s', (_what, share, speed, minutes) => {
    const found = detectedAfter(share, 2);
    expect(found?.speed).toBe(speed);
    expect(found?.minutes).toBeGreaterThanOrEqual(Math.floor(minutes));
    expect(found?.minutes).toBeLessThanOrEqual(Math.ceil(minutes * 1.02) + 2);
  });

  it('says nothing of failures that are within the budget', () => {
    expect(detectedAfter(0.0009, 3)).toBeNull();
  });

  it('says nothing of single mishaps of a quiet channel', () => {
    const points = Array.from({ length: 72 }, (_, hour) => ({
      at: hour * 60 * minuteMs,
      good: hour === 70 ? 0 : 1,
      total: 1,
    }));
    expect(burningAt(points, target, 3 * dayMs)).toBeNull();
  });

  it('goes quiet soon after it is over: the short window has forgotten it', () => {
    const points = minutesOf(4, 0, 0).map((point) =>
      point.at >= 3 * dayMs && point.at < 3 * dayMs + 20 * minuteMs ? { ...point, good: 0 } : point,
    );
    const at = (minutes: number) => burningAt(points, target, 3 * dayMs + minutes * minuteMs)?.speed;
    expect(at(20)).toBe('fast');
    expect(at(20 + 5)).not.toBe('fast');
  });

  it('does not fire on noise around half of the budget, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let state = seed >>> 0;
        const random = (): number => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return state / 2 ** 32;
        };
        const points = Array.from({ length: 3 * 1440 }, (_, index) => {
          const bad = Array.from({ length: 20 }, random).filter((one) => one < 0.0005).length;
          return { at: index * minuteMs, good: 20 - bad, total: 20 };
        });
        for (let at = dayMs; at <= 3 * dayMs; at += 60 * minuteMs) {
          const speed = burningAt(points, target, at)?.speed;
          if (speed === 'fast' || speed === 'slow') return false;
        }
        return true;
      }),
      { numRuns: 20 },
    );
  });

  it('is null of a time in which nothing happened', () => {
    expect(burnRate([], target, { from: 0, to: burnRules.fast.longMs })).toBeNull();
  });
});

describe('a goal', () => {
  const points = minutesOf(2, 0.001, 0);

  it('has used up its budget exactly at its target, and overdrawn it below', () => {
    const at = 2 * dayMs;
    expect(standingOfGoal({ target: 0.999, windowDays: 2 }, points, at).budgetLeft).toBeCloseTo(0, 1);
    expect(standingOfGoal({ target: 0.998, windowDays: 2 }, points, at).budgetLeft).toBeCloseTo(0.5, 1);
    expect(standingOfGoal({ target: 0.9995, windowDays: 2 }, points, at).budgetLeft).toBeCloseTo(-1, 1);
  });

  it('knows nothing where nothing happened', () => {
    expect(standingOfGoal({ target, windowDays: 1 }, [], dayMs)).toMatchObject({ achieved: null, budgetLeft: null });
  });
});
