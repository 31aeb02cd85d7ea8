import type { Span } from '../format.ts';
import type { ProblemRule } from '../shared/problem.ts';
import { findByte, type Hl7Source, Segment } from './hl7-segment.ts';
import { isIdCode, segmentCode, upperCode } from './segment-code.ts';
import { SegmentTable } from './segment-table.ts';
import { isHeaderAt, readSeparators, type Separators, standardSeparators } from './separators.ts';

/** Separators that hold from that segment on. */
type SeparatorRun = { ordinal: number; separators: Separators };

/**
 * Offsets over the bytes, which are neither copied nor changed.
 * `framing`: bytes that belong to no segment and are no terminator; the first of them only, should there be many.
 * `terminators`: where the first one of each kind is, -1 = none.
 */
export type Hl7Index = {
  source: Hl7Source;
  table: SegmentTable;
  segmentCount: number;
  messageCount: number;
  separatorRuns: SeparatorRun[];
  framing: Span[];
  findings: { rule: ProblemRule; span: Span }[];
  terminators: Terminators;
};

export type Terminators = { cr: number; lf: number; crlf: number };

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** Segments of a batch or file, which belong to no message. */
export const envelopeIds = new Set(['FHS', 'BHS', 'BTS', 'FTS']);
const envelopeCodes = new Set([...envelopeIds].map(segmentCode));
const headerCode = segmentCode('MSH');

/** A list of problems is not longer. */
const maxNotes = 250;

type Pass = Pick<Hl7Index, 'source' | 'table' | 'separatorRuns' | 'framing' | 'findings' | 'terminators'> & {
  separators: Separators;
  counter: Counter;
  /** The next terminator of each kind at or after the place that was searched last. */
  ahead: { cr: number; lf: number };
};

/** One pass over any bytes. Segments end at CR, LF or CRLF, mixed as they come; empty lines are none. */
export function indexHl7(bytes: Uint8Array, text: string | null = null): Hl7Index {
  const table = new SegmentTable();
  const source = { bytes, text };
  const pass: Pass = {
    source,
    table,
    separatorRuns: [],
    framing: [],
    findings: [],
    terminators: { cr: -1, lf: -1, crlf: -1 },
    separators: standardSeparators,
    counter: new Counter(),
    ahead: { cr: -1, lf: -1 },
  };
  let at = 0;
  while (at < bytes.length) {
    const start = skipFraming(bytes, at, table.count === 0);
    if (start > at) noteFraming(pass, [at, start]);
    at = start < bytes.length && !isTerminator(bytes[start]) ? addSegment(pass, start) : start;
    if (at < bytes.length && isTerminator(bytes[at])) at += noteTerminator(pass, at);
  }
  table.close();
  const { separatorRuns, framing, findings, terminators } = pass;
  const messageCount = pass.counter.messages;
  return { source, table, segmentCount: table.count, messageCount, separatorRuns, framing, findings, terminators };
}

/** @returns the end of the line */
function addSegment(pass: Pass, start: number): number {
  const { counter } = pass;
  const { bytes } = pass.source;
  const lineEnd = findLineEnd(pass, start);
  const isHeader = isHeaderAt(bytes, start);
  // The end byte of an MLLP frame can follow the last field directly.
  const end = bytes[lineEnd - 1] === 0x1c && lineEnd - 1 > start ? lineEnd - 1 : lineEnd;
  if (isHeader) takeSeparators(pass, start, end);
  if (end < lineEnd) noteFraming(pass, [end, lineEnd]);
  const code = isHeader || hasIdOfThree(pass, start, end) ? codeAt(bytes, start) : 0;
  counter.count(code, isHeader);
  pass.table.add({ start, end, code, message: counter.message, occurrence: counter.occurrence });
  return lineEnd;
}

function takeSeparators(pass: Pass, start: number, end: number): void {
  const { bytes } = pass.source;
  const { findings, separatorRuns } = pass;
  const { separators, rule } = readSeparators(bytes, start, end);
  if (rule !== null && findings.length < maxNotes)
    findings.push({ rule, span: [start, Math.min(start + 9, bytes.length)] });
  if (isSame(separators, pass.separators)) return;
  pass.separators = separators;
  separatorRuns.push({ ordinal: pass.table.count + 1, separators });
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
  #last = 0;
  #isId = false;
  readonly #outside = new Map<number, number>();
  #inside = this.#outside;

  count(code: number, isHeader: boolean): void {
    if (code !== this.#last || isHeader) this.#turnTo(code, isHeader);
    // Results follow results: what is counted now is put down when another id comes.
    this.occurrence = this.#isId ? this.occurrence + 1 : 0;
  }

  #turnTo(code: number, isHeader: boolean): void {
    if (this.#isId) (this.message > 0 ? this.#inside : this.#outside).set(this.#last, this.occurrence);
    const upper = upperCode(code);
    if (isHeader && upper === headerCode) {
      this.messages += 1;
      this.message = this.messages;
      this.#inside = new Map();
    } else if (envelopeCodes.has(upper)) this.message = 0;
    this.#last = code;
    this.#isId = isIdCode(code);
    this.occurrence = (this.message > 0 ? this.#inside : this.#outside).get(code) ?? 0;
  }
}

/** Null when the body has fewer segments. @param ordinal 1-based */
export function segmentAt(index: Hl7Index, ordinal: number): Segment | null {
  if (!(ordinal >= 1 && ordinal <= index.segmentCount)) return null;
  const { source, table } = index;
  return new Segment(source, {
    start: table.start(ordinal),
    end: table.end(ordinal),
    ordinal,
    message: table.message(ordinal),
    occurrence: table.occurrence(ordinal),
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
export function ordinalAt({ table, segmentCount }: Hl7Index, byte: number): number {
  let low = 0;
  let high = segmentCount;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (table.start(middle) <= byte) low = middle;
    else high = middle - 1;
  }
  return low;
}

function separatorsAt({ separatorRuns }: Hl7Index, ordinal: number): Separators {
  let low = -1;
  let high = separatorRuns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((separatorRuns[middle]?.ordinal ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  return separatorRuns[low]?.separators ?? standardSeparators;
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
export function partOf(source: Hl7Source, span: Span, [separator, wanted]: readonly [number, number]): Span | null {
  let start = span[0];
  for (let part = 1; part < wanted; part += 1) {
    const mark = separator < 0 ? span[1] : findByte(source, separator, start, span[1]);
    if (mark === span[1]) return null;
    start = mark + 1;
  }
  return [start, separator < 0 ? span[1] : findByte(source, separator, start, span[1])];
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
function noteTerminator({ source, terminators }: Pass, at: number): number {
  const { bytes } = source;
  const isReturn = bytes[at] === carriageReturn;
  if (isReturn && bytes[at + 1] === lineFeed) {
    if (terminators.crlf < 0) terminators.crlf = at;
    return 2;
  }
  if (isReturn && terminators.cr < 0) terminators.cr = at;
  if (!isReturn && terminators.lf < 0) terminators.lf = at;
  return 1;
}

/** Where the line ends that begins at `start`. What was found of each kind is kept: of the other there may be none in the whole body. */
function findLineEnd({ source, ahead }: Pass, start: number): number {
  const { bytes, text } = source;
  if (text !== null) {
    if (ahead.cr < start) ahead.cr = findOr(text, '\r', start);
    if (ahead.lf < start) ahead.lf = findOr(text, '\n', start);
    return Math.min(ahead.cr, ahead.lf);
  }
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === carriageReturn || byte === lineFeed) break;
  }
  return at;
}

function findOr(text: string, character: string, start: number): number {
  const at = text.indexOf(character, start);
  return at < 0 ? text.length : at;
}

function isTerminator(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

function hasIdOfThree({ source, separators }: Pass, start: number, end: number): boolean {
  const { bytes } = source;
  const { field } = separators;
  if (end - start < 3 || (end - start > 3 && bytes[start + 3] !== field)) return false;
  return bytes[start] !== field && bytes[start + 1] !== field && bytes[start + 2] !== field;
}

function codeAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}
