import Fraction from 'fraction.js';
import { type WrittenNumber, writeFactor, writeRounded, writeSignificant } from './exact-decimal.ts';
import type { UnitReading } from './read-ucum.ts';
import type { UnitReason } from './unit-reasons.ts';
import type { AnalyteRow, CodeRow } from './unit-tables.ts';

/**
 * How the unit found stands to the one asked for. `unknown_code`: nothing says which unit is asked for. `value_suspicious` and
 * `range_and_unit_disagree` only where the unit itself is in order: the label is likely wrong.
 */
export const unitJudgements = [
  'same',
  'same_written_otherwise',
  'convertible',
  'convertible_molar',
  'affine',
  'needs_analyte_knowledge',
  'not_convertible',
  'unknown_unit',
  'missing_unit',
  'code_and_unit_disagree',
  'value_suspicious',
  'range_and_unit_disagree',
  'unknown_code',
] as const;
export type UnitJudgement = (typeof unitJudgements)[number];

/** The number found times `multiply`, plus `add`, is the number asked for; both exact. `formula` with `x` for the number found. */
export type Conversion = { multiply: Fraction; add: Fraction; formula: string };

/**
 * `ucum`: the unit found, null where it cannot be read. `expected`: null where nothing asks for one; `written` as senders write it. `conversion`: null =
 * refused, and `reasons` say why.
 */
export type JudgedUnit = {
  judgement: UnitJudgement;
  ucum: string | null;
  expected: { written: string; ucum: string | null; basis: CodeRow['basis'] | 'given' } | null;
  conversion: Conversion | null;
  reasons: readonly UnitReason[];
  code: CodeRow | null;
  analyte: AnalyteRow | null;
};

const zero = new Fraction(0);

export function timesFactor(multiply: Fraction): Conversion {
  return { multiply, add: zero, formula: multiply.equals(1) ? 'x' : `x * ${writeFactor(multiply)}` };
}

/** From one scale to another that may have its zero elsewhere. */
export function betweenScales(found: UnitReading, expected: UnitReading): Conversion {
  const multiply = found.factor.div(expected.factor);
  const add = (found.offset ?? zero).sub(expected.offset ?? zero).div(expected.factor);
  if (add.equals(0)) return timesFactor(multiply);
  const sign = add.s < 0n ? '-' : '+';
  const factor = multiply.equals(1) ? 'x' : `x * ${writeFactor(multiply)}`;
  return { multiply, add, formula: `${factor} ${sign} ${writeFactor(add.abs())}` };
}

/** Exact. */
export function applyConversion(value: Fraction, { multiply, add }: Conversion): Fraction {
  return value.mul(multiply).add(add);
}

/**
 * The converted number by as many significant digits as the source has: no more is known, and no fewer are given. Of a number with one digit two, so that
 * rounding does not move it; with an offset by steps about as wide as those of the source.
 */
export function writeConverted(source: WrittenNumber, conversion: Conversion): string {
  const value = applyConversion(source.value, conversion);
  if (!conversion.add.equals(0)) {
    const stepSize = Math.log10(Math.abs(conversion.multiply.valueOf())) - source.decimals;
    return writeRounded(value, Math.max(0, Math.round(-stepSize)));
  }
  if (value.equals(0)) return '0';
  const isShift = /^10*$/.test(conversion.multiply.n.toString()) && /^10*$/.test(conversion.multiply.d.toString());
  return writeSignificant(value, isShift ? source.digits : Math.max(2, source.digits));
}
