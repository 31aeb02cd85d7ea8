import { valueAt } from '../hl7-document.ts';
import type { Segment } from '../hl7-segment.ts';
import { parseHl7Time } from '../hl7-time.ts';
import { fieldPlace, type MessageScope } from './message-scope.ts';

/** Times of what has happened: none of them can lie ahead. */
const pastTimes: Record<string, readonly number[]> = {
  MSH: [7],
  EVN: [2, 6],
  PID: [7, 29],
  OBR: [7, 14, 22],
  OBX: [14, 19],
  SPM: [18],
};
/** Clocks differ; and a date without a zone may be a day ahead. */
const toleranceMs = 24 * 3_600_000;

type At = { segment: Segment; field: number };

export function checkTimes(scope: MessageScope): void {
  let birth: string | null = null;
  const today = scope.now === null ? '' : new Date(scope.now).toISOString().slice(0, 10).replaceAll('-', '');
  for (const [index, segment] of scope.segments.entries()) {
    const id = scope.ids[index] ?? '';
    if (id === 'PID') birth = dayAt(scope, { segment, field: 7 });
    for (const field of pastTimes[id] ?? []) {
      const at = { segment, field };
      const day = dayAt(scope, at);
      if (day === null) continue;
      // Most days lie behind: only the others are worth the calendar.
      if (day > today && isAhead(scope, at)) tell(scope, 'hl7.time-in-future', at);
      const isOfPatient = id === 'OBR' || id === 'OBX' || id === 'SPM' || (id === 'PID' && field === 29);
      if (isOfPatient && birth !== null && day < birth) tell(scope, 'hl7.before-birth', at);
    }
    if (id === 'PV1') checkVisit(scope, segment);
  }
}

function checkVisit(scope: MessageScope, segment: Segment): void {
  const [admitted, discharged] = [44, 45].map((field) => dayAt(scope, { segment, field }));
  if (admitted && discharged && discharged < admitted)
    tell(scope, 'hl7.discharge-before-admission', { segment, field: 45 });
  const isAdmission = scope.code === 'ADT' && /^A0[1-8]$/.test(scope.trigger ?? '');
  if (isAdmission && valueAt(scope.document, segment, { field: 19 }) === '')
    tell(scope, 'hl7.visit-number-missing', { segment, field: 19 });
}

function tell(
  scope: MessageScope,
  rule: 'hl7.time-in-future' | 'hl7.before-birth' | 'hl7.discharge-before-admission' | 'hl7.visit-number-missing',
  { segment, field }: At,
): void {
  const at = fieldPlace(segment, field);
  scope.report({ rule, at });
}

/** `YYYYMMDD`, null when the value does not name a day. */
function dayAt(scope: MessageScope, { segment, field }: At): string | null {
  if (field > segment.fieldCount) return null;
  return /^\d{8}/.exec(valueAt(scope.document, segment, { field }).trim())?.[0] ?? null;
}

function isAhead(scope: MessageScope, { segment, field }: At): boolean {
  if (scope.now === null) return false;
  const text = valueAt(scope.document, segment, { field }).trim();
  const at = parseHl7Time(text.length === 8 ? `${text}0000` : text, scope.zone);
  return at !== null && at > scope.now + toleranceMs;
}
