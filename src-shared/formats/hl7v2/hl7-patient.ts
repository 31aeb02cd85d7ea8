import type { MessageSummary, PatientIdKind } from '../format.ts';
import { checkPersonNumber } from '../shared/check-person-number.ts';
import { findSegments, type Hl7Document, repetitionSpans, valueAt } from './hl7-document.ts';
import type { Segment } from './hl7-segment.ts';

/** What an identifier is called in CX.5 or by its issuer in CX.4. */
const kindWords: Record<string, PatientIdKind> = {
  FNR: 'fnr',
  FODSELSNUMMER: 'fnr',
  DNR: 'dnr',
  HNR: 'hnr',
  FHN: 'fhn',
  DUF: 'duf',
  '2.16.578.1.12.4.1.4.1': 'fnr',
  '2.16.578.1.12.4.1.4.2': 'dnr',
};

/** The first patient's number: a national one before any other, PID-3 before the older fields. Null when there is none. */
export function readHl7Patient(document: Hl7Document): MessageSummary['patient'] {
  const [patient] = findSegments(document, 'PID');
  if (patient === undefined) return null;
  const numbers = [3, 19, 2, 4].flatMap((field) => readNumbers(document, patient, field));
  return numbers.find(({ kind }) => kind !== 'id') ?? numbers[0] ?? null;
}

function readNumbers(document: Hl7Document, segment: Segment, field: number): NonNullable<MessageSummary['patient']>[] {
  return repetitionSpans(document, segment, field).flatMap((_, index) => {
    const read = (component: number, subcomponent = 1) =>
      valueAt(document, segment, { field, repetition: index + 1, component, subcomponent }).trim();
    const value = read(1);
    if (value === '') return [];
    const words = [read(5), read(4), read(4, 2)].map((word) => kindWords[word.toUpperCase()]);
    return [{ value, kind: words.find((kind) => kind !== undefined) ?? kindByDigits(value) }];
  });
}

/** A number of eleven digits whose control digits are right is one of a person, whoever issued it. */
function kindByDigits(value: string): PatientIdKind {
  const { kind, validUnder } = checkPersonNumber(value);
  return validUnder === null ? 'id' : kind;
}
