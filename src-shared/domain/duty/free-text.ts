import { holdsNationalNumber } from '../../formats/shared/identifiers.ts';
import { AppError } from '../app-error.ts';

/** A line of a message pasted whole: a segment of HL7 v2, or markup of an HL7 or KITH document. */
const pasted = /^[A-Z][A-Z0-9]{2}\|/m;
const markup = /<\/?[A-Za-z][\w:.-]*(\s[^<>]*)?>/;

/**
 * People's words about an incident are kept for years and read by many: no number of a person and nothing pasted from a message is taken.
 * @throws AppError BAD_INPUT `duty.refused.personNumber`, `duty.refused.pasted`
 */
export function requireNoContent(...texts: readonly (string | null)[]): void {
  for (const text of texts) {
    if (text === null) continue;
    if (holdsNationalNumber(text)) throw refusal('personNumber');
    if (pasted.test(text) || markup.test(text)) throw refusal('pasted');
  }
}

function refusal(name: 'personNumber' | 'pasted'): AppError {
  return new AppError('BAD_INPUT', 'The text holds something of a message or of a person.', {
    messageKey: `duty.refused.${name}`,
  });
}
