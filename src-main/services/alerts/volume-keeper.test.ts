import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aMeasuredChannel, minuteMs } from '../../../test/fakes/measured-world.ts';
import { simulateFeed } from '../../../test/fakes/simulated-feed.ts';
import { silentLogger } from '../../../test/fakes/temporary-store.ts';
import { createVolumeKeeper } from './volume-keeper.ts';

const dayMs = 24 * 60 * minuteMs;
/** A Tuesday, 09:30 in Norway. */
const morning = Date.UTC(2026, 9, 13, 7, 30);

/** A laboratory that sends two hundred an hour on weekdays from 07 to 16 and is quiet otherwise. */
const feed = (silentFrom: number) => ({
  seed: 7,
  perHour: ({ weekday, minute }: { weekday: number; minute: number }) =>
    weekday < 5 && minute >= 7 * 60 && minute < 16 * 60 ? 200 : 0,
  outages: [{ from: silentFrom, to: Number.MAX_SAFE_INTEGER }],
});

type Watched = { at?: number; silentFrom?: number; days?: number };

async function watched({ at = morning, silentFrom = at, days = 60 }: Watched) {
  const clock = createManualClock(at);
  let reads = 0;
  const history = {
    quarters: async ({ from, upTo }: { from: number; upTo: number }) => {
      reads += 1;
      const span = { from: Math.max(from, at - days * dayMs), to: upTo - 15 * minuteMs, stepMs: 15 * minuteMs };
      span.from = Math.ceil(span.from / span.stepMs) * span.stepMs;
      const steps = simulateFeed(feed(silentFrom), span);
      return {
        at: Float64Array.from(steps, (step) => step.at),
        received: Float64Array.from(steps, (step) => step.received),
      };
    },
  };
  const keeper = createVolumeKeeper({ history, clock, logger: silentLogger });
  const lastHours = simulateFeed(feed(silentFrom), { from: at - 120 * minuteMs, to: at, stepMs: minuteMs });
  const channel = aMeasuredChannel({ minutes: lastHours.map((step) => ({ ...step, sent: 0, errored: 0 })) });
  return { keeper, channel, clock, reads: () => reads, verdict: () => keeper.volumeOf(channel, clock.now()) };
}

describe('what is usual for a channel', () => {
  it('is not known before it was looked for, and told once it is', async () => {
    const { keeper, verdict } = await watched({});
    expect(verdict()).toBeNull();
    expect(verdict()).toBeNull();
    await keeper.refresh();
    expect(verdict()).toEqual({ kind: 'ordinary' });
  });

  it('tells a silence on a weekday morning within a quarter of an hour, and none at night', async () => {
    const silentFrom = morning - 14 * minuteMs;
    const { keeper, verdict } = await watched({ silentFrom });
    verdict();
    await keeper.refresh();
    expect(verdict()).toMatchObject({ kind: 'silent', since: silentFrom });
    const night = await watched({ at: morning - 5 * 60 * minuteMs });
    night.verdict();
    await night.keeper.refresh();
    expect(night.verdict()).toEqual({ kind: 'ordinary' });
  });

  it('is still being learned before two weeks are known', async () => {
    const { keeper, verdict } = await watched({ days: 10, silentFrom: morning - 60 * minuteMs });
    verdict();
    await keeper.refresh();
    expect(verdict()).toEqual({ kind: 'learning' });
  });

  it('is read again once a quarter, and learned again once a day', async () => {
    const { keeper, clock, reads, verdict } = await watched({});
    verdict();
    for (let round = 0; round < 5; round += 1) await keeper.refresh();
    expect(reads()).toBe(1);
    clock.advance(16 * minuteMs);
    await keeper.refresh();
    await keeper.refresh();
    expect(reads()).toBe(2);
    clock.advance(dayMs);
    await keeper.refresh();
    expect(reads()).toBe(3);
  });
});
