import { describe, expect, it } from 'vitest';
import { type SimulatedFeed, simulateFeed } from '../../../test/fakes/simulated-feed.ts';
import { type Baseline, baselineStepMs, learnBaseline } from './baseline.ts';
import { judgeVolume, type RecentStep } from './judge-volume.ts';
import type { NorwegianMoment } from './norwegian-days.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const stepMs = 5 * minuteMs;
const at = (text: string) => Date.parse(text);

function isWorkday({ weekday, dayKind }: NorwegianMoment): boolean {
  return weekday < 5 && dayKind !== 'holiday';
}

/** A laboratory that answers from 07 to 16 on weekdays, half as much on quiet days, and next to nothing else. */
function laboratory(moment: NorwegianMoment): number {
  if (!isWorkday(moment) || moment.minute < 7 * 60 || moment.minute >= 16 * 60) return 1;
  return moment.dayKind === 'quiet' ? 20 : 120;
}

/** The judgement at the end of every step from `from` on, by a baseline learned anew each week from the 90 days before. */
function judgeYear(feed: SimulatedFeed, { begin, from, to }: { begin: number; from: number; to: number }) {
  const steps = simulateFeed(feed, { from: begin, to, stepMs });
  const recent: RecentStep[] = steps.map((step) => ({ ...step, stepMs, watchedMs: stepMs }));
  const verdicts: { at: number; kind: string }[] = [];
  let baseline: Baseline | null = null;
  let learnedAt = Number.NEGATIVE_INFINITY;
  for (let place = (from - begin) / stepMs; place < recent.length; place += 1) {
    const now = begin + (place + 1) * stepMs;
    if (now - learnedAt >= 7 * dayMs) {
      baseline = learnBaseline(quarters(steps.slice(Math.max(0, place - (90 * dayMs) / stepMs), place)));
      learnedAt = now;
    }
    const dayBefore = Math.max(0, place + 1 - dayMs / stepMs);
    const { kind } = judgeVolume(baseline, recent.slice(dayBefore, place + 1));
    if (kind !== 'ordinary') verdicts.push({ at: now, kind });
  }
  return verdicts;
}

function quarters(steps: readonly { at: number; received: number }[]) {
  const byStart = new Map<number, number>();
  for (const step of steps) {
    const start = Math.floor(step.at / baselineStepMs) * baselineStepMs;
    byStart.set(start, (byStart.get(start) ?? 0) + step.received);
  }
  return [...byStart].map(([start, received]) => ({ at: start, received }));
}

const year = { begin: at('2025-10-01T00:00Z'), from: at('2026-01-01T00:00Z'), to: at('2027-01-01T00:00Z') };
const outages = [
  // Stops in the morning of a Tuesday in winter, of a Monday after the clock changed, and of a Thursday in summer time.
  { from: at('2026-02-10T07:40Z'), to: at('2026-02-10T09:00Z') },
  { from: at('2026-04-13T06:30Z'), to: at('2026-04-13T08:00Z') },
  { from: at('2026-09-17T07:00Z'), to: at('2026-09-17T08:30Z') },
  // Never begins on a Wednesday.
  { from: at('2026-06-10T00:00Z'), to: at('2026-06-10T07:00Z') },
];

describe('a simulated year', () => {
  const verdicts = judgeYear({ seed: 2026, perHour: laboratory, outages }, year);

  it('finds the silence of a weekday-morning feed within 15 minutes', () => {
    const beginnings = outages.map(({ from }) => Math.max(from, from === outages[3]?.from ? from + 5 * hourMs : from));
    const found = beginnings.map((from, place) => {
      const first = verdicts.find(
        ({ kind, at: told }) => kind === 'silent' && told > from && told <= (outages[place]?.to ?? 0),
      );
      return first === undefined ? null : (first.at - from) / minuteMs;
    });
    for (const minutes of found) expect(minutes).toBeLessThanOrEqual(15);
    expect(found).not.toContain(null);
  });

  it('cries silence at no other time: not on 17 May, at Christmas, at Easter or at night', () => {
    const cries = verdicts.filter(
      ({ kind, at: told }) => kind === 'silent' && !outages.some(({ from, to }) => told > from && told <= to + stepMs),
    );
    expect(cries.map((cry) => new Date(cry.at).toISOString())).toEqual([]);
  });

  it('cries no volume out of an outage', () => {
    const cries = verdicts.filter(
      ({ kind, at: told }) => kind !== 'silent' && !outages.some(({ from, to }) => told > from && told <= to + hourMs),
    );
    expect(cries.map((cry) => `${cry.kind} ${new Date(cry.at).toISOString()}`)).toEqual([]);
  });
});

describe('a small feed', () => {
  it('that gets a message now and then is never called silent or low', () => {
    const spring = { ...year, from: at('2026-03-15T00:00Z'), to: at('2026-06-01T00:00Z') };
    const verdicts = judgeYear({ seed: 7, perHour: (moment) => (isWorkday(moment) ? 2 : 0.2) }, spring);
    expect(verdicts).toEqual([]);
  });
});

describe('the judgement of a volume', () => {
  const steady = simulateFeed(
    { seed: 3, perHour: () => 240 },
    { from: year.begin, to: year.from, stepMs: baselineStepMs },
  );
  const baseline = learnBaseline(steady);
  const wednesday = at('2026-01-07T10:00Z');
  const hour = (received: number, watchedMs = stepMs): RecentStep[] =>
    Array.from({ length: 12 }, (_, place) => ({ at: wednesday + place * stepMs, stepMs, received, watchedMs }));

  it('is not made before two weeks are known', () => {
    expect(learnBaseline(steady.slice(0, 13 * 96))).toBeNull();
    expect(judgeVolume(null, hour(0))).toEqual({ kind: 'learning' });
  });

  it('tells since when a channel is silent, and that much is surely missing', () => {
    const verdict = judgeVolume(baseline, [...hour(20).slice(0, 6), ...hour(0).slice(6)]);
    expect(verdict).toMatchObject({ kind: 'silent', since: wednesday + 30 * minuteMs });
  });

  it('takes time that nobody watched for no silence', () => {
    expect(judgeVolume(baseline, hour(0, 0))).toEqual({ kind: 'ordinary' });
  });

  it('finds an hour unusually low or high', () => {
    expect(judgeVolume(baseline, hour(5))).toMatchObject({ kind: 'unusually-low', received: 60 });
    expect(judgeVolume(baseline, hour(60))).toMatchObject({ kind: 'unusually-high', received: 720 });
    expect(judgeVolume(baseline, hour(20))).toEqual({ kind: 'ordinary' });
  });

  it('says nothing of an hour that was watched in part', () => {
    expect(judgeVolume(baseline, hour(5, stepMs / 2))).toEqual({ kind: 'ordinary' });
  });
});
