import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBareHistory } from '../../../test/fakes/bare-history.ts';
import { aSample } from '../../../test/fakes/samples.ts';
import type { ChannelGap, HistoryStore } from '../history-store.ts';

let bare: ReturnType<typeof openBareHistory>;
let history: HistoryStore;

beforeEach(() => {
  bare = openBareHistory();
  ({ history } = bare);
});

afterEach(() => bare.remove());

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const query = { connectionId: 'c1', channelId: 'a', from: 0, upTo: 2 * hourMs };
const points = (stepMs: number, pointMs = stepMs) => history.points({ ...query, stepMs, pointMs });
const aGap = (overrides: Partial<ChannelGap> = {}): ChannelGap => ({
  connectionId: 'c1',
  channelId: 'a',
  from: 4 * minuteMs,
  to: 9 * minuteMs,
  cause: 'unwatched',
  received: 40,
  sent: 39,
  errored: 1,
  filtered: 0,
  queued: 2,
  ...overrides,
});

/** So many days in which somebody watched, the last one ending at `to`. */
async function watchedDays(days: number, to: number): Promise<void> {
  for (let hour = 1; hour <= days * 24; hour += 1) await history.heartbeat('run', to - hour * hourMs, hourMs);
}

describe('the steps of history', () => {
  it('adds a channel up into each step, with the highest level and the time watched', async () => {
    await history.append([aSample({ queued: 5 }), aSample({ at: 20_000, queued: 9, oldestMs: 700 })]);
    await history.append([
      aSample({ at: minuteMs, queued: 1, watchedMs: 4000 }),
      aSample({ at: 15 * minuteMs, queued: 5, sent: 2 }),
      aSample({ channelId: 'b' }),
    ]);
    const counts = { sent: 0, errored: 0, filtered: 0 };
    const first = { at: 0, received: 3, ...counts, queued: 9, oldestMs: 700, watchedMs: 24_000 };
    expect(await points(10_000)).toHaveLength(4);
    expect(await points(15 * minuteMs)).toEqual([
      first,
      { at: 15 * minuteMs, received: 1, ...counts, sent: 2, queued: 5, oldestMs: null, watchedMs: 10_000 },
    ]);
    const hour = { ...first, received: 4, sent: 2, watchedMs: 34_000 };
    for (const stepMs of [10_000, minuteMs, 15 * minuteMs, hourMs])
      expect(await points(stepMs, hourMs)).toEqual([hour]);
  });

  it('tells the minutes of a connection, and when each channel last did something', async () => {
    await history.append([aSample({ at: minuteMs, queued: 5 }), aSample({ at: 70_000, received: 2, queued: 3 })]);
    await history.append([aSample({ at: 190_000, received: 0, sent: 4, queued: 5, countedAt: 191_000 })]);
    const asked = { connectionIds: ['c1'], channelId: 'a', from: 0, to: 400_000 };
    expect(await history.perMinute(asked)).toMatchObject([
      { minuteAt: minuteMs, received: 3, sent: 0, queued: 3 },
      { minuteAt: 3 * minuteMs, received: 0, sent: 4, queued: 5 },
    ]);
    expect(await history.perMinute({ ...asked, connectionIds: ['other'] })).toEqual([]);
    expect(await history.lastActivity(['c1'])).toEqual([
      {
        connectionId: 'c1',
        channelId: 'a',
        lastReceivedAt: 70_000,
        lastSentAt: 190_000,
        counted: { at: 191_000, counters: { received: 1, sent: 0, errored: 0, filtered: 0 } },
      },
    ]);
  });

  it('lets activity follow a clock that was set back', async () => {
    await history.append([aSample({ at: 9 * dayMs })]);
    await history.append([aSample({ at: dayMs })]);
    expect(await history.lastActivity(['c1'])).toMatchObject([{ lastReceivedAt: dayMs }]);
  });
});

describe('quarters to learn from', () => {
  it('are those that were watched to their end', async () => {
    await history.append([
      aSample({ received: 7, watchedMs: 900_000 }),
      aSample({ at: 900_000, watchedMs: 400_000 }),
      aSample({ at: 1_800_000, received: 9, watchedMs: 880_000 }),
    ]);
    const { at, received } = await history.quarters(query);
    expect([[...at], [...received]]).toEqual([
      [0, 1_800_000],
      [7, 9],
    ]);
  });
});

describe('a gap', () => {
  it('is counted only in the steps that hold it whole', async () => {
    await history.append([aSample({ at: 15 * minuteMs })], [aGap()]);
    expect(await points(10_000, hourMs)).toMatchObject([{ received: 1 }]);
    expect(await points(minuteMs, hourMs)).toMatchObject([{ received: 1 }]);
    expect(await points(15 * minuteMs)).toMatchObject([{ received: 40, watchedMs: 0 }, { received: 1 }]);
    expect(await points(hourMs)).toMatchObject([{ received: 41, errored: 1, watchedMs: 10_000 }]);
  });

  it('is told with its cause and what the engine counted over it', async () => {
    await history.append([], [aGap(), aGap({ channelId: 'b' })]);
    const { connectionId: _connection, channelId: _channel, queued: _queued, ...told } = aGap();
    expect(await history.gaps(query)).toEqual([{ ...told, isFilled: false }]);
    expect(await history.gaps({ ...query, from: 10 * minuteMs })).toEqual([]);
  });

  it('is forgotten when it reaches into a time that has not come', async () => {
    await history.append([], [aGap({ to: 400 * dayMs })]);
    await history.append([aSample({ at: 5 * minuteMs })]);
    expect(await history.gaps(query)).toEqual([]);
  });
});

describe('what was kept long enough', () => {
  beforeEach(async () => {
    await history.append([aSample(), aSample({ at: minuteMs }), aSample({ at: 2 * minuteMs })]);
  });

  it('is dropped step by step, so many rows at a time, when so much was watched since', async () => {
    const now = 15 * dayMs;
    await watchedDays(15, now);
    while (await history.trim(now, 2));
    expect(await points(10_000)).toEqual([]);
    expect(await points(minuteMs)).toEqual([]);
    expect(await points(15 * minuteMs)).toMatchObject([{ received: 3 }]);
  });

  it('says when more is left', async () => {
    await watchedDays(15, 15 * dayMs);
    expect(await history.trim(15 * dayMs, 2)).toBe(true);
    expect(await points(10_000)).toHaveLength(1);
  });

  it('stays when the clock jumps ahead by years', async () => {
    const now = 3650 * dayMs;
    await history.append([aSample({ at: now })]);
    await watchedDays(1, now);
    expect(await history.trim(now, 2000)).toBe(false);
    expect(await points(10_000)).toHaveLength(3);
    expect(await points(hourMs)).toHaveLength(1);
  });

  it('stays when the clock jumped ahead and back, however long it was ahead', async () => {
    const ahead = 3650 * dayMs;
    await watchedDays(20, ahead);
    expect(await history.trim(2 * hourMs, 2000)).toBe(false);
    expect(await points(10_000)).toHaveLength(3);
  });

  it('stays while nobody watches', async () => {
    await watchedDays(1, dayMs);
    expect(await history.trim(400 * dayMs, 2000)).toBe(false);
    expect(await points(10_000)).toHaveLength(3);
  });
});

describe('runs of a watcher', () => {
  it('knows the run before this one', async () => {
    expect(await history.previousRun('run-1', 10)).toBeNull();
    await history.heartbeat('run-1', 100, 0);
    await history.heartbeat('run-1', 900, 0);
    await history.heartbeat('run-2', 5000, 0);
    expect(await history.previousRun('run-2', 5000)).toEqual({ from: 100, to: 900 });
  });

  it('takes no word of a run whose clock was ahead', async () => {
    await history.heartbeat('run-1', 100, 0);
    await history.heartbeat('run-2', 9 * dayMs, 0);
    expect(await history.previousRun('run-3', 5000)).toEqual({ from: 100, to: 100 });
  });
});
