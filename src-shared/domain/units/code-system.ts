import type { CodeSystem } from './unit-tables.ts';

const loincNames = new Set([
  'LN',
  'LOINC',
  'HTTP://LOINC.ORG',
  '2.16.840.1.113883.6.1',
  'URN:OID:2.16.840.1.113883.6.1',
]);
const nlkNames = new Set([
  ...['NLK', 'NPU', 'NORSK LABORATORIEKODEVERK', '7280', '2.16.578.1.12.4.1.1.7280'],
  ...['URN:OID:2.16.578.1.12.4.1.1.7280', 'HTTP://NPU-TERMINOLOGY.ORG', 'URN:OID:1.2.208.176.2.1', '1.2.208.176.2.1'],
]);

/**
 * The code system by the names, OIDs and addresses it goes by. A code of NLK tells its system by its form, which no other has; one of LOINC only by
 * its check digit, and only where no system is stated. Null for all others.
 */
export function codeSystemOf(stated: string | null, code: string | null): CodeSystem | null {
  const name = (stated ?? '').trim().toUpperCase();
  if (loincNames.has(name)) return 'LOINC';
  if (nlkNames.has(name) || /^(?:NPU|NOR)\d{5}$/.test(code ?? '')) return 'NLK';
  return name === '' && isLoinc(code ?? '') ? 'LOINC' : null;
}

/** Digits, a hyphen and the check digit modulo 10 (Luhn). */
function isLoinc(code: string): boolean {
  const [, digits = '', check] = /^(\d{3,5})-(\d)$/.exec(code) ?? [];
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return check !== undefined && (10 - (sum % 10)) % 10 === Number(check);
}
