import type { Span } from '../format.ts';
import { isHeaderAt, type Separators } from './separators.ts';

/**
 * Where a segment is. `start` to `end` without its terminator. `ordinal` 1-based in the body; `message` 1-based, 0 = outside any message
 * (FHS, BHS, BTS, FTS, or what stands before the first MSH); `occurrence` 1-based among segments of that id in the same message,
 * 0 where the id is none.
 */
export type SegmentPlace = {
  start: number;
  end: number;
  ordinal: number;
  message: number;
  occurrence: number;
  separators: Separators;
};

const nearBytes = 128;

/** One segment, made when it is asked for. Its fields are found as far as they are needed, each byte being looked at once. */
export class Segment {
  readonly bytes: Uint8Array;
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

  constructor(bytes: Uint8Array, place: SegmentPlace) {
    this.bytes = bytes;
    this.start = place.start;
    this.end = place.end;
    this.ordinal = place.ordinal;
    this.message = place.message;
    this.occurrence = place.occurrence;
    this.separators = place.separators;
    this.isHeader = isHeaderAt(bytes, place.start);
    this.#markedTo = place.start;
  }

  /**
   * As written, everything before the first field separator. Ids are ASCII; anything else is shown byte by byte and is a problem anyway.
   * A line without separators is no id beyond eight bytes.
   */
  get id(): string {
    this.#mark(1);
    const end = this.isHeader ? this.start + 3 : (this.#marks[0] ?? this.end);
    return String.fromCharCode(...this.bytes.subarray(this.start, Math.min(end, this.start + 8)));
  }

  /** A segment without any separator has no fields. */
  get fieldCount(): number {
    this.#mark(Number.POSITIVE_INFINITY);
    return this.#marks.length + (this.isHeader ? 1 : 0);
  }

  /** Bytes of one field, 1-based; null when the segment has fewer. */
  fieldSpan(field: number): Span | null {
    if (field < 1) return null;
    const { start, end, isHeader } = this;
    if (isHeader && field === 1) return [start + 3, Math.min(start + 4, end)];
    const at = field - (isHeader ? 2 : 1);
    this.#mark(at + 2);
    const mark = this.#marks[at];
    return mark === undefined ? null : [mark + 1, this.#marks[at + 1] ?? end];
  }

  /** Goes on until that many separators are known. */
  #mark(wanted: number): void {
    const { bytes, end } = this;
    const marks = this.#marks;
    let at = this.#markedTo;
    while (marks.length < wanted && at < end) {
      at = findByte(bytes, this.separators.field, [at, end]);
      if (at < end) marks.push(at);
      at += 1;
    }
    this.#markedTo = at;
  }
}

/** Offset of the byte, or the end of the span when it is not there. A search by the runtime pays only for long fields. */
export function findByte(bytes: Uint8Array, code: number, [start, end]: Span): number {
  const near = Math.min(end, start + nearBytes);
  for (let at = start; at < near; at += 1) if (bytes[at] === code) return at;
  if (near === end) return end;
  const found = bytes.indexOf(code, near);
  return found < 0 || found > end ? end : found;
}
