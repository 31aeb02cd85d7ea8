const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * What kind of day it is where duty reads Norwegian clocks. *holiday*: a public holiday, which goes like a Sunday. *quiet*: a day on which many are
 * away without its being one (24, 27 to 31 December, Monday to Wednesday before Easter): less may come, and nobody can say how much.
 */
export type DayKind = 'ordinary' | 'quiet' | 'holiday';

/** A moment by the clock in Norway. `weekday` 0 = Monday … 6 = Sunday; `minute` of the day 0..1439. */
export type NorwegianMoment = { weekday: number; minute: number; dayKind: DayKind };

/** @param at ms UTC, from 1996 on: the European rule of summer time */
export function norwegianMoment(at: number): NorwegianMoment {
  const local = at + offsetMs(at);
  const day = Math.floor(local / dayMs);
  return { weekday: (day + 3) % 7, minute: Math.floor((local - day * dayMs) / minuteMs), dayKind: dayKindOf(day) };
}

/**
 * Easter Sunday of a year of the Gregorian calendar, as days since 1970-01-01.
 * Source: the computus of the Gregorian calendar in whole numbers (Meeus, Jones and Butcher).
 */
export function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leftOut = Math.floor(century / 4);
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - leftOut - correction + 15) % 30;
  const moon = epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const sunday = (year + Math.floor(year / 4) + moon + 2 - century + leftOut) % 7;
  const fromMarch = moon - sunday;
  const month = 3 + Math.floor((fromMarch + 40) / 44);
  return dayOf(year, month, fromMarch + 28 - 31 * Math.floor(month / 4));
}

/** Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday: days from Easter Sunday. */
const aroundEaster = [-3, -2, 0, 1, 39, 49, 50];
const beforeEaster = [-6, -5, -4];
const fixedHolidays = [
  [1, 1],
  [5, 1],
  [5, 17],
  [12, 25],
  [12, 26],
] as const;
const fixedQuiet = [24, 27, 28, 29, 30, 31];

const kindsByYear = new Map<number, ReadonlyMap<number, DayKind>>();

function dayKindOf(day: number): DayKind {
  const year = yearOf(day);
  const kinds = kindsByYear.get(year) ?? kindsOf(year);
  kindsByYear.set(year, kinds);
  return kinds.get(day) ?? 'ordinary';
}

function kindsOf(year: number): ReadonlyMap<number, DayKind> {
  const easter = easterDay(year);
  const quiet = [...fixedQuiet.map((date) => dayOf(year, 12, date)), ...beforeEaster.map((days) => easter + days)];
  const holidays = [
    ...fixedHolidays.map(([month, date]) => dayOf(year, month, date)),
    ...aroundEaster.map((days) => easter + days),
  ];
  return new Map([...quiet.map((day) => [day, 'quiet'] as const), ...holidays.map((day) => [day, 'holiday'] as const)]);
}

const summersByYear = new Map<number, readonly [from: number, to: number]>();

/** Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October. */
function offsetMs(at: number): number {
  const year = yearOf(Math.floor(at / dayMs));
  const [from, to] = summersByYear.get(year) ?? summerOf(year);
  return at >= from && at < to ? 2 * hourMs : hourMs;
}

function summerOf(year: number): readonly [from: number, to: number] {
  const summer = [lastSunday(year, 3) * dayMs + hourMs, lastSunday(year, 10) * dayMs + hourMs] as const;
  summersByYear.set(year, summer);
  return summer;
}

let lastDay = { day: 0, year: 1970 };

/** Moments are asked for in their order, thousands of a day: the calendar is asked once. */
function yearOf(day: number): number {
  if (day !== lastDay.day) lastDay = { day, year: new Date(day * dayMs).getUTCFullYear() };
  return lastDay.year;
}

function lastSunday(year: number, month: 3 | 10): number {
  const last = dayOf(year, month, 31);
  return last - ((last + 4) % 7);
}

function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / dayMs;
}
