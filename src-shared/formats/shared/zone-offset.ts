const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * How far the wall clock of a zone is ahead of UTC, in ms.
 * @param local the wall clock's time as if it were UTC, in ms
 * @param zone IANA name
 * Asked twice, for the offset counts at the true moment; in the hour that comes twice in autumn the first is taken or the second, as the runtime has it.
 */
export function zoneOffsetMs(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone);
  return local - (local - offsetAt(guess, zone));
}

const quarterMs = 15 * 60_000;
/** Since then, clocks have been changed only at full quarters of an hour. */
const orderlySince = Date.UTC(1980, 0, 1);
const maxQuarters = 2000;
const quarters = new Map<string, Map<number, number>>();

/** Asked of the runtime once for each quarter of an hour: it takes longer than reading the message does. */
function offsetAt(moment: number, zone: string): number {
  if (!(moment >= orderlySince)) return readOffset(moment, zone);
  const quarter = Math.floor(moment / quarterMs);
  const known = quarters.get(zone) ?? new Map<number, number>();
  quarters.set(zone, known);
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (known.size >= maxQuarters) known.clear();
    offset = readOffset(moment, zone);
    known.set(quarter, offset);
  }
  return offset;
}

function readOffset(moment: number, zone: string): number {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
  return wall - Math.floor(moment / 1000) * 1000;
}
