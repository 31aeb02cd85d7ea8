import Fraction from 'fraction.js';

/** A number as written: `scaled` times ten to the power of minus `decimals`. `digits`: significant ones, closing zeros counted. */
export type WrittenNumber = { scaled: bigint; decimals: number; digits: number };

const number = /^([+-]?)(\d{0,40})(?:[.,](\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a decimal number exactly; a comma is the decimal sign, as Norwegian laboratories write it. Null for all else. */
export function readNumber(text: string): WrittenNumber | null {
  const match = number.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = '', part = '', exponent] = match;
  const all = whole + part;
  if (all === '') return null;
  let leading = 0;
  while (leading < all.length - 1 && all[leading] === '0') leading += 1;
  const scaled = BigInt(sign === '-' ? `-${all}` : all);
  return { scaled, decimals: part.length - Number(exponent ?? 0), digits: all.length - leading };
}

export function toFraction({ scaled, decimals }: WrittenNumber): Fraction {
  return new Fraction(scaled).mul(powerOfTen(-decimals));
}

export function powerOfTen(exponent: number): Fraction {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? new Fraction(1n, power) : new Fraction(power);
}

/** A ratio of whole numbers, not brought to lowest terms; `below` above 0. What values are multiplied in: it needs no common divisors. */
export type Ratio = { above: bigint; below: bigint };

export function toRatio(value: Fraction): Ratio {
  return { above: value.s * value.n, below: value.d };
}

/** Rounded half away from zero. @param decimals negative for tens and hundreds @returns plain digits, no exponent */
export function writeRounded({ above, below }: Ratio, decimals: number): string {
  const isNegative = above < 0n;
  const size = isNegative ? -above : above;
  const [top, bottom] =
    decimals < 0 ? [size, below * 10n ** BigInt(-decimals)] : [size * 10n ** BigInt(decimals), below];
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  const whole = decimals < 0 ? rounded * 10n ** BigInt(-decimals) : rounded;
  const digits = whole.toString().padStart(Math.max(0, decimals) + 1, '0');
  const text = decimals <= 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return isNegative && rounded !== 0n ? `-${text}` : text;
}

/** @param digits significant ones, at least 1 */
export function writeSignificant(value: Ratio, digits: number): string {
  if (value.above === 0n) return '0';
  const exponent = exponentOf(value);
  const text = writeRounded(value, digits - 1 - exponent);
  // 9.96 becomes 10.0 by two digits: one more than asked for.
  return firstDigitOf(text) === exponent ? text : writeRounded(value, digits - 2 - exponent);
}

/** All digits where they end, else null: 1/3 has no last one. */
export function writeExact(value: Fraction): string | null {
  let rest = value.d;
  let decimals = 0;
  for (const factor of [2n, 5n]) {
    let count = 0;
    while (rest % factor === 0n) {
      rest /= factor;
      count += 1;
    }
    decimals = Math.max(decimals, count);
  }
  return rest === 1n ? writeRounded(toRatio(value), decimals) : null;
}

/** Six digits, or all where there are no more: for people to read. */
export function writeFactor(value: Fraction): string {
  const exact = writeExact(value);
  if (exact !== null && exact.replace(/^-?0*\.?0*|\./g, '').replace(/0+$/, '').length <= 6) return exact;
  return writeSignificant(toRatio(value), 6);
}

/** The power of ten of the first digit: 2 for 345, -2 for 0.034. */
function exponentOf({ above, below }: Ratio): number {
  const size = above < 0n ? -above : above;
  const exponent = size.toString().length - below.toString().length;
  const isLess = exponent < 0 ? size * 10n ** BigInt(-exponent) < below : size < below * 10n ** BigInt(exponent);
  return isLess ? exponent - 1 : exponent;
}

/** The power of ten of the first digit of a text that `writeRounded` made. */
function firstDigitOf(text: string): number {
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  return whole === '0' ? -1 - part.search(/[1-9]/) : whole.length - 1;
}
