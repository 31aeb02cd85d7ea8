import type { Span } from '../format.ts';
import type { ProblemRule } from '../shared/problem.ts';
import { isSeparator, readSeparators, type Separators, standardSeparators } from './separators.ts';

/**
 * One segment: `start` to `end` without its terminator. `id` as written, everything before the first field separator.
 * `ordinal` 1-based in the body; `message` 1-based, 0 = outside any message (FHS, BHS, BTS, FTS, or what stands before the first MSH);
 * `occurrence` 1-based among segments of that id in the same message.
 */
export type Segment = {
  id: string;
  start: number;
  end: number;
  ordinal: number;
  message: number;
  occurrence: number;
  separators: Separators;
  isHeader: boolean;
  fieldCount: number;
  /** Where its field separators begin in `marks`. */
  firstMark: number;
};

/** Offsets over the bytes, which are neither copied nor changed. `framing`: bytes that belong to no segment and are no terminator. */
export type Hl7Index = {
  bytes: Uint8Array;
  segments: Segment[];
  messageCount: number;
  marks: Int32Array;
  framing: Span[];
  findings: { rule: ProblemRule; span: Span }[];
};

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** Segments of a batch or file, which belong to no message. */
export const envelopeIds = new Set(['FHS', 'BHS', 'BTS', 'FTS']);

/** Field separators of the body being indexed: kept between calls, so that indexing allocates only what it returns. */
const scratch = { offsets: new Int32Array(4096), count: 0 };

/** One pass over any bytes. Segments end at CR, LF or CRLF, mixed as they come; empty lines are none. */
export function indexHl7(bytes: Uint8Array): Hl7Index {
  const segments: Segment[] = [];
  const framing: Span[] = [];
  const findings: Hl7Index['findings'] = [];
  const counter = createCounter();
  let separators = standardSeparators;
  let at = 0;
  scratch.count = 0;

  while (at < bytes.length) {
    const start = skipFraming(bytes, at, segments.length === 0);
    if (start > at) framing.push([at, start]);
    at = start;
    if (at >= bytes.length || isTerminator(bytes[at])) {
      at += 1;
      continue;
    }
    const isHeader = isHeaderAt(bytes, start);
    if (isHeader) {
      const read = readSeparators(bytes, start, findLineEnd(bytes, start));
      separators = read.separators;
      if (read.rule !== null) findings.push({ rule: read.rule, span: [start, Math.min(start + 9, bytes.length)] });
    }
    const firstMark = scratch.count;
    at = markFields(bytes, start, separators.field);
    // The end byte of an MLLP frame can follow the last field directly.
    const end = bytes[at - 1] === 0x1c && at - 1 > start ? at - 1 : at;
    if (end < at) framing.push([end, at]);

    const marks = scratch.count - firstMark;
    const id = readId(bytes, start, isHeader ? start + 3 : marks > 0 ? (scratch.offsets[firstMark] ?? end) : end);
    const place = counter.count(id, isHeader);
    const fieldCount = marks + (isHeader ? 1 : 0);
    segments.push({
      id,
      start,
      end,
      ordinal: segments.length + 1,
      ...place,
      separators,
      isHeader,
      fieldCount,
      firstMark,
    });
  }
  const marks = scratch.offsets.slice(0, scratch.count);
  return { bytes, segments, messageCount: counter.messages(), marks, framing, findings };
}

/** Notes the field separators up to the end of the line, which it returns. */
function markFields(bytes: Uint8Array, start: number, field: number): number {
  let { offsets, count } = scratch;
  let at = start;
  for (; at < bytes.length; at += 1) {
    const code = bytes[at];
    if (code === carriageReturn || code === lineFeed) break;
    if (code !== field) continue;
    if (count === offsets.length) offsets = scratch.offsets = grow(offsets);
    offsets[count++] = at;
  }
  scratch.count = count;
  return at;
}

/** Which message a segment belongs to, and how many of its id came before it there. */
function createCounter() {
  const outside = new Map<string, number>();
  let inside = new Map<string, number>();
  let messages = 0;
  let isInMessage = false;
  return {
    messages: () => messages,
    count(id: string, isHeader: boolean) {
      const key = id.toUpperCase();
      if (isHeader && key === 'MSH') {
        messages += 1;
        isInMessage = true;
        inside = new Map();
      } else if (envelopeIds.has(key)) isInMessage = false;
      const counts = isInMessage ? inside : outside;
      const occurrence = (counts.get(id) ?? 0) + 1;
      counts.set(id, occurrence);
      return { message: isInMessage ? messages : 0, occurrence };
    },
  };
}

/**
 * Bytes of one field, 1-based; null when the segment has fewer. In MSH, FHS and BHS field 1 is the separator itself.
 * A segment without any separator has no fields.
 */
export function fieldSpan(index: Hl7Index, segment: Segment, field: number): Span | null {
  if (field < 1 || field > segment.fieldCount) return null;
  if (segment.isHeader && field === 1) return [segment.start + 3, Math.min(segment.start + 4, segment.end)];
  const mark = segment.firstMark + field - (segment.isHeader ? 2 : 1);
  const isLast = field === segment.fieldCount;
  return [(index.marks[mark] ?? 0) + 1, isLast ? segment.end : (index.marks[mark + 1] ?? segment.end)];
}

/** Parts of a span between separators, always at least one; the span itself when `separator` is -1. */
export function splitSpan(bytes: Uint8Array, span: Span, separator: number): Span[] {
  const parts: Span[] = [];
  let start = span[0];
  for (let at = start; separator >= 0 && at < span[1]; at += 1) {
    if (bytes[at] !== separator) continue;
    parts.push([start, at]);
    start = at + 1;
  }
  parts.push([start, span[1]]);
  return parts;
}

/** MSH, FHS or BHS in any case, followed by something that can be a separator. */
function isHeaderAt(bytes: Uint8Array, at: number): boolean {
  const second = (bytes[at + 1] ?? 0) & 0xdf;
  const third = (bytes[at + 2] ?? 0) & 0xdf;
  if (!((second === 0x53 && third === 0x48) || (second === 0x48 && third === 0x53))) return false;
  const first = (bytes[at] ?? 0) & 0xdf;
  const isKnown = second === 0x53 ? first === 0x4d : first === 0x46 || first === 0x42;
  return isKnown && isSeparator(bytes[at + 3] ?? 0);
}

/** MLLP bytes and a byte order mark anywhere at the beginning of a line; blanks only before the first header. */
function skipFraming(bytes: Uint8Array, start: number, isFirst: boolean): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte === 0x0b || byte === 0x1c) at += 1;
    else if (byte === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else break;
  }
  let blanks = at;
  while (isFirst && (bytes[blanks] === 0x20 || bytes[blanks] === 0x09)) blanks += 1;
  return blanks > at && isHeaderAt(bytes, blanks) ? blanks : at;
}

function findLineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && !isTerminator(bytes[at])) at += 1;
  return at;
}

function isTerminator(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

/** Ids are ASCII; anything else is shown byte by byte and is a problem anyway. A line without separators is no id beyond eight bytes. */
function readId(bytes: Uint8Array, start: number, end: number): string {
  if (end - start === 3) return String.fromCharCode(bytes[start] ?? 0, bytes[start + 1] ?? 0, bytes[start + 2] ?? 0);
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 8)));
}

function grow(marks: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(marks.length * 2);
  larger.set(marks);
  return larger;
}
