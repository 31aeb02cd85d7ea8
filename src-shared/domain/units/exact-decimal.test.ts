import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import {
  readNumber,
  toFraction,
  toRatio,
  writeExact,
  writeFactor,
  writeRounded,
  writeSignificant,
} from './exact-decimal.ts';

const ratio = (text: string) => toRatio(new Fraction(text));

describe('an exact decimal', () => {
  it.each([
    ['5.10', '51/10', 3, 2],
    ['5,1', '51/10', 2, 1],
    ['-0,020', '-1/50', 2, 3],
    ['150', '150', 3, 0],
    ['.5', '1/2', 1, 1],
    ['1.5e3', '1500', 2, -2],
    ['0', '0', 1, 0],
  ])('is read from %s with its digits', (text, value, digits, decimals) => {
    const read = readNumber(text);
    expect(read !== null && toFraction(read).equals(new Fraction(value))).toBe(true);
    expect([read?.digits, read?.decimals]).toEqual([digits, decimals]);
  });

  it.each(['', ' ', '.', 'neg', '1:128', '1 000', '1.2.3', '1,234,567', 'Infinity', '0x10', '1e999', '5 '.repeat(40)])(
    'is not read from "%s"',
    (text) => {
      expect(readNumber(text)).toBeNull();
    },
  );

  it('is rounded half away from zero, never through floating point', () => {
    expect(writeRounded(ratio('2.675'), 2)).toBe('2.68');
    expect(writeRounded(ratio('-2.675'), 2)).toBe('-2.68');
    expect(writeRounded(ratio('-0.001'), 2)).toBe('0.00');
    expect(writeRounded(ratio('1450'), -2)).toBe('1500');
  });

  it('keeps the digits asked for, also where rounding adds one in front', () => {
    expect(writeSignificant(ratio('9.96'), 2)).toBe('10');
    expect(writeSignificant(ratio('0.0996'), 2)).toBe('0.10');
    expect(writeSignificant(ratio('99.98658'), 3)).toBe('100');
    expect(writeSignificant(ratio('5'), 3)).toBe('5.00');
    expect(writeSignificant(ratio('141.42'), 1)).toBe('100');
  });

  it('says all digits only where they end', () => {
    expect(writeExact(new Fraction(1, 8))).toBe('0.125');
    expect(writeExact(new Fraction(1, 3))).toBeNull();
    expect(writeFactor(new Fraction(10000).div('113.12'))).toBe('88.4017');
  });

  it('is the same after writing and reading', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.integer({ min: 0, max: 18 }),
        (digits, places) => {
          const value = new Fraction(digits, 10n ** BigInt(places));
          const written = writeExact(value) ?? '';
          const read = readNumber(written);
          expect(read !== null && toFraction(read).equals(value)).toBe(true);
        },
      ),
    );
  });
});
