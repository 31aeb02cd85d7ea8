import type { ParseOptions, Span } from '../format.ts';
import { type ChosenCharset, chooseCharset } from '../shared/choose-charset.ts';
import { unescapeHl7 } from './hl7-escapes.ts';
import { envelopeIds, fieldSpan, type Hl7Index, indexHl7, type Segment, splitSpan } from './hl7-index.ts';
import { formatHl7Path, type Hl7Path } from './hl7-path.ts';

/** A body whose offsets and character set are known. Everything else is read when asked for. */
export type Hl7Document = { bytes: Uint8Array; index: Hl7Index; charset: ChosenCharset };

/** Where a value is inside a segment; what is left out is 1. */
export type Place = { field: number; repetition?: number; component?: number; subcomponent?: number };

const noField = { field: null, repetition: null, component: null, subcomponent: null };

export function openHl7(bytes: Uint8Array, options: ParseOptions): Hl7Document {
  const index = indexHl7(bytes);
  const declared = readDeclaredCharset(index);
  return { bytes, index, charset: chooseCharset(bytes, { stated: options.statedEncoding, declared }) };
}

/** Segments with that id, in any case; only of one message when `message` is given. */
export function findSegments(document: Hl7Document, id: string, message: number | null = null): Segment[] {
  return document.index.segments.filter(
    (segment) => segment.id.toUpperCase() === id && (message === null || segment.message === message),
  );
}

/** Bytes as text, escapes untouched. */
export function rawText(document: Hl7Document, [start, end]: Span): string {
  return start === end ? '' : document.charset.charset.decode(document.bytes.subarray(start, end));
}

/** Bytes as text, escapes resolved with the separators of `segment`. */
export function plainText(document: Hl7Document, segment: Segment, span: Span): string {
  return unescapeHl7(rawText(document, span), segment.separators, document.charset.charset);
}

export function repetitionSpans(document: Hl7Document, segment: Segment, field: number): Span[] {
  const span = fieldSpan(document.index, segment, field);
  return span === null ? [] : splitSpan(document.bytes, span, segment.separators.repetition);
}

/** Value of one place, '' when it is missing, empty or explicitly null. */
export function valueAt(document: Hl7Document, segment: Segment, place: Place): string {
  const { separators } = segment;
  const repetition = repetitionSpans(document, segment, place.field)[(place.repetition ?? 1) - 1];
  if (repetition === undefined) return '';
  const component = splitSpan(document.bytes, repetition, separators.component)[(place.component ?? 1) - 1];
  if (component === undefined) return '';
  const span = splitSpan(document.bytes, component, separators.subcomponent)[(place.subcomponent ?? 1) - 1];
  const text = span === undefined ? '' : plainText(document, segment, span);
  return text === '""' ? '' : text;
}

/** The same for the first subcomponent of a repetition whose span is known: a field may repeat ten thousand times. */
export function firstValueIn(document: Hl7Document, segment: Segment, [start, end]: Span): string {
  const { component, subcomponent } = segment.separators;
  let stop = start;
  while (stop < end && document.bytes[stop] !== component && document.bytes[stop] !== subcomponent) stop += 1;
  const text = plainText(document, segment, [start, stop]);
  return text === '""' ? '' : text;
}

/** Address of a segment: by its id where that is one and is unambiguous, else by its number. */
export function segmentPath({ index }: Hl7Document, segment: Segment): Hl7Path {
  const isOfOneMessage = segment.message > 0 || index.messageCount === 0 || envelopeIds.has(segment.id.toUpperCase());
  const isNamed = isOfOneMessage && isPlainId(segment);
  return {
    message: isNamed && index.messageCount > 1 && segment.message > 0 ? segment.message : null,
    segment: isNamed ? { id: segment.id, occurrence: segment.occurrence } : { ordinal: segment.ordinal },
    ...noField,
  };
}

/** Null when the body has no such segment. */
export function findSegment(document: Hl7Document, { segment: wanted, message }: Hl7Path): Segment | null {
  const candidates =
    'ordinal' in wanted
      ? document.index.segments.slice(wanted.ordinal - 1, wanted.ordinal)
      : document.index.segments.filter(({ id, occurrence }) => id === wanted.id && occurrence === wanted.occurrence);
  const path = formatHl7Path({ message, segment: wanted, ...noField });
  return candidates.find((segment) => formatHl7Path(segmentPath(document, segment)) === path) ?? null;
}

/** Three letters or digits; in small letters only before fields, for a line of text can be as short. */
export function isPlainId(segment: Segment): boolean {
  return (
    /^[A-Z][A-Z0-9]{2}$/.test(segment.id) || (segment.fieldCount > 0 && /^[A-Za-z][A-Za-z0-9]{2}$/.test(segment.id))
  );
}

function readDeclaredCharset(index: Hl7Index) {
  const header = index.segments.find((segment) => segment.isHeader && segment.id.toUpperCase() === 'MSH');
  const span = header === undefined ? null : fieldSpan(index, header, 18);
  if (header === undefined || span === null || span[0] === span[1]) return null;
  const [first = span] = splitSpan(index.bytes, span, header.separators.repetition);
  const label = String.fromCharCode(...index.bytes.subarray(first[0], Math.min(first[1], first[0] + 40)));
  return label.trim() === '' || label === '""' ? null : { label, span: first, reason: 'msh-18' };
}
