import type { PersonNumberKind } from '../../shared/check-person-number.ts';
import type { RegisterNumberKind } from '../../shared/check-register-number.ts';
import {
  findPersonNumberFaults,
  findRegisterNumberFaults,
  type IdentifierFinding,
} from '../../shared/find-identifier-faults.ts';
import { holdsNationalNumber } from '../../shared/identifiers.ts';
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

/** Words of HL7 table 0203 and those in use in Norway, and OIDs below 2.16.578.1.12.4.1. */
const personKinds: Record<string, PersonNumberKind> = {
  FNR: 'fnr',
  FØDSELSNUMMER: 'fnr',
  '2.16.578.1.12.4.1.4.1': 'fnr',
  DNR: 'dnr',
  '2.16.578.1.12.4.1.4.2': 'dnr',
  HNR: 'hnr',
  FHN: 'fhn',
  '2.16.578.1.12.4.1.4.3': 'fhn',
  DUF: 'duf',
  '2.16.578.1.12.4.1.4.5': 'duf',
};
const registerKinds: Record<string, RegisterNumberKind> = {
  HPR: 'hpr',
  '2.16.578.1.12.4.1.4.4': 'hpr',
  HER: 'her',
  '2.16.578.1.12.4.1.2': 'her',
  ENH: 'orgnr',
  ORGNR: 'orgnr',
  '2.16.578.1.12.4.1.4.101': 'orgnr',
  RSH: 'resh',
  RESH: 'resh',
  '2.16.578.1.12.4.1.4.102': 'resh',
};

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
  const words = [partAt(layout.type), partAt(layout.authority)].flatMap((part) => wordsOf(scope, part));
  for (const finding of judge(readText(scope.document, number).trim(), words, isPatient))
    scope.report({ at: number, ...finding });
}

/** The field first: most are none of these, and the id of a segment is read from its bytes. */
function isPatientField({ field, segment }: PlaceInMessage): boolean {
  return field !== null && field <= 19 && patientFields[segment.id.toUpperCase()]?.includes(field) === true;
}

type Judged = IdentifierFinding & { severity?: 'warning' };

function judge(text: string, words: readonly string[], isPatient: boolean): Judged[] {
  if (text === '' || text === '""') return [];
  for (const word of words) {
    const person = personKinds[word];
    if (person !== undefined) return findPersonNumberFaults(text, person);
    const register = registerKinds[word];
    if (register !== undefined) return findRegisterNumberFaults(text, register);
  }
  // A national number by table 0203 may be a D-number too.
  if (words.some((word) => word === 'NNNOR' || word === 'NOR')) return findPersonNumberFaults(text, null);
  if (!isPatient || !/^\d{6} ?\d{5}$/.test(text) || !holdsNationalNumber(text)) return [];
  return findPersonNumberFaults(text, null).map((finding) =>
    finding.rule === 'id.synthetic' || finding.rule === 'id.rule-2032' ? finding : { ...finding, severity: 'warning' },
  );
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
