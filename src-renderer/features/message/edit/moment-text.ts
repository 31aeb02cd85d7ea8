/**
 * A date or time as a message writes it. `hl7`: `YYYYMMDDHHMMSS.SSSS+ZZZZ`, `iso`: `YYYY-MM-DDTHH:MM:SS.SSS+ZZ:ZZ`, each down to any precision;
 * a time alone has no date. Parts that are not written are ''.
 */
export type MomentText = {
  style: 'hl7' | 'iso';
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  fraction: string;
  zone: string;
};

/** What a place takes: a date, a time of day, or both. */
export type MomentSort = 'date' | 'time' | 'both';

const patterns = {
  hl7: /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{1,4})?)?)?)?)?)?([+-]\d{4})?$/,
  iso: /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?)?)?(Z|[+-]\d\d:\d\d)?$/,
};
const timePatterns = {
  hl7: /^(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{1,4})?)?)?([+-]\d{4})?$/,
  iso: /^(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/,
};

/** Null when the text is no such date or time, or one that does not exist. */
export function readMoment(text: string, style: MomentText['style'], sort: MomentSort): MomentText | null {
  const match = (sort === 'time' ? timePatterns : patterns)[style].exec(text);
  if (match === null) return null;
  const parts = match.slice(1).map((part) => part ?? '');
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = ''] =
    sort === 'time' ? ['', '', '', ...parts] : parts;
  const moment = { style, year, month, day, hour, minute, second, fraction, zone };
  return isReal(moment) ? moment : null;
}

function isReal({ year, month, day, hour, minute, second }: MomentText): boolean {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  const date = new Date(Date.UTC(Number(year || 2000), Number(month || 1) - 1, Number(day || 1)));
  return date.getUTCMonth() === Number(month || 1) - 1;
}

export function writeMoment(moment: MomentText): string {
  const { year, month, day, hour, minute, second, fraction, zone } = moment;
  if (moment.style === 'hl7') return `${year}${month}${day}${hour}${minute}${second}${fraction}${zone}`;
  const date = [year, month, day].filter(Boolean).join('-');
  const time = [hour, minute, second].filter(Boolean).join(':') + fraction;
  return `${date}${date !== '' && hour !== '' ? 'T' : ''}${time}${zone}`;
}

type Place = { style: MomentText['style']; sort: MomentSort };
const nothing = { year: '', month: '', day: '', hour: '', minute: '', second: '', fraction: '', zone: '' };

/**
 * The same text with another day: as precise as it was, with the time and zone it had; of what is no date the day alone.
 * @param date `YYYY-MM-DD`
 */
export function withDate(text: string, { style, sort }: Place, date: string): string {
  const before = readMoment(text, style, sort);
  const [year = '', month = '', day = ''] = date.split('-');
  if (before === null) return writeMoment({ ...nothing, style, year, month, day });
  return writeMoment({ ...before, year, month: before.month && month, day: before.day && day });
}

/**
 * The same text with another time of day, with the date and zone it had. It gets the seconds it had, zeros for a fraction; where it had no time,
 * seconds and the zone.
 * @param time `HH:MM` or `HH:MM:SS`
 * @param zoneOf minutes east of UTC at that local time
 */
export function withTime(
  text: string,
  { style, sort }: Place,
  { time, zoneOf }: { time: string; zoneOf: (local: Date) => number },
): string {
  const before = readMoment(text, style, sort);
  if (before === null && sort !== 'time') return text;
  const moment = before ?? { ...nothing, style };
  const [hour = '', minute = '', second = '00'] = time.split(':');
  const isNew = moment.hour === '';
  const local = new Date(
    Number(moment.year),
    Number(moment.month) - 1,
    Number(moment.day),
    Number(hour),
    Number(minute),
  );
  return writeMoment({
    ...moment,
    hour,
    minute: isNew || moment.minute !== '' || minute !== '00' ? minute : '',
    second: isNew || moment.second !== '' || second !== '00' ? second : '',
    fraction: moment.fraction.replace(/\d/g, '0'),
    zone: isNew && sort === 'both' && moment.zone === '' ? zoneText(zoneOf(local), style) : moment.zone,
  });
}

function zoneText(minutes: number, style: MomentText['style']): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${style === 'iso' ? ':' : ''}${two(size % 60)}`;
}
