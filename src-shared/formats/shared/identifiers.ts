import type { MaskKind } from '../format.ts';
import { checkPersonNumber } from './check-person-number.ts';

/**
 * Eleven digits, also written 6 + 5, that can be a Norwegian national, D- or H-number: day (+40 for D-numbers) and month (+40 and +80, and both with 20
 * more or less, for H-numbers and synthetic persons) are possible. Control digits are not tested: a mistyped number names somebody too.
 */
const nationalNumber = /(?<!\d)(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2]|[2-9]\d)\d{2}[ \u00a0.-]?\d{5}(?!\d)/;
/** The shape of an FH-number is that of many a number: there the control digits must be right. */
const emergencyNumber = /(?<!\d)[89]\d{10}(?!\d)/g;

const numberLength = 11;

export function holdsNationalNumber(text: string): boolean {
  if (text.length < numberLength) return false;
  return nationalNumber.test(text) || findEmergencyNumber(text);
}

/** `fnr`, `dnr`, `hnr`, `fhn` or, for any other identifier, `id`. */
export function identifierKind(text: string): MaskKind {
  const match = nationalNumber.exec(text);
  if (match === null) return findEmergencyNumber(text) ? 'fhn' : 'id';
  const { kind } = checkPersonNumber(match[0].replace(/\D/g, ''));
  return kind === 'duf' ? 'id' : kind;
}

function findEmergencyNumber(text: string): boolean {
  // What is not there is found out without an iterator.
  if (text.search(emergencyNumber) < 0) return false;
  for (const [number] of text.matchAll(emergencyNumber)) if (checkPersonNumber(number).validUnder !== null) return true;
  return false;
}
