import type { Hl7Dictionary } from '../../domain/hl7-dictionary.ts';
import type { ParseOptions, Span } from '../format.ts';
import { type CharsetClaims, type ChosenCharset, chooseCharset } from '../shared/choose-charset.ts';
import { isAscii } from '../shared/utf8.ts';
import { byteKind } from './byte-kinds.ts';
import { unescapeHl7, unescapePlain } from './hl7-escapes.ts';
import { segmentAt, splitSpan } from './hl7-index.ts';
import { type Hl7Index, indexHl7 } from './hl7-pass.ts';
import { type Hl7Path, noField } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { type Hl7Source, readSource } from './hl7-source.ts';
import { IdSet, isCapitalCode, isIdCode, segmentCode } from './segment-code.ts';
import { envelopeIds } from './segment-numbers.ts';

/** A body whose offsets are known. Everything else is read when it is asked for. */
export class Hl7Document {
  readonly bytes: Uint8Array;
  readonly index: Hl7Index;
  /** The same bytes; values are cut from its text where there is one. */
  readonly source: Hl7Source;
  readonly #options: ParseOptions;
  #charset: ChosenCharset | null;
  #isAscii: boolean | null = null;
  #dictionary: Hl7Dictionary | null | undefined;

  constructor(index: Hl7Index, options: ParseOptions, own: OwnParts = {}) {
    const { source = index.source, charset = null } = own;
    this.bytes = source.bytes;
    this.index = index;
    this.source = source;
    this.#options = options;
    this.#charset = charset;
  }

  get charset(): ChosenCharset {
    this.#charset ??= this.#chooseCharset();
    return this.#charset;
  }

  #chooseCharset(): ChosenCharset {
    const claims = { stated: this.#options.statedEncoding, ...readDeclaredCharset(this.index) };
    return chooseCharset(this.index.source.bytes, claims, this.isAscii);
  }

  /** Whether all bytes of the body are: then they are the same text in every character set. */
  get isAscii(): boolean {
    this.#isAscii ??= isAscii(this.index.source.bytes);
    return this.#isAscii;
  }

  /** By the version of the first MSH; null when none was given. */
  get dictionary(): Hl7Dictionary | null {
    if (this.#dictionary === undefined) this.#dictionary = this.#options.dictionaries?.(statedVersion(this)) ?? null;
    return this.#dictionary;
  }

  /** The same document, read in another character set. */
  withCharset(charset: ChosenCharset): Hl7Document {
    return new Hl7Document(this.index, this.#options, { source: this.source, charset });
  }

  /** For a segment that is taken out: its bytes instead of those of the body, in the character set of the body. */
  withBytes(bytes: Uint8Array): Hl7Document {
    return new Hl7Document(this.index, this.#options, { source: { bytes, text: null }, charset: this.charset });
  }
}

type OwnParts = { source?: Hl7Source; charset?: ChosenCharset };

/** Where a value is inside a segment; what is left out is 1. */
export type Place = { field: number; repetition?: number; component?: number; subcomponent?: number };

export function openHl7(bytes: Uint8Array, options: ParseOptions): Hl7Document {
  return new Hl7Document(indexHl7(readSource(bytes)), options);
}

/** MSH-12 of the first message, '' when it says none. */
function statedVersion(document: Hl7Document): string {
  const [header] = findSegments(document, 'MSH');
  return header === undefined ? '' : valueAt(document, header, { field: 12 });
}

/** Segments with that id (three capitals or digits), written in any case; only of one message when `message` is given. */
export function findSegments(document: Hl7Document, id: string, message: number | null = null): Segment[] {
  const found = segmentsNamed(document, [id]);
  return message === null ? found : found.filter((segment) => segment.message === message);
}

/** Segments with any of the ids, in the order of the body. */
export function segmentsNamed({ index }: Hl7Document, ids: IdSet | readonly string[]): Segment[] {
  const wanted = ids instanceof IdSet ? ids : new IdSet(ids);
  const found: Segment[] = [];
  const { table, segmentCount } = index;
  for (let ordinal = 1; ordinal <= segmentCount; ordinal += 1) {
    if (!wanted.has(table.code(ordinal))) continue;
    const segment = segmentAt(index, ordinal);
    if (segment !== null) found.push(segment);
  }
  return found;
}

/** Bytes as text, escapes untouched. */
export function rawText(document: Hl7Document, span: Span): string {
  return cutText(document, span[0], span[1]);
}

/** Longer ones are not looked at byte by byte. */
const shortBytes = 64;

function cutText(document: Hl7Document, start: number, end: number): string {
  if (start === end) return '';
  const { bytes, text } = document.source;
  if (text !== null && (end - start > shortBytes ? document.isAscii : isAsciiIn(bytes, start, end)))
    return text.slice(start, end);
  return document.charset.charset.decode(bytes, start, end);
}

function isAsciiIn(bytes: Uint8Array, start: number, end: number): boolean {
  let seen = 0;
  for (let at = start; at < end; at += 1) seen |= bytes[at] ?? 0;
  return seen < 0x80;
}

/** Bytes as text, escapes resolved with the separators of `segment`. */
export function plainText(document: Hl7Document, segment: Segment, span: Span): string {
  return unescaped(document, segment, rawText(document, span));
}

/** The same of a text that is there already. */
export function unescaped(document: Hl7Document, segment: Segment, text: string): string {
  const { escape: code } = segment.separators;
  const isPlain = code < 0 || !text.includes(String.fromCharCode(code));
  if (isPlain) return text;
  // The character set is chosen over the whole body, and only few sequences need it.
  return unescapePlain(text, segment.separators) ?? unescapeHl7(text, segment.separators, document.charset.charset);
}

export function repetitionSpans(document: Hl7Document, segment: Segment, field: number): Span[] {
  const span = segment.fieldSpan(field);
  return span === null ? [] : splitSpan(document.bytes, span, segment.separators.repetition);
}

/** Value of one place, '' when it is missing, empty or explicitly null. */
export function valueAt(document: Hl7Document, segment: Segment, place: Place): string {
  const { field, repetition = 1, component = 1, subcomponent = 1 } = place;
  const isFirst = repetition * component * subcomponent === 1;
  if (isFirst && !(field === 1 && segment.isHeader)) return fieldValue(document, segment, field);
  const span = segment.fieldSpan(field);
  if (span === null) return '';
  if (isFirst) return rawText(document, span); // the field separator
  const start = partStart(segment, span, [repetition, component, subcomponent]);
  return start < 0 ? '' : firstValue(document, segment, start, span[1]);
}

/** The same of a field by its number alone; of MSH-1 use `valueAt`. */
export function fieldValue(document: Hl7Document, segment: Segment, field: number): string {
  const start = segment.fieldStart(field);
  return start < 0 ? '' : firstValue(document, segment, start, segment.end);
}

/** Where a part of the span begins, -1 when it is not there. */
function partStart({ source, separators }: Segment, span: Span, numbers: readonly [number, number, number]): number {
  const { repetition, component, subcomponent } = separators;
  let at = skipParts(source.bytes, span, { separator: repetition, count: numbers[0] - 1, outer: -1, outmost: -1 });
  if (at < 0 || numbers[1] * numbers[2] === 1) return at;
  at = skipParts(source.bytes, [at, span[1]], {
    separator: component,
    count: numbers[1] - 1,
    outer: repetition,
    outmost: -1,
  });
  if (at < 0 || numbers[2] === 1) return at;
  return skipParts(source.bytes, [at, span[1]], {
    separator: subcomponent,
    count: numbers[2] - 1,
    outer: component,
    outmost: repetition,
  });
}

/** `outer` and `outmost`: separators at which the part ends that is looked through, -1 = none. */
type Skipped = { separator: number; count: number; outer: number; outmost: number };

function skipParts(bytes: Uint8Array, [start, end]: Span, { separator, count, outer, outmost }: Skipped): number {
  let left = count;
  let at = start;
  for (; at < end && left > 0; at += 1) {
    const byte = bytes[at];
    if (byte === outer || byte === outmost) return -1;
    if (byte === separator) left -= 1;
  }
  return left > 0 ? -1 : at;
}

/** Value of a component of the first repetition of a field that begins there, as `valueAt` gives it. */
export function partValueFrom(document: Hl7Document, segment: Segment, start: number, component: number): string {
  if (component === 1) return firstValue(document, segment, start, segment.end);
  const { component: separator, repetition, field } = segment.separators;
  const span: Span = [start, segment.end];
  const at = skipParts(segment.source.bytes, span, {
    separator,
    count: component - 1,
    outer: repetition,
    outmost: field,
  });
  return at < 0 ? '' : firstValue(document, segment, at, segment.end);
}

/** The field that begins there as written. */
export function rawFieldFrom(document: Hl7Document, segment: Segment, start: number): string {
  const { bytes } = segment.source;
  const { end } = segment;
  const { field } = segment.separators;
  let at = start;
  while (at < end && bytes[at] !== field) at += 1;
  return cutText(document, start, at);
}

/** The first subcomponent of a field or repetition whose span is known, '' when it is empty or explicitly null. */
export function firstValueIn(document: Hl7Document, segment: Segment, span: Span): string {
  return firstValue(document, segment, span[0], span[1]);
}

/** What stands there up to any separator. */
function firstValue(document: Hl7Document, segment: Segment, start: number, end: number): string {
  const { kinds } = segment.marking;
  const { bytes, text } = segment.source;
  let at = start;
  while (at < end && kinds[bytes[at] ?? 0] === 0) at += 1;
  // Mostly it has neither an escape nor other characters than ASCII.
  const isPlain = text !== null && (at === end || kinds[bytes[at] ?? 0] === byteKind.separator);
  if (isPlain) return bytes[start] === 0x22 ? notNull(text.slice(start, at)) : text.slice(start, at);
  while (at < end && kinds[bytes[at] ?? 0] !== byteKind.separator) at += 1;
  return notNull(plainText(document, segment, [start, at]));
}

/** An explicit null is no value. */
function notNull(value: string): string {
  return value === '""' ? '' : value;
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
  const ordinal = index.numbers.firstOf(1);
  return ordinal === 0 ? null : segmentAt(index, ordinal);
}
