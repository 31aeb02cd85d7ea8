import { holdsNationalNumber } from '../../formats/shared/identifiers.ts';
import { readSearch } from './read-search.ts';
import type { SearchFieldName } from './search-fields.ts';
import type { SearchQuery, SearchTerm } from './search-query.ts';

/** Fields that name systems, times and states. Free text may be a name; numbers of patients and orders, and places of a message, name somebody. */
const impersonal: ReadonlySet<string> = new Set<SearchFieldName>([
  'channel',
  'connector',
  'engine',
  'id',
  'type',
  'sender',
  'receiver',
  'target',
  'group',
  'error',
  'status',
  'urgent',
  'age',
  'time',
]);

/**
 * Whether a search may stand where others can read it: in an address, a history, a list of recent searches. No guess at what is a name is made:
 * whatever a person may have written about somebody is private, and so is what cannot be read.
 */
export function isImpersonal(text: string): boolean {
  const reading = readSearch(text);
  return reading.kind === 'read' && (reading.query === null || termsOf(reading.query).every(isImpersonalTerm));
}

/** Whether a search names a patient by number, as far as its form tells: such a one is kept nowhere. */
export function holdsPatientNumber(text: string): boolean {
  const reading = readSearch(text);
  if (reading.kind === 'fault' || holdsNationalNumber(text)) return true;
  return (
    reading.query !== null && termsOf(reading.query).some(({ field }) => field !== null && patientField.test(field))
  );
}

/** `patient:`, and the places of HL7 segments that are about the patient and who is near to him. */
const patientField = /^(?:patient$|(?:PID|PD1|NK1|MRG|GT1|IN[123]|ARV|IAM)\b|.*(?:patient|fnr|pasient|person))/i;

function isImpersonalTerm({ field, value }: SearchTerm): boolean {
  return field !== null && impersonal.has(field) && !holdsNationalNumber(value);
}

/** Every term of a question, whatever joins them. */
export function termsOf(query: SearchQuery): SearchTerm[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(termsOf);
    case 'not':
      return termsOf(query.part);
    case 'term':
      return [query];
    default:
      return query satisfies never;
  }
}
