import type { TimeZone } from './time-zone.ts';

/** Numbers and times the way a language writes them. `language` is nb, nn or en; browsers without nynorsk use bokmål's forms. */
const localesByLanguage: Record<string, string[]> = {
  nb: ['nb-NO', 'no'],
  nn: ['nn-NO', 'nb-NO', 'no'],
  en: ['en-GB'],
};
const unitsByLanguage: Record<string, { day: string; hour: string; minute: string; second: string }> = {
  nb: { day: 'd', hour: 't', minute: 'min', second: 's' },
  nn: { day: 'd', hour: 't', minute: 'min', second: 's' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
};
const bySetting = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

export function localesOf(language: string): string[] {
  return localesByLanguage[language] ?? ['nb-NO'];
}

export function formatNumber(value: number, language: string, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(language, options).format(value);
}

/** Per minute; one decimal below 10, none above. */
export function formatRate(perMinute: number, language: string): string {
  const digits = perMinute < 10 && perMinute > 0 ? 1 : 0;
  return formatNumber(perMinute, language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** @param share 0..1 */
export function formatShare(share: number, language: string): string {
  return formatNumber(share, language, { style: 'percent', maximumFractionDigits: 0 });
}

/** The two greatest units that matter: "1 h 12 min", "4 min", "12 s"; below a second "0 s". */
export function formatDuration(ms: number, language: string): string {
  const unit = unitsByLanguage[language] ?? unitsByLanguage.nb!;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const n = (value: number) => formatNumber(value, language);
  if (days > 0) return join(n(days), unit.day, hours % 24, unit.hour);
  if (hours > 0) return join(n(hours), unit.hour, minutes % 60, unit.minute);
  if (minutes > 0) return join(n(minutes), unit.minute, minutes < 5 ? seconds % 60 : 0, unit.second);
  return `${n(seconds)}\u00a0${unit.second}`;
}

/** One unit only, for ages in lists: "3 d", "2 h", "4 min", "12 s". */
export function formatAge(ms: number, language: string): string {
  return formatDuration(ms, language).split(' ')[0]!;
}

/** Binary units, one decimal below ten. */
export function formatBytes(bytes: number, language: string): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, bytes);
  let at = 0;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  const digits = at > 0 && value < 10 ? 1 : 0;
  return `${formatNumber(value, language, { maximumFractionDigits: digits })}\u00a0${units[at]}`;
}

/** Date and time to the second: "22.11.2026 14:05:09", by UTC "22.11.2026 13:05:09Z". */
export function formatTime(at: number, language: string, zone: TimeZone = 'local'): string {
  return inZone(at, language, { dateStyle: 'short', timeStyle: 'medium' }, zone);
}

/** A day of the calendar, wherever it is: "22.11.2026". @param day `YYYY-MM-DD` */
export function formatDay(day: string, language: string): string {
  return dateFormat(language, { dateStyle: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`));
}

/** Time of day to the minute: "14:05", by UTC "13:05Z". */
export function formatClock(at: number, language: string, zone: TimeZone = 'local'): string {
  return inZone(at, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone);
}

/** Clock time when `at` is on the same day as `now` in that zone, else date and clock. */
export function formatMoment(at: number, now: number, language: string, zone: TimeZone = 'local'): string {
  if (dayOf(at, zone) === dayOf(now, zone)) return formatClock(at, language, zone);
  const parts = { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return inZone(at, language, parts, zone);
}

function dayOf(at: number, zone: TimeZone): string {
  return zone === 'utc' ? new Date(at).toISOString().slice(0, 10) : new Date(at).toDateString();
}

function inZone(at: number, language: string, options: Intl.DateTimeFormatOptions, zone: TimeZone): string {
  const inUtc = zone === 'utc';
  const text = dateFormat(language, inUtc ? { ...options, timeZone: 'UTC' } : options)
    .format(at)
    .replace(',', '');
  return inUtc ? `${text}Z` : text;
}

/** ISO date and time in UTC to the second, for the hover beside every local time. */
export function formatUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function join(great: string, greatUnit: string, small: number, smallUnit: string): string {
  const first = `${great}\u00a0${greatUnit}`;
  return small > 0 ? `${first} ${small}\u00a0${smallUnit}` : first;
}

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${language}${JSON.stringify(options)}`;
  const known = bySetting.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(localesOf(language), options);
  bySetting.set(key, made);
  return made;
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${language}${JSON.stringify(options)}`;
  const known = bySetting.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(localesOf(language), options);
  bySetting.set(key, made);
  return made;
}
