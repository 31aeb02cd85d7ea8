import type { Edit, ParseOptions, Span, SpliceResult } from '../format.ts';
import { rejectEdit, spliceBytes } from '../shared/splice.ts';
import { findSegment, type Hl7Document, openHl7, plainText, rawText } from './hl7-document.ts';
import { escapeHl7 } from './hl7-escapes.ts';
import { fieldSpan, indexHl7, type Segment, splitSpan } from './hl7-index.ts';
import { comparePlaces, formatHl7Path, type Hl7Path, parseHl7Path } from './hl7-path.ts';

type Rejection = Extract<SpliceResult, { kind: 'rejected' }>;
type Place = { kind: 'found'; span: Span } | { kind: 'missing'; at: number; separators: number[] };
type PlannedEdit = { path: Hl7Path; text: string; ordinal: number; given: string };

/** HL7 defines no segment with more fields; a larger number is a slip, and would fill the message with separators. */
const maxPlace = 250;

/**
 * Puts text into fields and their parts. It is escaped, so it cannot add structure; '' empties, `""` is the explicit null.
 * A place that is missing is made by adding separators at the end of what is there. A text equal to the one shown changes nothing.
 */
export function spliceHl7(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult {
  let document = openHl7(body, options);
  const planned: PlannedEdit[] = [];
  for (const edit of edits) {
    const plan = planEdit(document, edit);
    if ('kind' in plan) return plan;
    planned.push(plan);
  }
  planned.sort((a, b) => a.ordinal - b.ordinal || comparePlaces(a.path, b.path));
  const twice = planned.find((plan, index) => index > 0 && isSamePlace(plan, planned[index - 1]));
  if (twice !== undefined) return rejectEdit(twice.given, 'overlapping');

  const changes: Extract<SpliceResult, { kind: 'spliced' }>['changes'] = [];
  let added = 0;
  // In the order of the body, so that what has been changed stays where it is.
  for (const plan of planned) {
    const segment = document.index.segments[plan.ordinal - 1];
    const replacement =
      segment === undefined ? rejectEdit(plan.given, 'no-such-path') : replace(document, segment, plan);
    if ('kind' in replacement) return replacement;
    const { span, bytes } = replacement;
    changes.push({
      path: formatHl7Path(plan.path),
      before: [span[0] - added, span[1] - added],
      after: [span[0], span[0] + bytes.length],
    });
    added += bytes.length - (span[1] - span[0]);
    const next = spliceBytes(document.bytes, [{ path: plan.given, span, bytes }]);
    if (next.kind === 'rejected') return next;
    document = { ...document, bytes: next.bytes, index: indexHl7(next.bytes) };
  }
  return { kind: 'spliced', bytes: document.bytes, changes };
}

function planEdit(document: Hl7Document, edit: Edit): PlannedEdit | Rejection {
  const path = parseHl7Path(edit.path);
  const segment = path === null ? null : findSegment(document, path);
  if (path === null || segment === null) return rejectEdit(edit.path, 'no-such-path');
  if (path.field === null || (segment.isHeader && path.field <= 2)) return rejectEdit(edit.path, 'not-editable');
  const numbers = [path.field, path.repetition ?? 1, path.component ?? 1, path.subcomponent ?? 1];
  if (Math.max(...numbers) > maxPlace) return rejectEdit(edit.path, 'no-such-path');
  return { path, text: edit.text, ordinal: segment.ordinal, given: edit.path };
}

function isSamePlace(a: PlannedEdit, b: PlannedEdit | undefined): boolean {
  return b !== undefined && a.ordinal === b.ordinal && comparePlaces(a.path, b.path) === 0;
}

function replace(
  document: Hl7Document,
  segment: Segment,
  plan: PlannedEdit,
): { span: Span; bytes: Uint8Array } | Rejection {
  const place = locate(document, segment, plan.path);
  const span: Span = place.kind === 'found' ? place.span : [place.at, place.at];
  if (isShown(document, segment, span, plan.text)) return { span, bytes: document.bytes.slice(span[0], span[1]) };
  if (place.kind === 'missing' && place.separators.some((code) => code < 0)) return rejectEdit(plan.given, 'separator');
  const escaped = escapeHl7(plan.text, segment.separators);
  if (escaped === null) return rejectEdit(plan.given, 'separator');
  const added = place.kind === 'missing' ? String.fromCharCode(...place.separators) : '';
  const bytes = document.charset.charset.encode(added + escaped);
  return bytes === null ? rejectEdit(plan.given, 'not-encodable') : { span, bytes };
}

/** The text of a place with parts is shown as written, that of any other with escapes resolved: both mean "as it is". */
function isShown(document: Hl7Document, segment: Segment, span: Span, text: string): boolean {
  const { repetition, component, subcomponent } = segment.separators;
  const hasParts = [repetition, component, subcomponent].some(
    (code) => code >= 0 && document.bytes.subarray(...span).includes(code),
  );
  return text === (hasParts ? rawText(document, span) : plainText(document, segment, span));
}

/** Steps from field to subcomponent; at the first level with too few parts, what must be added there and below. */
function locate({ bytes, index }: Hl7Document, segment: Segment, path: Hl7Path): Place {
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
  let span = fieldSpan(index, segment, wantedField);
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
