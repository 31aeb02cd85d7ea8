import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { createChannelWatch, deltaOf } from './channel-watch.ts';

const start = 1_800_000_000_000;
const minuteMs = 60_000;

function aWatch() {
  return createChannelWatch('c1', 'adt');
}
function counted(received: number, sent = 0, errored = 0) {
  return aSnapshot({ counters: { received, sent, errored } });
}

describe('channel watch', () => {
  it('takes what the engine counted before the first look for nothing', () => {
    const watch = aWatch();
    expect(watch.observe(counted(5000), start)).toEqual({ look: null, gap: null });
    expect(watch.rates()).toEqual({ received: null, sent: null, errored: null });
  });

  it('counts what came between two polls', () => {
    const watch = aWatch();
    watch.observe(counted(5000, 10), start);
    const next = counted(5003, 12, 1);
    expect(watch.observe(next, start + 5000)).toEqual({
      gap: null,
      look: {
        connectionId: 'c1',
        channelId: 'adt',
        from: start,
        at: start + 5000,
        received: 3,
        sent: 2,
        errored: 1,
        filtered: 0,
        queued: 0,
        oldestMs: null,
        counters: next.counters,
      },
    });
    expect(watch.rates()).toEqual({ received: 36, sent: 24, errored: 12 });
    expect(watch.erroredLately(start + 5000)).toBe(1);
  });

  it('counts from zero when a counter was cleared, and never below', () => {
    const watch = aWatch();
    watch.observe(counted(5000), start);
    expect(watch.observe(counted(2), start + 5000)).toMatchObject({ look: { received: 2 } });
    expect(deltaOf(counted(1).counters, counted(-3).counters).received).toBe(0);
  });

  it('puts what came while nobody looked into a gap, and into no minute', () => {
    const watch = aWatch();
    watch.observe(counted(0), start);
    const at = start + 10 * minuteMs;
    expect(watch.observe(counted(900), at)).toMatchObject({
      look: null,
      gap: { from: start, to: at, cause: 'unreachable', received: 900 },
    });
    expect(watch.rates().received).toBeNull();
  });

  it('calls it not watched when the machine slept meanwhile', () => {
    const watch = aWatch();
    watch.observe(counted(0), start, 0);
    expect(watch.observe(counted(9), start + 10 * minuteMs, 5000)).toMatchObject({ gap: { cause: 'unwatched' } });
  });

  it('goes on counting over a clock that is set back, and loses nothing', () => {
    const watch = aWatch();
    watch.observe(counted(10), start, 0);
    const at = start - 3_600_000;
    expect(watch.observe(counted(13), at, 5000)).toMatchObject({
      look: { from: at - 5000, at, received: 3 },
      gap: null,
    });
    expect(watch.rates().received).toBe(36);
  });

  it('shows minutes without a watcher as gaps, never as zero', () => {
    const watch = aWatch();
    watch.observe(counted(0), start);
    watch.observe(counted(4), start + 5000);
    watch.observe(counted(4), start + 3 * minuteMs);
    const line = watch.sparkline(start + 3 * minuteMs);
    expect(line).toHaveLength(60);
    expect(line.slice(-5)).toEqual([null, 4, null, null, 0]);
  });

  it('goes on from what an earlier run saw', () => {
    const watch = aWatch();
    const row = {
      connectionId: 'c1',
      channelId: 'adt',
      minuteAt: start - minuteMs,
      received: 7,
      sent: 0,
      errored: 0,
      queued: 0,
    };
    watch.restore([row], { lastReceivedAt: 5, lastSentAt: null, counted: null });
    watch.observe(counted(0), start);
    expect(watch.sparkline(start).slice(-2)).toEqual([7, 0]);
    expect(watch.receivedLastHour()).toBe(7);
    expect(watch.lastActivity()).toEqual({ lastReceivedAt: 5, lastSentAt: null });
  });

  it('speaks of a queue only after the whole window was watched', () => {
    const watch = aWatch();
    for (let step = 0; step <= 60; step += 1) {
      if (step === 20) expect(watch.queueTrend().queuedLeast).toBeNull();
      watch.observe(aSnapshot({ queued: 3 + step }), start + step * 5000);
    }
    expect(watch.queueTrend()).toEqual({ queuedBefore: 4, queuedLeast: 4 });
  });

  it('counts over a restart from the counters that were last seen', () => {
    const restored = { lastReceivedAt: null, lastSentAt: null, counted: { at: start, counters: counted(50).counters } };
    const [soon, late] = [aWatch(), aWatch()];
    for (const watch of [soon, late]) watch.restore([], restored);
    expect(soon.observe(counted(53), start + 30_000)).toMatchObject({ look: { received: 3, from: start } });
    expect(late.observe(counted(80), start + 3_600_000)).toMatchObject({
      look: null,
      gap: { cause: 'unwatched', from: start, received: 30 },
    });
  });
});
