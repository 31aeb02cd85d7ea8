import { describe, expect, it } from 'vitest';
import type { StoredDeployment } from '../../store/affected-store.ts';
import { spansOf, timelineOf, unwatchedOf } from './deployment-timeline.ts';

const minuteMs = 60_000;
const ran = (revision: number | null, minute: number, overrides: Partial<StoredDeployment> = {}): StoredDeployment => ({
  ...{ connectionId: 'helse', channelId: 'lab', revision },
  deployedAt: minute * minuteMs,
  watchedTo: minute * minuteMs,
  knownBy: 'watched',
  ...overrides,
});
const watchedTo = (minute: number) => ({ watchedTo: minute * minuteMs });

describe('when a revision of a channel ran', () => {
  it('is from its deployment to the next one', () => {
    const timeline = timelineOf([ran(17, 100, watchedTo(200)), ran(18, 200, watchedTo(300))]);
    expect(
      timeline.map(({ revision, from, to }) => [revision, from / minuteMs, to === null ? null : to / minuteMs]),
    ).toEqual([
      [18, 200, null],
      [17, 100, 200],
    ]);
    expect(spansOf(timeline, 17)).toEqual([{ from: 100 * minuteMs, to: 200 * minuteMs }]);
    expect(spansOf(timeline, 16)).toEqual([]);
  });

  it('goes on over a restart of the engine, and begins anew where another ran between', () => {
    const timeline = timelineOf([ran(17, 100), ran(17, 150), ran(18, 200), ran(17, 300)]);
    expect(spansOf(timeline, 17).map(({ from, to }) => [from / minuteMs, (to ?? 0) / minuteMs])).toEqual([
      [300, 0],
      [100, 200],
    ]);
  });

  it('is told once where both the console and the log of the engine tell of it', () => {
    const log = (minute: number) => ran(null, minute, { knownBy: 'engine-log' });
    const timeline = timelineOf([ran(17, 100), log(99), log(50)]);
    expect(timeline.map(({ revision, knownBy }) => [revision, knownBy])).toEqual([
      [17, 'watched'],
      [null, 'engine-log'],
    ]);
  });

  it('is not sure while nobody watched', () => {
    const now = 400 * minuteMs;
    const gap = (stored: StoredDeployment[]) => unwatchedOf(timelineOf(stored), { revision: 17, now });
    expect(gap([ran(17, 100, watchedTo(199.5)), ran(18, 200, watchedTo(400))])).toBeNull();
    expect(gap([ran(17, 100, watchedTo(130)), ran(18, 200, watchedTo(400))])).toEqual({
      from: 130 * minuteMs,
      to: 200 * minuteMs,
    });
    expect(gap([ran(17, 100, watchedTo(130))])).toEqual({ from: 130 * minuteMs, to: now });
  });
});
