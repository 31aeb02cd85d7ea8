/**
 * What a value was surely meant to be, for the `fix` of a finding. Null where a person must decide: it may mean two things, or is none of these.
 */

/** A number without the blanks, points and hyphens that people group its digits by. */
export function suggestDigits(text: string): string | null {
  const digits = text.replace(/[\s.\-\u2010-\u2013]/g, '');
  return digits !== text && /^\d+$/.test(digits) ? digits : null;
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,4})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A date or time of ISO 8601 as HL7 v2 writes it: `2026-11-21T10:15:00+01:00` as `20261121101500+0100`. */
export function suggestHl7Time(text: string): string | null {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '', minute = '', second = '', fraction = '', zone = ''] = match;
  return [year, month, day, hour, minute, second, fraction, zone === 'Z' ? '+0000' : zone.replace(':', '')].join('');
}

const hl7Time = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:([+-]\d\d)(\d\d))?)?$/;

/** A date or time of HL7 v2 as XML writes it: `202611211015` as `2026-11-21T10:15:00`; a blank between date and time as `T`. */
export function suggestXmlTime(text: string): string | null {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$/.test(text))
    return `${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}`;
  const match = hl7Time.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '00', zoneHour, zoneMinute] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  return `${date}T${hour}:${minute}:${second}${zoneHour === undefined ? '' : `${zoneHour}:${zoneMinute}`}`;
}
