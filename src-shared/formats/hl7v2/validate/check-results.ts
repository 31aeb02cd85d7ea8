import type { Span } from '../../format.ts';
import type { ProblemRule } from '../../shared/problem.ts';
import { plainText, repetitionSpans } from '../hl7-document.ts';
import { splitSpan } from '../hl7-index.ts';
import type { Segment } from '../hl7-segment.ts';
import { reportMissing } from './check-fields.ts';
import { checkNumber, checkPrimitive } from './check-text-types.ts';
import { fieldPlace, isValued, type MessageScope, readCode } from './message-scope.ts';

/** OBX-5 against the type in OBX-2, and the status of results and reports. */
export function checkResults(scope: MessageScope): void {
  const isResult = scope.code === 'ORU';
  for (const [index, segment] of scope.segments.entries()) {
    const id = scope.ids[index] ?? '';
    if (id === 'OBR' && isResult && !isValued(segment, 25)) tellStatus(scope, segment, 25);
    if (id !== 'OBX') continue;
    // Where the dictionary asks for it, it has been told.
    const isAsked = scope.dictionary?.field('OBX', 11)?.usage === 'R';
    if (isResult && !isAsked && !isValued(segment, 11)) reportMissing(scope, segment, 11);
    checkResult(scope, segment);
  }
}

function tellStatus(scope: MessageScope, segment: Segment, field: number): void {
  const at = fieldPlace(segment, field);
  scope.report({ rule: 'hl7.report-status-missing', at });
}

function checkResult(scope: MessageScope, segment: Segment): void {
  const { document } = scope;
  if (!isValued(segment, 5)) return;
  const type = readCode(document, segment, 2);
  if (type === null) {
    const at = fieldPlace(segment, 2);
    scope.report({ rule: 'hl7.value-type-missing', at });
    return;
  }
  const place = fieldPlace(segment, 5);
  const spans = repetitionSpans(document, segment, 5);
  for (const [index, span] of spans.entries()) {
    const rule = checkTypedValue(scope, segment, { type, span });
    const at = { ...place, span, repetition: index + 1 };
    if (rule !== null) scope.report({ rule, at });
  }
}

const coded = new Set(['CE', 'CWE', 'CNE', 'CF']);
const comparators = new Set(['', '>', '<', '>=', '<=', '=', '<>']);

function checkTypedValue(
  { document }: MessageScope,
  segment: Segment,
  { type, span }: { type: string; span: Span },
): ProblemRule | null {
  // Documents and prose are any text, and may be large.
  const isRead = coded.has(type) || type === 'SN' || ['NM', 'DT', 'TM', 'TS', 'DTM', 'SI'].includes(type);
  if (!isRead) return null;
  const parts = splitSpan(document.bytes, span, segment.separators.component).map((part) =>
    plainText(document, segment, part).trim(),
  );
  const [first = '', second = ''] = parts;
  if (parts.length === 1 && (first === '' || first === '""')) return null;
  if (type === 'SN') return checkStructuredNumber(parts);
  if (coded.has(type)) return first === '' && second === '' && parts.length < 4 ? 'hl7.coded-value-empty' : null;
  if (parts.length > 1 && type !== 'TS') return 'hl7.value-parts';
  return checkPrimitive(type, first);
}

/** Comparator, number, separator (or suffix), number. HL7 v2.5.1 2A.70. */
function checkStructuredNumber([
  comparator = '',
  first = '',
  separator = '',
  second = '',
]: string[]): ProblemRule | null {
  if (!comparators.has(comparator)) return 'hl7.structured-number';
  const broken = [first, second].filter((part) => part !== '').map(checkNumber);
  if (broken.includes('hl7.decimal-comma')) return 'hl7.decimal-comma';
  const isOdd = broken.some((rule) => rule !== null) || first === '' || (second !== '' && separator === '');
  return isOdd ? 'hl7.structured-number' : null;
}
