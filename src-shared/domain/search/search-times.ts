const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `90m`, `2h`, `1d12h`; null when it is no duration. */
export function readDuration(text: string): number | null {
  if (!/^(?:\d{1,6}[smhdw])+$/.test(text)) return null;
  let sum = 0;
  for (const [, number = '', unit = 's'] of text.matchAll(/(\d+)([smhdw])/g))
    sum += Number(number) * unitMs[unit as keyof typeof unitMs];
  return sum;
}

/** Local time of the zone where none is named; both ends in ms UTC, `to` excluded; null = not bounded at that side. */
export type TimeRange = { from: number | null; to: number | null };

const dayOrTime = String.raw`\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?`;
const isoDuration = String.raw`P(?=\d|T\d)(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?`;
const single = new RegExp(`^${dayOrTime}$`);
const interval = new RegExp(`^(${dayOrTime}|${isoDuration})?(?:/|\\.\\.)(${dayOrTime}|${isoDuration})?$`);

/**
 * A year, month, day, hour, minute or second, meaning all of it; or an interval: `2026-11-26T08:00/2026-11-26T10:00`, `2026-11-26T08/PT2H`,
 * `PT2H/2026-11-26T10`, `2026-11-01..2026-11-03`, open at one side where a part is left out. Null when it is none of these.
 * @param toUtc what a wall clock of the zone shows, as ms of the same reading in UTC, to ms UTC
 */
export function readTimeRange(text: string, toUtc: (wallMs: number) => number): TimeRange | null {
  if (single.test(text)) return readSpan(text, toUtc);
  const [, first = '', last = ''] = interval.exec(text) ?? [];
  const [start, end] = [readEnd(first, toUtc), readEnd(last, toUtc)];
  if (start === null || end === null) return null;
  if (start.kind === 'length') return end.kind === 'span' ? { from: end.from - start.ms, to: end.from } : null;
  if (end.kind === 'length') return start.kind === 'span' ? { from: start.from, to: start.from + end.ms } : null;
  if (start.kind === 'open' && end.kind === 'open') return null;
  // A day named as the end is part of it, a time is where it ends.
  const to = end.kind === 'open' ? null : last.includes('T') ? end.from : end.to;
  return { from: start.kind === 'open' ? null : start.from, to };
}

type End = { kind: 'open' } | { kind: 'length'; ms: number } | { kind: 'span'; from: number; to: number };

function readEnd(text: string, toUtc: (wallMs: number) => number): End | null {
  if (text === '') return { kind: 'open' };
  if (text.startsWith('P')) return { kind: 'length', ms: isoMs(text) };
  const span = readSpan(text, toUtc);
  return span === null ? null : { kind: 'span', ...span };
}

function readSpan(text: string, toUtc: (wallMs: number) => number): { from: number; to: number } | null {
  const [, year = '', month, day, hour, minute, second, zone] =
    /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}))?(?::(\d{2}))?(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(
      text,
    ) ?? [];
  const start = [
    Number(year),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
  ] as const;
  const seconds = Number(second ?? 0);
  if (start[1] > 11 || start[1] < 0 || start[3] > 23 || start[4] > 59 || seconds >= 60) return null;
  const wall = Date.UTC(...start) + Math.round(seconds * 1000);
  if (new Date(wall).getUTCDate() !== start[2]) return null;
  const next = [...start] as [number, number, number, number, number];
  const step = [month, day, hour, minute, second].filter((part) => part !== undefined).length;
  let wallEnd = wall + (second?.includes('.') ? 1 : 1000);
  if (step < 5) {
    next[step] = (next[step] ?? 0) + 1;
    wallEnd = Date.UTC(...next);
  }
  const utcOf = zone === undefined ? toUtc : (wallMs: number) => wallMs - offsetMs(zone);
  return { from: utcOf(wall), to: utcOf(wallEnd) };
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * unitMs.h + Number(zone.slice(4, 6)) * unitMs.m);
}

function isoMs(text: string): number {
  const number = (unit: string, part: string) => Number(new RegExp(`(\\d+)${unit}`).exec(part)?.[1] ?? 0);
  const [days = '', times = ''] = text.slice(1).split('T');
  return (
    number('W', days) * unitMs.w +
    number('D', days) * unitMs.d +
    number('H', times) * unitMs.h +
    number('M', times) * unitMs.m +
    number('S', times) * unitMs.s
  );
}
