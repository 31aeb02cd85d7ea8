import type { Span } from '../format.ts';
import type { Hl7Index } from './hl7-pass.ts';
import { Segment } from './hl7-segment.ts';

/** Null when the body has fewer segments. @param ordinal 1-based */
export function segmentAt(index: Hl7Index, ordinal: number): Segment | null {
  if (!(ordinal >= 1 && ordinal <= index.segmentCount)) return null;
  if (index.segmentCount > maxKept) return new Segment(index, ordinal);
  let segment = index.kept[ordinal];
  if (segment === undefined) {
    segment = new Segment(index, ordinal);
    index.kept[ordinal] = segment;
  }
  return segment;
}

/** What is known of its fields is kept with a segment, but not of each in a large body. */
const maxKept = 1000;

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
