import { zoneOffsetMs } from '../shared/zone-offset.ts';

/**
 * An HL7 time stamp (`YYYYMMDD[HHMM[SS[.S…]]][+ZZZZ]`, HL7 v2.9 2A.3.21) in ms UTC; null when it is not one, or has no time of day.
 * @param zone IANA name of the zone it was written in when it names none
 */
export function parseHl7Time(text: string, zone: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:\.(\d{1,4}))?)?([+-]\d{4})?$/.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Math.round(Number(`0.${match[7] ?? 0}`) * 1000);
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const isReal =
    new Date(local).getUTCDate() === day && month >= 1 && month <= 12 && hour < 24 && minute < 60 && second < 61;
  if (!isReal) return null;
  return local - (match[8] === undefined ? zoneOffsetMs(local, zone) : statedOffsetMs(match[8]));
}

function statedOffsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
