import type { Span } from '../format.ts';
import type { ProblemRule } from '../shared/problem.ts';
import { createMarking } from './byte-kinds.ts';
import type { Segment, SegmentHome } from './hl7-segment.ts';
import type { Hl7Source } from './hl7-source.ts';
import { isTerminator, LineEnds } from './line-ends.ts';
import { isCapitalCode } from './segment-code.ts';
import { isEnvelopeCode, SegmentNumbers } from './segment-numbers.ts';
import { SegmentTable } from './segment-table.ts';
import { isHeaderAt, readSeparators, type Separators, standardSeparators } from './separators.ts';

/**
 * Offsets over the bytes, which are neither copied nor changed.
 * `framing`: bytes that belong to no segment and are no terminator; the first of them only, should there be many.
 * `odd`: ordinals of segments whose id is not three capitals or digits, and of headers without other separators; the first of them.
 * `terminators`: where the first one of each kind is, -1 = none.
 */
export type Hl7Index = SegmentHome & {
  segmentCount: number;
  messageCount: number;
  /** By ordinal, of a small body: those that have been asked for. */
  kept: (Segment | undefined)[];
  /** Stands for one segment after another while values are read, null before the first. */
  reading: Segment | null;
  odd: number[];
  framing: Span[];
  findings: { rule: ProblemRule; span: Span }[];
  terminators: Terminators;
};

export type Terminators = { cr: number; lf: number; crlf: number };

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** A header up to its field separator. */
const shortHeader = 5;
/** A list of problems is not longer. */
const maxNotes = 250;

/** One pass over any bytes. Segments end at CR, LF or CRLF, mixed as they come; empty lines are none. */
export function indexHl7(source: Hl7Source): Hl7Index {
  const pass = new Pass(source);
  pass.run();
  const { index } = pass;
  index.table.close();
  index.segmentCount = index.table.count;
  index.messageCount = index.numbers.messageCount;
  return index;
}

class Pass {
  readonly index: Hl7Index;
  readonly #bytes: Uint8Array;
  readonly #ends: LineEnds;
  #separators = standardSeparators;

  constructor(source: Hl7Source) {
    this.#bytes = source.bytes;
    this.#ends = new LineEnds(source);
    this.index = {
      source,
      table: new SegmentTable(source.bytes.length),
      numbers: new SegmentNumbers(),
      segmentCount: 0,
      messageCount: 0,
      separatorRuns: [],
      kept: [],
      reading: null,
      odd: [],
      framing: [],
      findings: [],
      terminators: { cr: -1, lf: -1, crlf: -1 },
    };
  }

  run(): void {
    const bytes = this.#bytes;
    for (let at = 0; at < bytes.length; ) {
      const start = this.#skipFraming(this.#passOrdinary(at));
      at = start;
      if (start < bytes.length && !isTerminator(bytes[start])) {
        at = this.#ends.after(start);
        this.#addSegment(start, at);
      }
      if (at < bytes.length) at = this.#passTerminator(at);
    }
  }

  /**
   * Most segments: three capitals or digits and a field separator, no header and nothing of a batch.
   * @returns where the first line begins that is anything else
   */
  #passOrdinary(from: number): number {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const { table, terminators } = this.index;
    const { field } = this.#separators;
    let start = from;
    let last = 0;
    while (bytes[start + 3] === field) {
      const code = codeAt(bytes, start);
      if (code !== last && !isOrdinaryCode(code)) break;
      const end = ends.after(start);
      if (bytes[end - 1] === 0x1c) break;
      last = code;
      table.add(start, end, code);
      const isPlainEnd = bytes[end] === carriageReturn && bytes[end + 1] !== lineFeed && terminators.cr >= 0;
      start = isPlainEnd ? end + 1 : this.#passTerminator(end);
    }
    return start;
  }

  #addSegment(start: number, lineEnd: number): void {
    const bytes = this.#bytes;
    const { table, numbers } = this.index;
    // The end byte of an MLLP frame can follow the last field directly.
    const end = bytes[lineEnd - 1] === 0x1c && lineEnd - 1 > start ? lineEnd - 1 : lineEnd;
    if (end < lineEnd) this.#noteFraming(end, lineEnd);
    const isHeader = isHeaderAt(bytes, start);
    if (isHeader) this.#takeSeparators(start, end);
    const code = isHeader || hasIdOfThree(bytes, start, end, this.#separators.field) ? codeAt(bytes, start) : 0;
    table.add(start, end, code);
    if (isHeader || isEnvelopeCode(code)) numbers.note(table.count, code, isHeader);
    if (!isCapitalCode(code) || (isHeader && end - start < shortHeader)) this.#noteOdd(table.count);
  }

  #noteOdd(ordinal: number): void {
    if (this.index.odd.length < maxNotes) this.index.odd.push(ordinal);
  }

  #takeSeparators(start: number, end: number): void {
    const { findings, separatorRuns, table } = this.index;
    const { separators, rule } = readSeparators(this.#bytes, start, end);
    if (rule !== null && findings.length < maxNotes)
      findings.push({ rule, span: [start, Math.min(start + 9, this.#bytes.length)] });
    if (separators === this.#separators || isSame(separators, this.#separators)) return;
    this.#separators = separators;
    separatorRuns.push({ ordinal: table.count + 1, marking: createMarking(separators) });
  }

  #skipFraming(from: number): number {
    const start = skipFraming(this.#bytes, from, this.index.table.count === 0);
    if (start > from) this.#noteFraming(from, start);
    return start;
  }

  #noteFraming(start: number, end: number): void {
    if (this.index.framing.length < maxNotes) this.index.framing.push([start, end]);
  }

  /** @returns where the next line begins */
  #passTerminator(at: number): number {
    const bytes = this.#bytes;
    const { terminators } = this.index;
    const byte = bytes[at];
    if (byte === carriageReturn && bytes[at + 1] === lineFeed) {
      if (terminators.crlf < 0) terminators.crlf = at;
      return at + 2;
    }
    if (byte === carriageReturn && terminators.cr < 0) terminators.cr = at;
    if (byte === lineFeed && terminators.lf < 0) terminators.lf = at;
    return byte === carriageReturn || byte === lineFeed ? at + 1 : at;
  }
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

/** No header is one: its last letters are S and H. */
function isOrdinaryCode(code: number): boolean {
  const third = code & 0xdf;
  return isCapitalCode(code) && third !== 0x53 && third !== 0x48;
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

function hasIdOfThree(bytes: Uint8Array, start: number, end: number, field: number): boolean {
  if (end - start < 3 || (end - start > 3 && bytes[start + 3] !== field)) return false;
  return bytes[start] !== field && bytes[start + 1] !== field && bytes[start + 2] !== field;
}

function codeAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}
