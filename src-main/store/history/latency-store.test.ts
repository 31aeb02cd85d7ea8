import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBareHistory } from '../../../test/fakes/bare-history.ts';
import { aSample } from '../../../test/fakes/samples.ts';
import type { HistoryStore, MeasuredMessage } from '../history-store.ts';

let bare: ReturnType<typeof openBareHistory>;
let history: HistoryStore;

beforeEach(() => {
  bare = openBareHistory();
  ({ history } = bare);
});

afterEach(() => bare.remove());

const [minuteMs, hourMs] = [60_000, 3_600_000];
const own = { connectionId: 'c1', channelId: 'a' };

function aMessage(overrides: Partial<MeasuredMessage> = {}): MeasuredMessage {
  const { receivedAt = 10 * minuteMs } = overrides;
  return {
    id: 1,
    outcome: 'delivered',
    endedAt: receivedAt + 400,
    receivedAt,
    messageAt: receivedAt - 1000,
    sent: 1,
    errored: 0,
    filtered: 0,
    ...overrides,
  };
}

const measure = (messages: MeasuredMessage[], whole: { from: number; to: number } | null = null) => {
  const ids = messages.map(({ id }) => id);
  return history.measure({ ...own, fromId: Math.min(...ids), toId: Math.max(...ids), messages, whole });
};
const latencies = (stepMs: number, pointMs = stepMs) =>
  history.latencies({ ...own, stepMs, pointMs, from: 0, upTo: 4 * hourMs });

describe('the times of messages', () => {
  it('are told per step of their answer, from reception and from the message itself', async () => {
    await measure([aMessage(), aMessage({ id: 2, endedAt: 11 * minuteMs })]);
    expect(await latencies(minuteMs)).toMatchObject([
      { at: 10 * minuteMs, processing: { count: 1, max: 400 }, endToEnd: { max: 1400 } },
      { at: 11 * minuteMs, processing: { count: 1, max: minuteMs } },
    ]);
    for (const stepMs of [10_000, minuteMs, 15 * minuteMs, hourMs]) {
      const [hour] = await latencies(stepMs, hourMs);
      expect(hour?.processing).toEqual({ count: 2, p50: 399, p95: 399, p99: 399, max: minuteMs });
    }
  });

  it('count each message once, however often its page is read', async () => {
    await measure([aMessage({ id: 1 }), aMessage({ id: 2 })]);
    await measure([aMessage({ id: 2 }), aMessage({ id: 3 })]);
    expect(await latencies(hourMs)).toMatchObject([{ processing: { count: 3 } }]);
    await history.forgetMeasured(own);
    await measure([aMessage({ id: 1 })]);
    expect(await latencies(hourMs)).toMatchObject([{ processing: { count: 4 } }]);
  });

  it('leave out what failed or was filtered, and wait for what is in work', async () => {
    const inWork = aMessage({ id: 3, outcome: 'in-work', endedAt: null });
    await measure([aMessage({ id: 2, outcome: 'ended' }), inWork]);
    expect(await latencies(hourMs)).toEqual([]);
    expect(await history.oldestInWork(own)).toEqual([{ channelId: 'a', oldestAt: 10 * minuteMs }]);
    const settled = { ...own, outcomes: [{ id: 3, outcome: 'delivered' as const, endedAt: 70 * minuteMs }] };
    await history.settleMeasured(settled);
    await history.settleMeasured(settled);
    expect(await latencies(hourMs)).toMatchObject([{ at: hourMs, processing: { count: 1, max: hourMs } }]);
    expect(await history.oldestInWork(own)).toEqual([{ channelId: 'a', oldestAt: null }]);
  });

  it('say when a sender writes by a clock that is ahead, and measure nothing by it', async () => {
    const receivedAt = 10 * minuteMs;
    await measure([aMessage({ messageAt: receivedAt + 90_000 }), aMessage({ id: 2, messageAt: receivedAt + 1000 })]);
    expect(await latencies(hourMs)).toMatchObject([
      { processing: { count: 2 }, endToEnd: { count: 1 }, ahead: 1, aheadMs: 90_000 },
    ]);
  });

  it('have no end-to-end time where the message does not tell its own', async () => {
    await measure([aMessage({ messageAt: null })]);
    expect(await latencies(hourMs)).toMatchObject([{ processing: { count: 1 }, endToEnd: null }]);
  });
});

describe('a gap that messages fill', () => {
  const gap = { ...own, from: 50 * minuteMs, to: 75 * minuteMs, cause: 'unwatched', queued: 0 } as const;
  const received = (stepMs: number) =>
    history
      .points({ ...own, stepMs, pointMs: stepMs, from: 0, upTo: 4 * hourMs })
      .then((points) => points.map((point) => [point.at / minuteMs, point.received]));

  it('gets them where its counters could not be told apart, and is whole once everything was read', async () => {
    const counted = { received: 3, sent: 2, errored: 1, filtered: 0 };
    await history.append([aSample({ at: 75 * minuteMs })], [{ ...gap, ...counted }]);
    const times = [49, 55, 61, 62].map((minute) => minute * minuteMs);
    await measure(
      times.map((receivedAt, place) => aMessage({ id: place + 1, receivedAt })),
      { from: 40 * minuteMs, to: 80 * minuteMs },
    );
    expect(await received(minuteMs)).toEqual([
      [55, 1],
      [61, 1],
      [62, 1],
      [75, 1],
    ]);
    expect(await received(hourMs)).toEqual([
      [0, 1],
      [60, 3],
    ]);
    expect(await history.gaps({ ...own, from: 0, upTo: hourMs })).toMatchObject([{ ...counted, isFilled: true }]);
  });

  it('is not counted twice in a step that holds it whole', async () => {
    const short = { ...gap, from: 61 * minuteMs, to: 70 * minuteMs, received: 1, sent: 1, errored: 0, filtered: 0 };
    await history.append([], [short]);
    await measure([aMessage({ receivedAt: 65 * minuteMs })]);
    expect(await received(hourMs)).toEqual([[60, 1]]);
    expect(await received(minuteMs)).toEqual([[65, 1]]);
    expect(await history.gaps({ ...own, from: 0, upTo: 4 * hourMs })).toMatchObject([{ isFilled: false }]);
  });
});
