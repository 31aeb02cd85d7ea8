import Fraction from 'fraction.js';
import { type Ratio, type WrittenNumber, writeFactor, writeRounded, writeSignificant } from './exact-decimal.ts';
import type { UnitReading } from './read-ucum.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import type { UnitReason } from './unit-reasons.ts';
import type { AnalyteRow, CodeRow } from './unit-tables.ts';

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
export function writeConverted(source: WrittenNumber, { multiply, add }: Conversion): string {
  const value = convertRatio(source, multiply, add);
  if (add.n !== 0n) {
    const stepSize = Math.log10(Math.abs(multiply.valueOf())) - source.decimals;
    return writeRounded(value, Math.max(0, Math.round(-stepSize)));
  }
  const isShift = isPowerOfTen(multiply.n) && isPowerOfTen(multiply.d);
  return writeSignificant(value, isShift ? source.digits : Math.max(2, source.digits));
}

/** By whole numbers alone: fractions in lowest terms cost a common divisor for each value. */
function convertRatio({ scaled, decimals }: WrittenNumber, multiply: Fraction, add: Fraction): Ratio {
  const power = 10n ** BigInt(Math.abs(decimals));
  const above = scaled * multiply.s * multiply.n * (decimals < 0 ? power : 1n);
  const below = multiply.d * (decimals < 0 ? 1n : power);
  if (add.n === 0n) return { above, below };
  return { above: above * add.d + add.s * add.n * below, below: below * add.d };
}

function isPowerOfTen(value: bigint): boolean {
  return value === 1n || (value % 10n === 0n && /^10*$/.test(value.toString()));
}
