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

function offsetAt(moment: number, zone: string): number {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
  return wall - Math.floor(moment / 1000) * 1000;
}
