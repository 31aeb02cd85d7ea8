/**
 * A FHIR instant or a dateTime with time and zone (FHIR R4, 2.24.0.1) in ms UTC; null when it is none, or a date without a time of day:
 * that is no moment.
 */
export function parseFhirTime(text: string | null): number | null {
  if (text === null || !isFhirDateTime(text) || !text.includes('T')) return null;
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1').replace(':60', ':59'));
  return Number.isNaN(at) ? null : at;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a day that exists. */
export function isFhirDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1;
}

/** A date, or a date with time and zone. */
export function isFhirDateTime(text: string): boolean {
  const at = text.indexOf('T');
  if (at < 0) return isFhirDate(text);
  return at === 10 && isFhirDate(text.slice(0, 10)) && zone.test(text) && clock.test(text.slice(11).replace(zone, ''));
}

/** A time of day with seconds and without a zone. */
export function isFhirClock(text: string): boolean {
  return clock.test(text);
}

const clock = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/;
const zone = /(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;
