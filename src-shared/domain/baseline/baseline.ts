import { type NorwegianMoment, norwegianMoment } from './norwegian-days.ts';

const minuteMs = 60_000;
/** The step of what a baseline is learned from: long enough to count in, short enough to tell when a feed begins in the morning. */
export const baselineStepMs = 15 * minuteMs;
const stepsPerDay = (24 * 60 * minuteMs) / baselineStepMs;
const leastDays = 14;
/** With fewer days of a kind, what is usual is taken from the steps around as well. */
const fewSamples = 4;
/** Scales the median distance from the median to the standard deviation of a normal distribution. */
const madScale = 1.4826;

/** What came in one step of 15 min; `at` its beginning, ms UTC. Only steps that were watched, or filled, to their end. */
export type BaselineStep = { at: number; received: number };

/** What is usual in one step: `median` messages, `spread` like a standard deviation; `least` = fewer hardly ever come. `samples`: how many days it is learned from. */
export type UsualStep = { median: number; spread: number; least: number; samples: number };

/**
 * What is usual for a channel by weekday (0 = Monday) and time of day by the clock in Norway, and on public holidays; null where no day was seen.
 * `days`: how many days it is learned from. Below 14 days there is none.
 */
export type Baseline = {
  days: number;
  byWeekday: readonly (readonly (UsualStep | null)[])[];
  holiday: readonly (UsualStep | null)[];
};

const holidayRow = 7;

/**
 * Learns from steps in any order. Holidays are learned apart, quiet days not at all: neither may make a weekday look poorer than it is.
 * @returns null before two weeks are known
 */
export function learnBaseline(steps: Iterable<BaselineStep>): Baseline | null {
  const rows = Array.from({ length: 8 }, () => Array.from({ length: stepsPerDay }, (): number[] => []));
  const days = new Set<number>();
  for (const { at, received } of steps) {
    const moment = norwegianMoment(at);
    days.add(Math.floor(at / (stepsPerDay * baselineStepMs)));
    if (moment.dayKind === 'quiet') continue;
    rows[moment.dayKind === 'holiday' ? holidayRow : moment.weekday]?.[stepOf(moment)]?.push(received);
  }
  if (days.size < leastDays) return null;
  const usual = rows.map((row) => row.map((_, step) => usualOf(row, step)));
  return { days: days.size, byWeekday: usual.slice(0, holidayRow), holiday: usual[holidayRow] ?? [] };
}

/**
 * What is usual at a moment (ms UTC). A holiday goes like a Sunday until two were seen; on quiet days it is the poorer of the weekday and Sunday.
 * Null = nothing is known of it.
 */
export function usualAt(baseline: Baseline, at: number): UsualStep | null {
  const moment = norwegianMoment(at);
  const step = stepOf(moment);
  const weekday = baseline.byWeekday[moment.weekday]?.[step] ?? null;
  if (moment.dayKind === 'ordinary') return weekday;
  const sunday = baseline.byWeekday[6]?.[step] ?? null;
  if (moment.dayKind === 'quiet') return poorer(weekday, sunday);
  const holiday = baseline.holiday[step] ?? null;
  return holiday === null || holiday.samples < 2 ? sunday : poorer(holiday, sunday);
}

function stepOf({ minute }: NorwegianMoment): number {
  return Math.floor((minute * minuteMs) / baselineStepMs);
}

/** Least and median of the poorer of both, the spread of the wider: neither too little nor too much is told where both may be. */
function poorer(one: UsualStep | null, other: UsualStep | null): UsualStep | null {
  if (one === null || other === null) return null;
  return {
    median: Math.min(one.median, other.median),
    spread: Math.max(one.spread, other.spread, Math.abs(one.median - other.median)),
    least: Math.min(one.least, other.least),
    samples: Math.min(one.samples, other.samples),
  };
}

function usualOf(row: readonly (readonly number[])[], step: number): UsualStep | null {
  const own = row[step] ?? [];
  if (own.length === 0) return null;
  const median = middleOf(own);
  const spread = spreadOf(own, median);
  const least = Math.max(0, median - 2 * spread);
  const around = own.length >= fewSamples ? [] : [row[step - 1] ?? [], own, row[step + 1] ?? []].flat();
  return { median, spread, least: Math.min(least, ...around), samples: own.length };
}

/** Never below what chance alone does to so many messages, nor below a tenth. */
function spreadOf(values: readonly number[], median: number): number {
  const robust = madScale * middleOf(values.map((value) => Math.abs(value - median)));
  return Math.max(robust, Math.sqrt(median), median / 10);
}

function middleOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
