import { describe, expect, it } from 'vitest';
import { calculateCheckDigit } from './check-digit.ts';

describe('calculateCheckDigit', () => {
  it('gives the digits that the standard gives as examples', () => {
    const numbers = ['12345', '401', '9999', '99999999'];
    expect(numbers.map((number) => calculateCheckDigit(number, 'M10'))).toEqual(['5', '0', '4', '8']);
    expect(calculateCheckDigit('1234567', 'M11')).toBe('4');
  });

  it('gives a digit for every remainder of modulus 11', () => {
    // 6 · 2 leaves 1: ten becomes 0. 0 leaves 0, which counts as 1.
    expect(['6', '0', '1', '5'].map((number) => calculateCheckDigit(number, 'M11'))).toEqual(['0', '0', '9', '1']);
  });

  it('gives none for letters, for nothing and for schemes that it does not know', () => {
    expect([calculateCheckDigit('A1', 'M10'), calculateCheckDigit('', 'M11'), calculateCheckDigit('1', 'ISO')]).toEqual(
      [null, null, null],
    );
  });
});
