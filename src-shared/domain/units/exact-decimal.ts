import Fraction from 'fraction.js';

/** A number as written. `digits`: significant ones, closing zeros counted; `decimals`: behind the decimal sign, negative for tens. */
export type WrittenNumber = { value: Fraction; digits: number; decimals: number };

const number = /^([+-]?)(\d{0,40})(?:[.,](\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads a decimal number exactly; a comma is the decimal sign, as Norwegian laboratories write it. Null for all else. */
export function readNumber(text: string): WrittenNumber | null {
  const match = number.exec(text.trim());
  const [, sign = '', whole = '', part = '', exponent = '0'] = match ?? [];
  if (match === null || whole + part === '') return null;
  const decimals = part.length - Number(exponent);
  const value = new Fraction(BigInt(`${whole}${part}`)).mul(powerOfTen(-decimals));
  const digits = Math.max(1, (whole + part).replace(/^0+/, '').length);
  return { value: sign === '-' ? value.neg() : value, digits, decimals };
}

export function powerOfTen(exponent: number): Fraction {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? new Fraction(1n, power) : new Fraction(power);
}

/** Rounded half away from zero. @param decimals negative for tens and hundreds @returns plain digits, no exponent */
export function writeRounded(value: Fraction, decimals: number): string {
  const scaled = value.abs().mul(powerOfTen(decimals));
  const rounded = (scaled.n * 2n + scaled.d) / (scaled.d * 2n);
  const whole = decimals < 0 ? rounded * 10n ** BigInt(-decimals) : rounded;
  const digits = whole.toString().padStart(Math.max(0, decimals) + 1, '0');
  const text = decimals <= 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return value.s < 0n && rounded !== 0n ? `-${text}` : text;
}

/** @param digits significant ones, at least 1 */
export function writeSignificant(value: Fraction, digits: number): string {
  if (value.n === 0n) return '0';
  const text = writeRounded(value, digits - 1 - exponentOf(value));
  // 9.96 becomes 10.0 by two digits: one more than asked for.
  const rounded = readNumber(text);
  return rounded === null || exponentOf(rounded.value) === exponentOf(value)
    ? text
    : writeRounded(value, digits - 2 - exponentOf(value));
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
  return rest === 1n ? writeRounded(value, decimals) : null;
}

/** Six digits, or all where there are no more: for people to read. */
export function writeFactor(value: Fraction): string {
  const exact = writeExact(value);
  if (exact !== null && exact.replace(/^-?0*\.?0*|\./g, '').replace(/0+$/, '').length <= 6) return exact;
  return writeSignificant(value, 6);
}

/** The power of ten of the first digit: 2 for 345, -2 for 0.034. */
function exponentOf(value: Fraction): number {
  const size = value.abs();
  let exponent = size.n.toString().length - size.d.toString().length;
  if (size.compare(powerOfTen(exponent)) < 0) exponent -= 1;
  return exponent;
}
