import { ownValue } from '../../../domain/own-value.ts';
import { judgeIdentifier } from '../../shared/judge-identifier.ts';
import { regroupDigits } from '../../shared/regroup-digits.ts';
import { splitSpan } from '../hl7-index.ts';
import { calculateCheckDigit } from './check-digit.ts';
import { type MessageScope, type PlaceInMessage, pathOf, readText } from './message-scope.ts';

type Layout = { number: readonly number[]; authority: number; type: number; digit: number };

/** Components that hold number, issuer, kind and check digit, its scheme being the next (HL7 v2.5.1 2A.14, 2A.86, 2A.88). */
const layouts: Record<string, Layout> = {
  CX: { number: [1], authority: 4, type: 5, digit: 2 },
  CK: { number: [1], authority: 4, type: 5, digit: 2 },
  XCN: { number: [1], authority: 9, type: 13, digit: 11 },
  XON: { number: [10, 3], authority: 6, type: 7, digit: 4 },
};

/** Fields that hold numbers of the patient in every version, whatever their data type there. */
const patientFields: Record<string, readonly number[]> = { PID: [2, 3, 4, 19], MRG: [1, 2, 4] };

/**
 * A Norwegian number by what its type or issuer says it is; in the patient's fields also one that nobody says anything of,
 * when it looks like one: then only with warnings, for it may be a number of the house.
 */
export function checkIdentifierField(scope: MessageScope, at: PlaceInMessage, dataType: string | null): void {
  if (at.span[1] - at.span[0] < 3) return;
  const isPatient = isPatientField(at);
  const layout = ownValue(layouts, dataType ?? '') ?? (isPatient ? layouts.CX : undefined);
  if (layout === undefined) return;
  const parts = splitSpan(scope.document.bytes, at.span, at.segment.separators.component);
  const partAt = (component: number): PlaceInMessage | null => {
    const span = parts[component - 1];
    return span === undefined || span[0] === span[1] ? null : { ...at, component, span };
  };
  const number = layout.number.map(partAt).find((part) => part !== null) ?? null;
  if (number === null) return;
  const text = readText(scope.document, number).trim();
  if (text === '""') return;
  const words = [partAt(layout.type), partAt(layout.authority)].flatMap((part) => wordsOf(scope, part));
  const digits = regroupDigits(text, (regrouped) => judgeIdentifier(regrouped, words, isPatient));
  for (const finding of judgeIdentifier(text, words, isPatient)) {
    const isRegrouped = finding.rule === 'id.characters' && digits !== null;
    const fix = isRegrouped ? [{ path: pathOf(scope.document, number), text: digits }] : null;
    scope.report({ at: number, ...finding, fix });
  }
  checkDigit(scope, text, [partAt(layout.digit), partAt(layout.digit + 1)]);
}

/** Some write the digit at the end of the number too; both ways are taken. */
function checkDigit(scope: MessageScope, number: string, parts: readonly (PlaceInMessage | null)[]): void {
  const [digit, scheme] = parts;
  if (!digit || !scheme) return;
  const [stated, method] = [readText(scope.document, digit).trim(), readText(scope.document, scheme).trim()];
  const expected = calculateCheckDigit(number, method);
  if (expected === null || expected === stated || stated === '""') return;
  const isRepeated = number.endsWith(stated) && calculateCheckDigit(number.slice(0, -stated.length), method) === stated;
  if (!isRepeated)
    scope.report({ rule: 'hl7.check-digit', at: digit, params: { scheme: method }, reference: 'HL7 table 0061' });
}

/** The field first: most are none of these, and the id of a segment is read from its bytes. */
function isPatientField({ field, segment }: PlaceInMessage): boolean {
  return field !== null && field <= 19 && patientFields[segment.id.toUpperCase()]?.includes(field) === true;
}

function wordsOf(scope: MessageScope, part: PlaceInMessage | null): string[] {
  if (part === null) return [];
  const { bytes } = scope.document;
  return splitSpan(bytes, part.span, part.segment.separators.subcomponent).map((span) =>
    readText(scope.document, { ...part, span })
      .trim()
      .toUpperCase(),
  );
}
