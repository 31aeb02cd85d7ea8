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
    expect(watch.observe(counted(5000), start)).toMatchObject({ received: 0 });
    expect(watch.rates()).toEqual({ received: null, sent: null, errored: null });
  });

  it('counts what came between two polls', () => {
    const watch = aWatch();
    watch.observe(counted(5000, 10), start);
    expect(watch.observe(counted(5003, 12, 1), start + 5000)).toEqual({
      connectionId: 'c1',
      channelId: 'adt',
      at: start + 5000,
      received: 3,
      sent: 2,
      errored: 1,
      filtered: 0,
      queued: 0,
    });
    expect(watch.rates()).toEqual({ received: 36, sent: 24, errored: 12 });
    expect(watch.erroredLately(start + 5000)).toBe(1);
  });

  it('counts from zero when a counter was cleared, and never below', () => {
    const watch = aWatch();
    watch.observe(counted(5000), start);
    expect(watch.observe(counted(2), start + 5000)).toMatchObject({ received: 2 });
    expect(deltaOf(counted(1).counters, counted(-3).counters).received).toBe(0);
  });

  it('says nothing new twice in a minute, and something once a minute', () => {
    const watch = aWatch();
    watch.observe(counted(1), start);
    expect(watch.observe(counted(1), start + 5000)).toBeNull();
    expect(watch.observe(counted(1), start + minuteMs)).toMatchObject({ received: 0 });
  });

  it('tells a change of the queue alone', () => {
    const watch = aWatch();
    watch.observe(aSnapshot({ queued: 1 }), start);
    expect(watch.observe(aSnapshot({ queued: 2 }), start + 1000)).toMatchObject({ queued: 2 });
  });

  it('puts what came while nobody watched into no minute', () => {
    const watch = aWatch();
    watch.observe(counted(0), start);
    expect(watch.observe(counted(900), start + 10 * minuteMs)).toMatchObject({ received: 0 });
    expect(watch.rates().received).toBeNull();
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
    watch.restore([row], { lastReceivedAt: 5, lastSentAt: null });
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
});
