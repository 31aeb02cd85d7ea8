import type { MaskKind } from '../format.ts';

/**
 * Eleven digits, also written 6 + 5, that can be a Norwegian national or D-number: day (+40 for D-numbers) and month (+40 and +80, and both with 20
 * more or less, for synthetic persons) are possible. Control digits are not tested: a mistyped number names somebody too.
 */
const nationalNumber = /(?<!\d)(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2]|[2-9]\d)\d{2}[ \u00a0.-]?\d{5}(?!\d)/;

export function holdsNationalNumber(text: string): boolean {
  return nationalNumber.test(text);
}

/** `fnr`, `dnr` or, for any other identifier, `id`. */
export function identifierKind(text: string): MaskKind {
  const match = nationalNumber.exec(text);
  if (match === null) return 'id';
  return Number(match[0][0]) >= 4 ? 'dnr' : 'fnr';
}
