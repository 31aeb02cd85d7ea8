import { ownValue } from '../../domain/own-value.ts';
import type { PersonNumberKind } from './check-person-number.ts';
import type { RegisterNumberKind } from './check-register-number.ts';
import { findPersonNumberFaults, findRegisterNumberFaults, type IdentifierFinding } from './find-identifier-faults.ts';
import { holdsNationalNumber } from './identifiers.ts';

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

/** `severity` where it is not that of the rule. */
export type JudgedIdentifier = IdentifierFinding & { severity?: 'warning' };

/**
 * What is wrong with a number.
 * @param words in capitals, what its type and issuer say it is: codes, or OIDs without `urn:oid:`
 * @param isPatient whether it stands where a patient's numbers are: then one that nobody says anything of is judged when it looks like a
 *   national number, with warnings only, for it may be a number of the house
 */
export function judgeIdentifier(text: string, words: readonly string[], isPatient: boolean): JudgedIdentifier[] {
  if (text === '') return [];
  for (const word of words) {
    const person = ownValue(personKinds, word);
    if (person !== undefined) return findPersonNumberFaults(text, person);
    const register = ownValue(registerKinds, word);
    if (register !== undefined) return findRegisterNumberFaults(text, register);
  }
  // A national number by table 0203 may be a D-number too.
  if (words.some((word) => word === 'NNNOR' || word === 'NOR')) return findPersonNumberFaults(text, null);
  if (!isPatient || !/^\d{6} ?\d{5}$/.test(text) || !holdsNationalNumber(text)) return [];
  return findPersonNumberFaults(text, null).map((finding) =>
    finding.rule === 'id.synthetic' || finding.rule === 'id.rule-2032' ? finding : { ...finding, severity: 'warning' },
  );
}
