import { checkPersonNumber, type PersonNumberKind } from './check-person-number.ts';
import { checkRegisterNumber, type RegisterNumberKind } from './check-register-number.ts';
import type { identifierRules } from './rules/identifier-rules.ts';

export type IdentifierKind = PersonNumberKind | RegisterNumberKind;

/** One finding about a number, without its place. */
export type IdentifierFinding = { rule: keyof typeof identifierRules; params: { kind: string }; reference: string };

/** What a number is called in Norwegian health care, the same in all languages of the console. */
const identifierWords: Record<IdentifierKind, string> = {
  fnr: 'fnr',
  dnr: 'D-nr',
  hnr: 'H-nr',
  fhn: 'FH-nr',
  duf: 'DUF-nr',
  her: 'HER-id',
  orgnr: 'org.nr',
  hpr: 'HPR-nr',
  resh: 'RESH-id',
};

const standard = 'HIS 1001:2010';

const registers: Record<RegisterNumberKind, string> = {
  her: 'NHN Adresseregisteret',
  orgnr: 'Brønnøysundregistrene, organisasjonsnummer',
  hpr: 'Helsepersonellregisteret',
  resh: 'NHN RESH',
};

/** What to say of a number of a person: its faults, that it is of the series for test persons, that it is valid from 2032 only. */
export function findPersonNumberFaults(text: string, stated: PersonNumberKind | null): IdentifierFinding[] {
  const check = checkPersonNumber(text, stated);
  const params = { kind: identifierWords[check.kind] };
  const findings: IdentifierFinding[] = check.faults.map((fault) => ({
    rule: `id.${fault}`,
    params,
    reference: standard,
  }));
  if (check.validUnder === '2032')
    findings.push({ rule: 'id.rule-2032', params, reference: 'Folkeregisteret, fødselsnummer from 2032' });
  if (check.synthetic === 'yes' && check.validUnder !== null)
    findings.push({ rule: 'id.synthetic', params, reference: 'Skatteetaten, Tenor test data' });
  return findings;
}

export function findRegisterNumberFaults(text: string, kind: RegisterNumberKind): IdentifierFinding[] {
  const reference = registers[kind];
  return checkRegisterNumber(text, kind).map((fault) => ({
    rule: `id.${fault}`,
    params: { kind: identifierWords[kind] },
    reference,
  }));
}
