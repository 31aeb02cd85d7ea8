/**
 * A wall-clock text of the engine as ms UTC: `yyyy-MM-dd HH:mm:ss[.S…]`, milliseconds without trailing zeros. `timeZone` an IANA id.
 * Null when unreadable. In the hour that the autumn change repeats, the first of the two is taken.
 */
export function zonedTextToMs(text: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0'));
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const offsets = [offsetMs(asUtc - dayMs, timeZone), offsetMs(asUtc + dayMs, timeZone)];
  if (offsets.some((offset) => offset === null)) return null;
  const candidates = offsets.map((offset) => asUtc - (offset ?? 0)).toSorted((a, b) => a - b);
  return candidates.find((at) => at + (offsetMs(at, timeZone) ?? 0) === asUtc) ?? candidates[0] ?? null;
}

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat | null>();

/** Offset of a zone from UTC at one moment, null for a zone that this runtime does not know. */
function offsetMs(at: number, timeZone: string): number | null {
  const formatter = formatterFor(timeZone);
  if (formatter === null) return null;
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = createFormatter(timeZone);
  formatters.set(timeZone, formatter);
  return formatter;
}

function createFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const numeric = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const;
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
  } catch {
    return null; // an unknown zone is an answer here, not a failure
  }
}
