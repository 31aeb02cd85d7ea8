import type { Span, SpliceResult } from '../format.ts';
import { findUnencodable, type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';
import { type Hl7Document, plainText, rawText } from './hl7-document.ts';
import { escapeHl7, findUnescapable } from './hl7-escapes.ts';
import { splitSpan } from './hl7-index.ts';
import { formatHl7Path, type Hl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';

type Spliced = Extract<SpliceResult, { kind: 'spliced' }>;
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;
type Place = { kind: 'found'; span: Span } | { kind: 'missing'; at: number; separators: number[] };

/** `given`: the path as it was asked for. */
export type PlannedEdit = { path: Hl7Path; text: string; given: string };

/** A segment by itself: its bytes are all there is. */
type Alone = { document: Hl7Document; segment: Segment };

/**
 * The new bytes of the segment; the spans of the changes count from its beginning.
 * @param edits of that segment, in the order of its places, none of them inside of another
 */
export function editSegment(document: Hl7Document, segment: Segment, edits: readonly PlannedEdit[]): SpliceResult {
  const alone = takeOut(document, segment, document.bytes.subarray(segment.start, segment.end));
  const areAllThere = edits.every(({ path }) => locate(alone.segment, path).kind === 'found');
  return areAllThere ? editAtOnce(alone, edits) : editOneByOne(alone, edits);
}

function takeOut(document: Hl7Document, segment: Segment, bytes: Uint8Array): Alone {
  return { document: document.withBytes(bytes), segment: segment.alone(bytes) };
}

function editAtOnce(alone: Alone, edits: readonly PlannedEdit[]): SpliceResult {
  const replacements: Replacement[] = [];
  for (const plan of edits) {
    const replacement = replace(alone, plan);
    if ('kind' in replacement) return replacement;
    replacements.push(replacement);
  }
  return spliceBytes(alone.document.bytes, replacements);
}

/** In the order of the segment, so that what has been changed stays where it is. */
function editOneByOne(start: Alone, edits: readonly PlannedEdit[]): SpliceResult {
  let alone = start;
  let added = 0;
  const changes: Spliced['changes'] = [];
  for (const plan of edits) {
    const replacement = replace(alone, plan);
    if ('kind' in replacement) return replacement;
    const { path, span, bytes } = replacement;
    const made = spliceBytes(alone.document.bytes, [replacement]);
    if (made.kind === 'rejected') return made;
    const before: Span = [span[0] - added, span[1] - added];
    changes.push({ path, before, after: [span[0], span[0] + bytes.length] });
    added += bytes.length - (span[1] - span[0]);
    alone = takeOut(alone.document, alone.segment, made.bytes);
  }
  return { kind: 'spliced', bytes: alone.document.bytes, changes };
}

function replace({ document, segment }: Alone, { path, text, given }: PlannedEdit): Replacement | Rejected {
  const place = locate(segment, path);
  const span: Span = place.kind === 'found' ? place.span : [place.at, place.at];
  const base = { path: formatHl7Path(path), span };
  if (isShown({ document, segment }, span, text)) return { ...base, bytes: document.bytes.slice(span[0], span[1]) };
  if (place.kind === 'missing' && !canAdd(segment, place.separators)) return rejectEdit(given, 'separator');
  const { charset } = document.charset;
  const unencodable = findUnencodable(charset, text);
  if (unencodable !== null) return rejectEdit(given, 'not-encodable', unencodable);
  const escaped = escapeHl7(text, segment.separators);
  const added = place.kind === 'missing' ? String.fromCharCode(...place.separators) : '';
  const bytes = escaped === null ? null : charset.encode(added + escaped);
  if (bytes === null) return rejectEdit(given, 'separator', findUnescapable(text, segment.separators));
  return { ...base, bytes };
}

/** A separator that MSH-2 names twice would add structure of another level. */
function canAdd({ separators }: Segment, added: readonly number[]): boolean {
  const { field, repetition, component, subcomponent } = separators;
  const isOwn = (code: number) =>
    [field, repetition, component, subcomponent].filter((each) => each === code).length === 1;
  return added.every((code) => code >= 0 && isOwn(code));
}

/** The text of a place with parts is shown as written, that of any other with escapes resolved: both mean "as it is". */
function isShown({ document, segment }: Alone, span: Span, text: string): boolean {
  const { repetition, component, subcomponent } = segment.separators;
  const value = document.bytes.subarray(...span);
  const hasParts = [repetition, component, subcomponent].some((code) => code >= 0 && value.includes(code));
  return text === (hasParts ? rawText(document, span) : plainText(document, segment, span));
}

/** Steps from field to subcomponent; at the first level with too few parts, what must be added there and below. */
function locate(segment: Segment, path: Hl7Path): Place {
  const { bytes } = segment.source;
  const { field, repetition, component, subcomponent } = segment.separators;
  const below: [separator: number, wanted: number | null][] = [
    [repetition, path.repetition],
    [component, path.component],
    [subcomponent, path.subcomponent],
  ];
  const missing = (at: number, level: number, first: number[]): Place => {
    const rest = below.slice(level).flatMap(([separator, wanted]) => repeat(separator, (wanted ?? 1) - 1));
    return { kind: 'missing', at, separators: [...first, ...rest] };
  };
  const wantedField = path.field ?? 0;
  let span = segment.fieldSpan(wantedField);
  if (span === null) return missing(segment.end, 0, repeat(field, wantedField - segment.fieldCount));
  for (const [level, [separator, wanted]] of below.entries()) {
    if (wanted === null) break;
    const parts: Span[] = splitSpan(bytes, span, separator);
    const part = parts[wanted - 1];
    if (part === undefined) return missing(span[1], level + 1, repeat(separator, wanted - parts.length));
    span = part;
  }
  return { kind: 'found', span };
}

function repeat(separator: number, count: number): number[] {
  return Array.from({ length: count }, () => separator);
}
