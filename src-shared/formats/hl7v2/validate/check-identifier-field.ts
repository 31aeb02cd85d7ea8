import { judgeIdentifier } from '../../shared/judge-identifier.ts';
import { splitSpan } from '../hl7-index.ts';
import { type MessageScope, type PlaceInMessage, readText } from './message-scope.ts';

type Layout = { number: readonly number[]; authority: number; type: number };

/** Components that hold number, issuer and kind (HL7 v2.5.1 2A.14, 2A.86, 2A.88). */
const layouts: Record<string, Layout> = {
  CX: { number: [1], authority: 4, type: 5 },
  CK: { number: [1], authority: 4, type: 5 },
  XCN: { number: [1], authority: 9, type: 13 },
  XON: { number: [10, 3], authority: 6, type: 7 },
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
  const layout = layouts[dataType ?? ''] ?? (isPatient ? layouts.CX : undefined);
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
  for (const finding of judgeIdentifier(text, words, isPatient)) scope.report({ at: number, ...finding });
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
