import type { Span } from '../format.ts';
import { type Marking, standardMarking } from './byte-kinds.ts';
import type { Hl7Source } from './hl7-source.ts';
import type { SegmentNumbers } from './segment-numbers.ts';
import type { SegmentTable } from './segment-table.ts';
import { isHeaderAt, type Separators } from './separators.ts';

/** Separators that hold from that segment on. */
type SeparatorRun = { ordinal: number; marking: Marking };

/** What is known of all segments of a body. */
export type SegmentHome = {
  source: Hl7Source;
  table: SegmentTable;
  numbers: SegmentNumbers;
  separatorRuns: SeparatorRun[];
};

/** One segment, made when it is asked for. Its fields are found as far as they are needed, each byte being looked at once. */
export class Segment {
  readonly source: Hl7Source;
  /** `start` to `end` without its terminator. */
  start: number;
  end: number;
  /** 1-based in the body. */
  ordinal: number;
  /** What its bytes mean. */
  marking: Marking;
  /** MSH, FHS or BHS: field 1 is the field separator itself. */
  isHeader: boolean;
  readonly #index: SegmentHome;
  /** Where the field separators are: the first `#known` of them, up to `#markedTo`. */
  readonly #marks: number[] = [];
  #known = 0;
  #markedTo: number;
  #id: string | null = null;

  /** @param alone the bytes of the segment by themselves, null where they stand in the body */
  constructor(index: SegmentHome, ordinal: number, alone: Uint8Array | null = null) {
    this.#index = index;
    this.ordinal = ordinal;
    this.marking = markingAt(index, ordinal);
    this.source = alone === null ? index.source : { bytes: alone, text: null };
    this.start = alone === null ? index.table.start(ordinal) : 0;
    this.end = alone === null ? index.table.end(ordinal) : alone.length;
    this.isHeader = isHeaderAt(this.source.bytes, this.start);
    this.#markedTo = this.start;
  }

  get separators(): Separators {
    return this.marking.separators;
  }

  /** The same segment with other bytes, which are all there is. */
  alone(bytes: Uint8Array): Segment {
    return new Segment(this.#index, this.ordinal, bytes);
  }

  /** Makes it another segment of the body: to go over many of them without an object for each. */
  moveTo(ordinal: number): void {
    const { table, source } = this.#index;
    this.ordinal = ordinal;
    this.marking = markingAt(this.#index, ordinal);
    this.start = table.start(ordinal);
    this.end = table.end(ordinal);
    this.isHeader = isHeaderAt(source.bytes, this.start);
    this.#known = 0;
    this.#markedTo = this.start;
    this.#id = null;
  }

  /** 1-based, 0 = outside any message. */
  get message(): number {
    return this.#index.numbers.messageOf(this.ordinal);
  }

  /** 1-based among segments of that id in the same message, 0 where the id is none. */
  get occurrence(): number {
    return this.#index.numbers.occurrenceOf(this.ordinal, this.#index.table);
  }

  /**
   * As written, everything before the first field separator. Ids are ASCII; anything else is shown byte by byte and is a problem anyway.
   * A line without separators is no id beyond eight bytes.
   */
  get id(): string {
    this.#id ??= this.#readId();
    return this.#id;
  }

  #readId(): string {
    if (this.#known === 0) this.#mark(1);
    const first = this.#known === 0 ? this.end : (this.#marks[0] ?? this.end);
    const end = Math.min(this.isHeader ? this.start + 3 : first, this.start + 8);
    const { bytes, text } = this.source;
    return text !== null ? text.slice(this.start, end) : String.fromCharCode(...bytes.subarray(this.start, end));
  }

  /** A segment without any separator has no fields. */
  get fieldCount(): number {
    this.#mark(Number.MAX_SAFE_INTEGER);
    return this.#known + (this.isHeader ? 1 : 0);
  }

  /** Bytes of one field, 1-based; null when the segment has fewer. In MSH, FHS and BHS field 1 is the separator itself. */
  fieldSpan(field: number): Span | null {
    const start = this.fieldStart(field);
    if (start < 0) return null;
    if (this.isHeader && field === 1) return [start, Math.min(start + 1, this.end)];
    const next = field - (this.isHeader ? 1 : 0);
    if (this.#known <= next) this.#mark(next + 1);
    return [start, this.#known > next ? (this.#marks[next] ?? this.end) : this.end];
  }

  /** Where a field begins, 1-based; -1 when the segment has fewer. */
  fieldStart(field: number): number {
    if (field < 1) return -1;
    if (this.isHeader && field === 1) return this.start + 3;
    const at = field - (this.isHeader ? 2 : 1);
    if (this.#known <= at) this.#mark(at + 1);
    return this.#known > at ? (this.#marks[at] ?? 0) + 1 : -1;
  }

  /** Goes on until that many separators are known. */
  #mark(wanted: number): void {
    const { bytes, text } = this.source;
    const { separators, fieldText } = this.marking;
    const { end } = this;
    const marks = this.#marks;
    let known = this.#known;
    let at = this.#markedTo;
    while (known < wanted && at < end) {
      if (text === null) while (at < end && bytes[at] !== separators.field) at += 1;
      else at = text.indexOf(fieldText, at);
      if (at < 0 || at >= end) {
        at = end;
        break;
      }
      marks[known] = at;
      known += 1;
      at += 1;
    }
    this.#known = known;
    this.#markedTo = at;
  }
}

function markingAt({ separatorRuns }: SegmentHome, ordinal: number): Marking {
  if (separatorRuns.length === 0) return standardMarking;
  let low = -1;
  let high = separatorRuns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((separatorRuns[middle]?.ordinal ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  return separatorRuns[low]?.marking ?? standardMarking;
}
