import type { Hl7Dictionary } from '../../domain/hl7-dictionary.ts';
import type { ParseOptions, Span } from '../format.ts';
import { type CharsetClaims, type ChosenCharset, chooseCharset } from '../shared/choose-charset.ts';
import { decodeUtf8 } from '../shared/text-codec.ts';
import { unescapeHl7 } from './hl7-escapes.ts';
import { envelopeIds, type Hl7Index, indexHl7, partOf, segmentAt, splitSpan } from './hl7-index.ts';
import { formatHl7Path, type Hl7Path } from './hl7-path.ts';
import { findByte, type Hl7Source, type Segment } from './hl7-segment.ts';
import { isCapitalCode, isIdCode, segmentCode, upperCode } from './segment-code.ts';

/** A body whose offsets and character set are known. Everything else is read when asked for. */
export type Hl7Document = {
  bytes: Uint8Array;
  index: Hl7Index;
  charset: ChosenCharset;
  /** The same bytes; values are cut from its text where there is one. */
  source: Hl7Source;
  /** By the version of the first MSH; null when none was given. */
  dictionary: Hl7Dictionary | null;
};

/** A copy of a larger body as text would cost more than it saves. */
const maxTextBytes = 64 * 1024;

/** Where a value is inside a segment; what is left out is 1. */
export type Place = { field: number; repetition?: number; component?: number; subcomponent?: number };

const noField = { field: null, repetition: null, component: null, subcomponent: null };

export function openHl7(bytes: Uint8Array, options: ParseOptions): Hl7Document {
  const text = asciiText(bytes);
  const index = indexHl7(bytes, text);
  const claims = { stated: options.statedEncoding, ...readDeclaredCharset(index) };
  const charset = chooseCharset(bytes, claims, text !== null);
  const document: Hl7Document = { bytes, index, charset, source: index.source, dictionary: null };
  if (options.dictionaries) document.dictionary = options.dictionaries(statedVersion(document));
  return document;
}

/** MSH-12 of the first message, '' when it says none. */
function statedVersion(document: Hl7Document): string {
  const [header] = findSegments(document, 'MSH');
  return header === undefined ? '' : valueAt(document, header, { field: 12 });
}

/** Null when there are other bytes than ASCII. Decoding tells: each such byte is lost in a longer character or replaced. */
function asciiText(bytes: Uint8Array): string | null {
  if (bytes.length > maxTextBytes) return null;
  const text = decodeUtf8(bytes);
  return text.length === bytes.length && !text.includes('\ufffd') ? text : null;
}

/** Segments with that id (three capitals or digits), written in any case; only of one message when `message` is given. */
export function findSegments(document: Hl7Document, id: string, message: number | null = null): Segment[] {
  const found = segmentsNamed(document, [id]);
  return message === null ? found : found.filter((segment) => segment.message === message);
}

/** Segments with any of the ids, in the order of the body. */
export function segmentsNamed({ index }: Hl7Document, ids: readonly string[]): Segment[] {
  const codes = ids.map(segmentCode);
  const found: Segment[] = [];
  const { table } = index;
  for (let ordinal = 1; ordinal <= index.segmentCount; ordinal += 1) {
    const code = table.code(ordinal);
    if (!codes.includes(code) && !codes.includes(upperCode(code))) continue;
    const segment = segmentAt(index, ordinal);
    if (segment !== null) found.push(segment);
  }
  return found;
}

/** Bytes as text, escapes untouched. */
export function rawText(document: Hl7Document, [start, end]: Span): string {
  if (start === end) return '';
  const { source, charset } = document;
  return source.text !== null ? source.text.slice(start, end) : charset.charset.decode(source.bytes, start, end);
}

/** Bytes as text, escapes resolved with the separators of `segment`. */
export function plainText(document: Hl7Document, segment: Segment, span: Span): string {
  return unescapeHl7(rawText(document, span), segment.separators, document.charset.charset);
}

export function repetitionSpans(document: Hl7Document, segment: Segment, field: number): Span[] {
  const span = segment.fieldSpan(field);
  return span === null ? [] : splitSpan(document.bytes, span, segment.separators.repetition);
}

/** Value of one place, '' when it is missing, empty or explicitly null. */
export function valueAt(document: Hl7Document, segment: Segment, place: Place): string {
  const { source, separators } = segment;
  const { repetition = 1, component = 1, subcomponent = 1 } = place;
  let span = segment.fieldSpan(place.field);
  if (span === null || span[0] === span[1]) return '';
  if (repetition > 1) span = partOf(source, span, [separators.repetition, repetition]);
  if (component > 1 || subcomponent > 1) {
    span = span && partOf(source, span, [separators.repetition, 1]);
    span = span && partOf(source, span, [separators.component, component]);
    span = span && partOf(source, span, [separators.subcomponent, subcomponent]);
  }
  return span === null ? '' : firstValueIn(document, segment, span);
}

const nearBytes = 24;

/** The first subcomponent of a field or repetition whose span is known, '' when it is empty or explicitly null. */
export function firstValueIn(document: Hl7Document, segment: Segment, span: Span): string {
  const text = plainText(document, segment, [span[0], firstMark(segment, span)]);
  return text === '""' ? '' : text;
}

/** Where the first repetition, component or subcomponent ends. */
function firstMark({ source, separators }: Segment, [start, end]: Span): number {
  const { repetition, component, subcomponent } = separators;
  const near = source.text === null ? end : Math.min(end, start + nearBytes);
  for (let at = start; at < near; at += 1) {
    const byte = source.bytes[at];
    if (byte === component || byte === repetition || byte === subcomponent) return at;
  }
  if (near === end) return end;
  let stop = end;
  for (const code of [repetition, component, subcomponent]) if (code >= 0) stop = findByte(source, code, near, stop);
  return stop;
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

/** Finds the segment of a path, null when the body has no such. After a few of them, each takes no longer in a large body than in a small one. */
export function createSegmentFinder(document: Hl7Document): (path: Hl7Path) => Segment | null {
  const { index } = document;
  let table: OrdinalTable | null = null;
  let asked = 0;
  return ({ segment: wanted, message }) => {
    asked += 1;
    if (asked > 8) table ??= createOrdinalTable(index);
    const ordinal = 'ordinal' in wanted ? wanted.ordinal : findOrdinal(document, { ...wanted, message, table });
    const segment = segmentAt(index, ordinal);
    // Only the address that the segment itself has: there is one for each.
    if (segment === null) return null;
    const isSame =
      formatHl7Path(segmentPath(document, segment)) === formatHl7Path({ message, segment: wanted, ...noField });
    return isSame ? segment : null;
  };
}

/** Ordinals of the segments by id code, those outside any message apart, ascending. */
type OrdinalTable = { inside: Map<number, number[]>; outside: Map<number, number[]> };

function createOrdinalTable({ table: rows, segmentCount }: Hl7Index): OrdinalTable {
  const table: OrdinalTable = { inside: new Map(), outside: new Map() };
  for (let ordinal = 1; ordinal <= segmentCount; ordinal += 1) {
    const code = rows.code(ordinal);
    if (!isIdCode(code)) continue;
    const ordinals = rows.message(ordinal) === 0 ? table.outside : table.inside;
    const known = ordinals.get(code);
    if (known === undefined) ordinals.set(code, [ordinal]);
    else known.push(ordinal);
  }
  return table;
}

type Wanted = { id: string; occurrence: number; message: number | null; table: OrdinalTable | null };

/** 0 when there is none. A path without a message means the only one, or what is outside of all. */
function findOrdinal({ index }: Hl7Document, { id, occurrence, message, table }: Wanted): number {
  const code = segmentCode(id);
  const inMessage = message ?? (index.messageCount === 1 && !envelopeIds.has(id.toUpperCase()) ? 1 : 0);
  const rows = index.table;
  const isPlace = (ordinal: number): boolean =>
    rows.code(ordinal) === code && rows.occurrence(ordinal) === occurrence && rows.message(ordinal) === inMessage;
  if (table === null) {
    for (let ordinal = 1; ordinal <= index.segmentCount; ordinal += 1) if (isPlace(ordinal)) return ordinal;
    return 0;
  }
  const ordinals = (inMessage === 0 ? table.outside : table.inside).get(code) ?? [];
  const first = inMessage === 0 ? 0 : firstOfMessage(index, ordinals, inMessage);
  const ordinal = ordinals[first + occurrence - 1] ?? 0;
  return ordinal > 0 && isPlace(ordinal) ? ordinal : 0;
}

/** Messages follow each other, so their numbers ascend along segments that are inside of one. */
function firstOfMessage({ table }: Hl7Index, ordinals: readonly number[], message: number): number {
  let low = 0;
  let high = ordinals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.message(ordinals[middle] ?? 1) < message) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Three letters or digits; in small letters only before fields, for a line of text can be as short. */
export function isPlainId(segment: Segment): boolean {
  const code = segmentCode(segment.id);
  return isCapitalCode(code) || (isIdCode(code) && segment.fieldSpan(1) !== null);
}

/** MSH-18 of the first message: its first repetition is the character set, the others may be used too. */
export function readDeclaredCharset(index: Hl7Index): Pick<CharsetClaims, 'declared' | 'alternatives'> {
  const header = firstHeader(index);
  const span = header?.fieldSpan(18) ?? null;
  if (header === null || span === null || span[0] === span[1]) return { declared: null };
  const [declared = null, ...alternatives] = splitSpan(index.source.bytes, span, header.separators.repetition)
    .slice(0, 8)
    .map((part) => ({ label: labelIn(index.source.bytes, part), span: part, reason: 'msh-18' }))
    .filter(({ label }) => label !== '' && label !== '""');
  return { declared, alternatives };
}

function labelIn(bytes: Uint8Array, [start, end]: Span): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 40))).trim();
}

/** The first MSH that names its separators, null when there is none. */
function firstHeader(index: Hl7Index): Segment | null {
  for (let ordinal = 1; index.messageCount > 0 && ordinal <= index.segmentCount; ordinal += 1)
    if (index.table.message(ordinal) === 1) return segmentAt(index, ordinal);
  return null;
}
