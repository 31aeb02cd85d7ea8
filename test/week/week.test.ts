import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../fakes/temporary-store.ts';
import { askWeek } from './ask-week.ts';
import { forgetUnread, indexWeek } from './index-week.ts';
import { makeWeek } from './make-week.ts';
import { scoreOf, wrongOf } from './matrix.ts';
import { channelIds, weekStart } from './week.ts';

const size = { seed: 1, count: 800 };
const week = makeWeek(size);
let clock: ManualClock;
let temporary: TemporaryStore;

beforeAll(async () => {
  clock = createManualClock(weekStart);
  temporary = await openTemporaryStore(clock);
  await indexWeek(week, { store: temporary.store, clock });
}, 90_000);
afterAll(() => temporary.remove());

describe('a week of a hospital', { timeout: 90_000 }, () => {
  it('is the same week again from the same seed', () => {
    const bodiesOf = ({ messages }: typeof week) => [...messages.values()].flat().map(({ body }) => body());
    expect(bodiesOf(makeWeek(size))).toEqual(bodiesOf(week));
    expect(bodiesOf(makeWeek({ ...size, seed: 2 }))).not.toEqual(bodiesOf(week));
    expect(channelIds.filter((id) => (week.messages.get(id)?.length ?? 0) === 0)).toEqual([]);
  });
  it('is told rightly, and nothing is said to be receipted that is not', async () => {
    const asked = await askWeek(week, week.questions, { store: temporary.store, clock, isAllRead: true });
    const { rightShare, falseReceipted } = scoreOf(asked);
    expect(falseReceipted, wrongOf(asked).join('\n')).toBe(0);
    expect(rightShare, wrongOf(asked).join('\n')).toBeGreaterThanOrEqual(0.99);
    expect(asked.length).toBeGreaterThan(200);
  });
  it('is told with care where a channel is not read', async () => {
    await forgetUnread(temporary.store);
    const touched = week.questions.filter(({ truth }, at) => truth.code !== truth.codeUnread || at % 8 === 0);
    const asked = await askWeek(week, touched, { store: temporary.store, clock, isAllRead: false });
    const { rightShare, falseReceipted } = scoreOf(asked);
    expect(falseReceipted, wrongOf(asked).join('\n')).toBe(0);
    expect(rightShare, wrongOf(asked).join('\n')).toBeGreaterThanOrEqual(0.98);
    expect(asked.filter(({ told }) => told === 'not-enough').length).toBeGreaterThan(3);
  });
});
