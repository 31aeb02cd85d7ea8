import { checkPersonNumber, type PersonNumberCheck } from '../../../src-shared/formats/shared/check-person-number.ts';

/** What somebody typed into the one box. `person` null = it has not the form of a person's number. */
export type AskedNumber = { text: string; person: PersonNumberCheck | null };

/** Scanners put a star around a code, people a blank into a number. */
export function numberOf(typed: string): AskedNumber {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/^\*(.+)\*$/, '$1')
    .trim();
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (!/^\d{11}$/.test(digits)) return { text, person: null };
  return { text: digits, person: checkPersonNumber(digits) };
}
