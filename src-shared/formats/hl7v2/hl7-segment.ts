import type { Span } from '../format.ts';
import type { SegmentRow } from './segment-table.ts';
import { isHeaderAt, type Separators } from './separators.ts';

/**
 * A body, and the same as text where every byte is an ASCII character and it is small enough for a copy; else null.
 * In a text the runtime finds a character twenty times as fast as a loop does in bytes.
 */
export type Hl7Source = { bytes: Uint8Array; text: string | null };

/**
 * Where a segment is. `start` to `end` without its terminator. `ordinal` 1-based in the body; `message` 1-based, 0 = outside any message
 * (FHS, BHS, BTS, FTS, or what stands before the first MSH); `occurrence` 1-based among segments of that id in the same message,
 * 0 where the id is none.
 */
export type SegmentPlace = Omit<SegmentRow, 'code'> & { ordinal: number; separators: Separators };

/** One segment, made when it is asked for. Its fields are found as far as they are needed, each byte being looked at once. */
export class Segment {
  readonly source: Hl7Source;
  readonly start: number;
  readonly end: number;
  readonly ordinal: number;
  readonly message: number;
  readonly occurrence: number;
  readonly separators: Separators;
  /** MSH, FHS or BHS: field 1 is the field separator itself. */
  readonly isHeader: boolean;
  readonly #marks: number[] = [];
  #markedTo: number;

  constructor(source: Hl7Source, place: SegmentPlace) {
    this.source = source;
    this.start = place.start;
    this.end = place.end;
    this.ordinal = place.ordinal;
    this.message = place.message;
    this.occurrence = place.occurrence;
    this.separators = place.separators;
    this.isHeader = isHeaderAt(source.bytes, place.start);
    this.#markedTo = place.start;
  }

  /**
   * As written, everything before the first field separator. Ids are ASCII; anything else is shown byte by byte and is a problem anyway.
   * A line without separators is no id beyond eight bytes.
   */
  get id(): string {
    if (this.#marks.length === 0) this.#mark(1);
    const end = this.isHeader ? this.start + 3 : (this.#marks[0] ?? this.end);
    const { bytes, text } = this.source;
    if (text !== null) return text.slice(this.start, Math.min(end, this.start + 8));
    return String.fromCharCode(...bytes.subarray(this.start, Math.min(end, this.start + 8)));
  }

  /** A segment without any separator has no fields. */
  get fieldCount(): number {
    this.#mark(Number.POSITIVE_INFINITY);
    return this.#marks.length + (this.isHeader ? 1 : 0);
  }

  /** Bytes of one field, 1-based; null when the segment has fewer. In MSH, FHS and BHS field 1 is the separator itself. */
  fieldSpan(field: number): Span | null {
    if (field < 1) return null;
    const { start, end, isHeader } = this;
    if (isHeader && field === 1) return [start + 3, Math.min(start + 4, end)];
    const at = field - (isHeader ? 2 : 1);
    const marks = this.#marks;
    if (marks.length < at + 2) this.#mark(at + 2);
    const mark = marks[at];
    return mark === undefined ? null : [mark + 1, marks[at + 1] ?? end];
  }

  /** Goes on until that many separators are known. */
  #mark(wanted: number): void {
    const { source, end } = this;
    const { field } = this.separators;
    const marks = this.#marks;
    let at = this.#markedTo;
    while (marks.length < wanted && at < end) {
      at = findByte(source, field, at, end);
      if (at < end) marks.push(at);
      at += 1;
    }
    this.#markedTo = at;
  }
}

const nearBytes = 24;

/** Offset of the byte between `start` and `end`, `end` when it is not there. */
export function findByte(source: Hl7Source, code: number, start: number, end: number): number {
  const { bytes, text } = source;
  const near = text === null ? end : Math.min(end, start + nearBytes);
  let at = start;
  for (; at < near; at += 1) if (bytes[at] === code) return at;
  if (text === null || at >= end) return end;
  const found = text.indexOf(String.fromCharCode(code), at);
  return found < 0 || found > end ? end : found;
}
