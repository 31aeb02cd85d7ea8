import { zoneOffsetMs } from '../shared/zone-offset.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A time as XML Schema writes it (`2026-03-02T09:05:11+01:00`), in ms UTC; null when it is not one or has no time of day.
 * @param zone IANA name of the zone it was written in when it names none
 */
export function parseKithTime(text: string, zone: string): number | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Math.round(Number(`0.${match[7] ?? 0}`) * 1000);
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const isReal = new Date(local).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60 && second < 61;
  if (!isReal || month === 0) return null;
  return local - (match[8] === undefined ? zoneOffsetMs(local, zone) : statedOffsetMs(match[8]));
}

/** Whether it is a date or a time as XML Schema writes it. */
export function isKithTime(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? `${text.trim()}T00:00:00Z` : text;
  return parseKithTime(date, 'UTC') !== null;
}

function statedOffsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
