import Fraction from 'fraction.js';
import type { ConversionRule, ConversionTest } from './conversion-rule.ts';
import { readNumber } from './exact-decimal.ts';
import { type Conversion, type JudgedUnit, writeConverted } from './unit-judgement.ts';

/** A whole fraction as rules keep it: `n/d`. */
export function writeFraction(value: Fraction): string {
  return `${value.s * value.n}/${value.d}`;
}

/** The exact conversion of a rule. */
export function conversionOf({
  multiply,
  add,
  formula,
}: Pick<ConversionRule, 'multiply' | 'add' | 'formula'>): Conversion {
  return { multiply: new Fraction(multiply), add: new Fraction(add), formula };
}

/** Whether what the tables and the site say today still is what was approved. */
export function isSameConversion(rule: Pick<ConversionRule, 'multiply' | 'add'>, judged: JudgedUnit): boolean {
  const { conversion } = judged;
  return (
    conversion !== null &&
    writeFraction(conversion.multiply) === rule.multiply &&
    writeFraction(conversion.add) === rule.add
  );
}

/** The number with the digits of the source and its decimal sign; null when it is no number. Exponents are refused: their digits are not certain. */
export function convertText(written: string, conversion: Conversion): string | null {
  const number = /[eE]/.test(written) ? null : readNumber(written);
  if (number === null) return null;
  const converted = writeConverted(number, conversion);
  return written.includes(',') ? converted.replace('.', ',') : converted;
}

/** The first test that does not come out as it says, with what comes out; null = all do. */
export function failingTest(
  tests: readonly ConversionTest[],
  conversion: Conversion,
): { row: number; given: string; comes: string } | null {
  for (const [index, { before, after }] of tests.entries()) {
    const comes = convertText(before, conversion);
    if (comes !== after) return { row: index + 1, given: before, comes: comes ?? '–' };
  }
  return null;
}
