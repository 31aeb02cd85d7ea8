import type { IdentifierFault } from './check-person-number.ts';
import { remainderBy11 } from './control-digits.ts';

/** HER-id (address register), organisation number, number in the register of health personnel, RESH-id (units of the specialist health service). */
export const registerNumberKinds = ['her', 'orgnr', 'hpr', 'resh'] as const;
export type RegisterNumberKind = (typeof registerNumberKinds)[number];

/** Most digits a running number of the register has had; there is no control digit in them. */
const mostDigits = { her: 8, hpr: 9, resh: 8 } as const;
const organisationWeights = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * What is wrong with a number of a register, empty when nothing is. An organisation number has nine digits, begins with 8 or 9 and
 * ends in a control digit; it may be written in groups of three. Source: Brønnøysundregistrene, organisasjonsnummer (modulus 11).
 */
export function checkRegisterNumber(text: string, kind: RegisterNumberKind): IdentifierFault[] {
  const trimmed = text.trim();
  if (kind === 'orgnr')
    return checkOrganisation(trimmed.replace(/^(\d{3})[ \u00a0](\d{3})[ \u00a0](\d{3})$/, '$1$2$3'));
  if (!/^\d+$/.test(trimmed)) return ['characters'];
  return trimmed.length > mostDigits[kind] || Number(trimmed) === 0 ? ['length'] : [];
}

function checkOrganisation(digits: string): IdentifierFault[] {
  if (!/^\d*$/.test(digits)) return ['characters'];
  if (digits.length !== 9) return ['length'];
  return remainderBy11(digits, organisationWeights) === 0 && /^[89]/.test(digits) ? [] : ['control-digit'];
}
