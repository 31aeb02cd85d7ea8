import type { Hl7Place } from '../../../domain/hl7-dictionary.ts';
import type { Span } from '../../format.ts';
import { rawText } from '../hl7-document.ts';
import { splitSpan } from '../hl7-index.ts';
import type { Segment } from '../hl7-segment.ts';
import { checkIdentifierField } from './check-identifier-field.ts';
import { checkValue } from './check-value.ts';
import { fieldPlace, isValued, type MessageScope, type PlaceInMessage } from './message-scope.ts';

/** What every version asks for in the segments of every day; used where no dictionary is at hand, and for the header always. */
const requiredAlways: Record<string, readonly number[]> = {
  MSH: [9, 10, 11, 12],
  MSA: [1, 2],
  PID: [3, 5],
  OBR: [4],
  OBX: [3],
};

/** Each field of each segment: is it there when it must be, may it be there, does its value fit. */
export function checkFields(scope: MessageScope): void {
  for (const [index, segment] of scope.segments.entries()) {
    const id = scope.ids[index] ?? '';
    const entry = scope.dictionary?.segment(id) ?? null;
    if (entry === null) checkWithoutDictionary(scope, segment, id);
    const last = entry === null ? 0 : Math.max(entry.fields.length, segment.fieldCount);
    for (let field = segment.isHeader ? 3 : 1; field <= last; field += 1)
      checkField(scope, { segment, id, field }, entry?.fields[field - 1] ?? null);
  }
}

type FieldAt = { segment: Segment; id: string; field: number };

function checkField(scope: MessageScope, { segment, id, field }: FieldAt, place: Hl7Place | null): void {
  const span = segment.fieldSpan(field);
  const isEmpty = span === null || span[0] === span[1];
  if (isEmpty) {
    if (place?.usage === 'R' || requiredAlways[id]?.includes(field)) reportMissing(scope, segment, field);
    return;
  }
  const at = fieldPlace(segment, field);
  if (place === null) scope.report({ rule: 'hl7.field-unknown', at });
  else {
    if (place.usage === 'W' || place.usage === 'X') scope.report({ rule: 'hl7.field-withdrawn', at });
    checkRepetitions(scope, at, place);
  }
}

function checkRepetitions(scope: MessageScope, at: PlaceInMessage, place: Hl7Place): void {
  const { document } = scope;
  const spans = splitSpan(document.bytes, at.span, at.segment.separators.repetition);
  const limit = place.maxRepetitions;
  if (limit !== null && limit > 0 && spans.length > limit) {
    const over: PlaceInMessage = { ...at, repetition: limit + 1, span: spans[limit] ?? at.span };
    const params = { limit, found: spans.length };
    scope.report({ rule: 'hl7.repetitions', at: over, params });
  }
  // A field that may not repeat at all is often text with a separator in it that was not escaped.
  for (const [index, span] of spans.entries()) {
    const repetition: PlaceInMessage = { ...at, repetition: index + 1, span };
    checkLength(scope, repetition, place);
    checkValue(scope, repetition, place);
    checkIdentifierField(scope, repetition, place.dataType);
  }
}

/** From 2.7 on these have a length that is meant; others only one that a receiver must at least keep (HL7 v2.7 chapter 2, 2.5.5). */
const measuredTypes = new Set(['ID', 'SI', 'DT', 'TM', 'DTM']);

/** Until 2.6 all lengths were meant, though rarely kept. */
function isLengthMeant(
  { version }: MessageScope,
  { segment, field }: PlaceInMessage,
  dataType: string | null,
): boolean {
  return isBefore27(version) || measuredTypes.has(dataType ?? '') || (segment.isHeader && field === 10);
}

function checkLength(scope: MessageScope, at: PlaceInMessage, place: Hl7Place): void {
  const { maxLength } = place;
  if (maxLength === null || lengthOf(at.span) <= maxLength || !isLengthMeant(scope, at, place.dataType)) return;
  if (place.dataType === 'ED' || rawText(scope.document, at.span).length <= maxLength) return;
  scope.report({ rule: 'hl7.too-long', at, params: { limit: maxLength } });
}

function checkWithoutDictionary(scope: MessageScope, segment: Segment, id: string): void {
  for (const field of requiredAlways[id] ?? []) if (!isValued(segment, field)) reportMissing(scope, segment, field);
  if (id !== 'PID' && id !== 'MRG') return;
  for (let field = 1; field <= segment.fieldCount; field += 1) {
    const at = fieldPlace(segment, field);
    const spans = splitSpan(scope.document.bytes, at.span, segment.separators.repetition);
    for (const [index, span] of spans.entries())
      checkIdentifierField(scope, { ...at, repetition: index + 1, span }, null);
  }
}

export function reportMissing(scope: MessageScope, segment: Segment, field: number): void {
  const at = fieldPlace(segment, field);
  const params = { place: `${segment.id.toUpperCase()}-${field}` };
  scope.report({ rule: 'hl7.field-missing', at, params });
}

function isBefore27(version: string): boolean {
  return /^2\.[1-6](?:\D|$)/.test(version);
}

function lengthOf([start, end]: Span): number {
  return end - start;
}
