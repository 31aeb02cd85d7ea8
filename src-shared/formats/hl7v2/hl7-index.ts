import type { Span } from '../format.ts';
import type { ProblemRule } from '../shared/problem.ts';
import { findByte, Segment } from './hl7-segment.ts';
import { isIdCode, segmentCode, upperCode } from './segment-code.ts';
import { isHeaderAt, readSeparators, type Separators, standardSeparators } from './separators.ts';

/** Separators that hold from that segment on. */
type SeparatorRun = { ordinal: number; separators: Separators };

/**
 * Offsets over the bytes, which are neither copied nor changed: twenty bytes for each segment and no object.
 * `rows`: start, end, id code, message and occurrence of every segment, one after another.
 * `framing`: bytes that belong to no segment and are no terminator; the first of them only, should there be many.
 * `terminators`: where the first one of each kind is, -1 = none.
 */
export type Hl7Index = {
  bytes: Uint8Array;
  rows: Int32Array;
  segmentCount: number;
  messageCount: number;
  separatorRuns: SeparatorRun[];
  framing: Span[];
  findings: { rule: ProblemRule; span: Span }[];
  terminators: Terminators;
};

export type Terminators = { cr: number; lf: number; crlf: number };

/** Columns of `rows`. */
export const column = { start: 0, end: 1, code: 2, message: 3, occurrence: 4 } as const;
export const rowLength = 5;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** Segments of a batch or file, which belong to no message. */
export const envelopeIds = new Set(['FHS', 'BHS', 'BTS', 'FTS']);
const envelopeCodes = new Set([...envelopeIds].map(segmentCode));
const headerCode = segmentCode('MSH');

/** A list of problems is not longer. */
const maxNotes = 250;
const keptRows = 4096 * rowLength;
/** Kept between calls, so that indexing a small message allocates only what it returns. */
let scratch = new Int32Array(keptRows);

type Pass = Omit<Hl7Index, 'rows' | 'messageCount'> & {
  separators: Separators;
  counter: Counter;
  /** The next terminator of each kind at or after the place that was searched last. */
  ahead: { cr: number; lf: number };
};

/** One pass over any bytes. Segments end at CR, LF or CRLF, mixed as they come; empty lines are none. */
export function indexHl7(bytes: Uint8Array): Hl7Index {
  const pass: Pass = {
    bytes,
    segmentCount: 0,
    separatorRuns: [{ ordinal: 1, separators: standardSeparators }],
    framing: [],
    findings: [],
    terminators: { cr: -1, lf: -1, crlf: -1 },
    separators: standardSeparators,
    counter: new Counter(),
    ahead: { cr: -1, lf: -1 },
  };
  let at = 0;
  while (at < bytes.length) {
    const start = skipFraming(bytes, at, pass.segmentCount === 0);
    if (start > at) noteFraming(pass, [at, start]);
    at = start < bytes.length && !isTerminator(bytes[start]) ? addSegment(pass, start) : start;
    if (at < bytes.length && isTerminator(bytes[at])) at += noteTerminator(pass, at);
  }
  const { segmentCount, separatorRuns, framing, findings, terminators } = pass;
  const rows = scratch.slice(0, segmentCount * rowLength);
  if (scratch.length > keptRows) scratch = new Int32Array(keptRows);
  return {
    bytes,
    rows,
    segmentCount,
    messageCount: pass.counter.messages,
    separatorRuns,
    framing,
    findings,
    terminators,
  };
}

/** @returns the end of the line */
function addSegment(pass: Pass, start: number): number {
  const { bytes, counter } = pass;
  const lineEnd = findLineEnd(pass, start);
  const isHeader = isHeaderAt(bytes, start);
  if (isHeader) takeSeparators(pass, start, lineEnd);
  // The end byte of an MLLP frame can follow the last field directly.
  const end = bytes[lineEnd - 1] === 0x1c && lineEnd - 1 > start ? lineEnd - 1 : lineEnd;
  if (end < lineEnd) noteFraming(pass, [end, lineEnd]);
  const code = isHeader || hasIdOfThree(bytes, [start, end], pass.separators.field) ? codeAt(bytes, start) : 0;
  counter.count(code, isHeader);
  const row = pass.segmentCount * rowLength;
  if (row + rowLength > scratch.length) scratch = grow(scratch);
  scratch[row] = start;
  scratch[row + 1] = end;
  scratch[row + 2] = code;
  scratch[row + 3] = counter.message;
  scratch[row + 4] = counter.occurrence;
  pass.segmentCount += 1;
  return lineEnd;
}

function takeSeparators(pass: Pass, start: number, end: number): void {
  const { bytes, findings, separatorRuns } = pass;
  const { separators, rule } = readSeparators(bytes, start, end);
  if (rule !== null && findings.length < maxNotes)
    findings.push({ rule, span: [start, Math.min(start + 9, bytes.length)] });
  if (isSame(separators, pass.separators)) return;
  pass.separators = separators;
  separatorRuns.push({ ordinal: pass.segmentCount + 1, separators });
}

function isSame(a: Separators, b: Separators): boolean {
  return (
    a.field === b.field &&
    a.component === b.component &&
    a.repetition === b.repetition &&
    a.escape === b.escape &&
    a.subcomponent === b.subcomponent &&
    a.truncation === b.truncation
  );
}

/** Which message a segment belongs to, and how many of its id came before it there. Lines that have no id are not counted. */
class Counter {
  messages = 0;
  message = 0;
  occurrence = 0;
  readonly #outside = new Map<number, number>();
  readonly #inside = new Map<number, number>();

  count(code: number, isHeader: boolean): void {
    const upper = upperCode(code);
    if (isHeader && upper === headerCode) {
      this.messages += 1;
      this.message = this.messages;
      this.#inside.clear();
    } else if (envelopeCodes.has(upper)) this.message = 0;
    this.occurrence = 0;
    if (!isIdCode(code)) return;
    const counts = this.message > 0 ? this.#inside : this.#outside;
    this.occurrence = (counts.get(code) ?? 0) + 1;
    counts.set(code, this.occurrence);
  }
}

/** Null when the body has fewer segments. @param ordinal 1-based */
export function segmentAt(index: Hl7Index, ordinal: number): Segment | null {
  if (!(ordinal >= 1 && ordinal <= index.segmentCount)) return null;
  const { bytes, rows } = index;
  const row = (ordinal - 1) * rowLength;
  return new Segment(bytes, {
    start: rows[row] ?? 0,
    end: rows[row + 1] ?? 0,
    ordinal,
    message: rows[row + 3] ?? 0,
    occurrence: rows[row + 4] ?? 0,
    separators: separatorsAt(index, ordinal),
  });
}

/** Every segment in the order of the body, each made when its turn comes. */
export function* allSegments(index: Hl7Index): Generator<Segment, void, undefined> {
  for (let ordinal = 1; ordinal <= index.segmentCount; ordinal += 1) {
    const segment = segmentAt(index, ordinal);
    if (segment !== null) yield segment;
  }
}

/** The last segment that begins at or before the byte, 1-based; 0 when the byte stands before the first. */
export function ordinalAt({ rows, segmentCount }: Hl7Index, byte: number): number {
  let low = 0;
  let high = segmentCount;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((rows[(middle - 1) * rowLength] ?? 0) <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}

function separatorsAt({ separatorRuns }: Hl7Index, ordinal: number): Separators {
  let low = 0;
  let high = separatorRuns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((separatorRuns[middle]?.ordinal ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  return separatorRuns[low]?.separators ?? standardSeparators;
}

/** Bytes of one field, 1-based; null when the segment has fewer. In MSH, FHS and BHS field 1 is the separator itself. */
export function fieldSpan(_index: Hl7Index, segment: Segment, field: number): Span | null {
  return segment.fieldSpan(field);
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

/** The n-th of those parts, 1-based, found without the others; null when there are fewer. */
export function partOf(bytes: Uint8Array, span: Span, [separator, wanted]: readonly [number, number]): Span | null {
  let start = span[0];
  for (let part = 1; part < wanted; part += 1) {
    const mark = separator < 0 ? span[1] : findByte(bytes, separator, [start, span[1]]);
    if (mark === span[1]) return null;
    start = mark + 1;
  }
  return [start, separator < 0 ? span[1] : findByte(bytes, separator, [start, span[1]])];
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
  if (!isFirst) return at;
  let blanks = at;
  while (bytes[blanks] === 0x20 || bytes[blanks] === 0x09) blanks += 1;
  return blanks > at && isHeaderAt(bytes, blanks) ? blanks : at;
}

function noteFraming({ framing }: Pass, span: Span): void {
  if (framing.length < maxNotes) framing.push(span);
}

/** @returns its length */
function noteTerminator({ bytes, terminators }: Pass, at: number): number {
  const isReturn = bytes[at] === carriageReturn;
  if (isReturn && bytes[at + 1] === lineFeed) {
    if (terminators.crlf < 0) terminators.crlf = at;
    return 2;
  }
  if (isReturn && terminators.cr < 0) terminators.cr = at;
  if (!isReturn && terminators.lf < 0) terminators.lf = at;
  return 1;
}

const nearBytes = 128;

/** Most lines end soon; of a long one the end is searched by the runtime, and what it found is kept: there may be no LF at all. */
function findLineEnd({ bytes, ahead }: Pass, start: number): number {
  const near = Math.min(bytes.length, start + nearBytes);
  for (let at = start; at < near; at += 1) {
    const byte = bytes[at];
    if (byte === carriageReturn || byte === lineFeed) return at;
  }
  if (ahead.cr < near) ahead.cr = findByte(bytes, carriageReturn, [near, bytes.length]);
  if (ahead.lf < near) ahead.lf = findByte(bytes, lineFeed, [near, bytes.length]);
  return Math.min(ahead.cr, ahead.lf);
}

function isTerminator(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

function hasIdOfThree(bytes: Uint8Array, [start, end]: Span, field: number): boolean {
  if (end - start < 3 || (end - start > 3 && bytes[start + 3] !== field)) return false;
  return bytes[start] !== field && bytes[start + 1] !== field && bytes[start + 2] !== field;
}

function codeAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

function grow(rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.ceil((rows.length * 1.5) / rowLength) * rowLength);
  larger.set(rows);
  return larger;
}
