import { remainderBy11 } from './control-digits.ts';

/** Norwegian national number, D-, H- (of one hospital) and FH-number (common emergency number), DUF number (asylum seekers). */
export const personNumberKinds = ['fnr', 'dnr', 'hnr', 'fhn', 'duf'] as const;
export type PersonNumberKind = (typeof personNumberKinds)[number];

/** `kind`: the number is one of another kind than it is said to be. Such a number may be right in itself. */
export type IdentifierFault = 'length' | 'characters' | 'date' | 'control-digit' | 'kind';

/**
 * What is known of a number; never the number.
 * `kind` by its digits, that said to it when they do not tell. `validUnder`: *2032* = only under the rule for numbers given from
 * 1 January 2032; null = under none. `synthetic` *possible*: of a series that is used for test persons and for others.
 */
export type PersonNumberCheck = {
  kind: PersonNumberKind;
  validUnder: 'today' | '2032' | null;
  synthetic: 'no' | 'possible' | 'yes';
  faults: IdentifierFault[];
};

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * A number of a person, written with or without a blank after the sixth digit.
 * @param stated what it is said to be by its type or issuer; null = nothing is said
 * Source: HIS 1001:2010 section 4; Skatteetaten on the number from 2032 (first control digit with remainder 0 to 3).
 */
export function checkPersonNumber(text: string, stated: PersonNumberKind | null = null): PersonNumberCheck {
  const digits = text.trim().replace(/^(\d{6})[ \u00a0-](\d{5})$/, '$1$2');
  const fallback = { kind: stated ?? ('fnr' as const), validUnder: null, synthetic: 'no' as const };
  if (!/^\d*$/.test(digits)) return { ...fallback, faults: ['characters'] };
  if (stated === 'duf' && digits.length === 12) return { ...fallback, validUnder: 'today', faults: [] };
  if (digits.length !== 11) return { ...fallback, faults: ['length'] };
  const found = checkElevenDigits(digits);
  return stated === null || stated === found.kind ? found : { ...found, faults: [...found.faults, 'kind'] };
}

function checkElevenDigits(digits: string): PersonNumberCheck {
  const { kind, synthetic, month } = readShape(digits);
  const first = remainderBy11(digits, firstWeights);
  const isSecondRight = remainderBy11(digits, secondWeights) === 0;
  const faults: IdentifierFault[] = [];
  if (kind !== 'fhn' && !isRealDate(digits, month)) faults.push('date');
  const isRelaxed = (kind === 'fnr' || kind === 'dnr') && first <= 3;
  if (!isSecondRight || (first !== 0 && !isRelaxed)) faults.push('control-digit');
  return { kind, synthetic, faults, validUnder: faults.length > 0 ? null : first === 0 ? 'today' : '2032' };
}

/** Kind, series and true month by the first and third digit, in the order of HIS 1001. */
function readShape(digits: string): Pick<PersonNumberCheck, 'kind' | 'synthetic'> & { month: number } {
  const first = Number(digits[0]);
  const month = Number(digits.slice(2, 4));
  if (first >= 8) return { kind: 'fhn', synthetic: 'no', month: 0 };
  const kind = first >= 4 ? 'dnr' : 'fnr';
  if (month > 80) return { kind, synthetic: 'yes', month: month - 80 };
  if (month > 65) return { kind, synthetic: 'yes', month: month - 65 };
  if (month <= 40) return { kind, synthetic: 'no', month };
  return kind === 'dnr'
    ? { kind, synthetic: 'yes', month: month - 40 }
    : { kind: 'hnr', synthetic: 'possible', month: month - 40 };
}

/** In any century: what the individual number says of it holds for the numbers given until 2031 only, and not for all test persons. */
function isRealDate(digits: string, month: number): boolean {
  const day = Number(digits.slice(0, 2)) % 40;
  const year = Number(digits.slice(4, 6));
  return [1800, 1900, 2000].some((start) => isDay({ year: start + year, month, day }));
}

function isDay({ year, month, day }: { year: number; month: number; day: number }): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1;
}
