import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPersonNumber } from './check-person-number.ts';

/** The control digits of nine digits; `relaxed` is what the first may lack, 0 to 3, by the rule from 2032. Null when none fit. */
function withControlDigits(nine: string, relaxed = 0): string | null {
  const sum = (digits: string, weights: number[]) =>
    weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const first = (22 - (sum(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) + relaxed) % 11;
  const second = (11 - (sum(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first > 9 || second > 9 ? null : `${nine}${first}${second}`;
}

/** The first number of a series that has control digits, its last individual digit counted up. */
function numberOf(eight: string, relaxed = 0): string {
  const found = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((last) => withControlDigits(`${eight}${last}`, relaxed));
  return found.find((number) => number !== null) ?? '';
}

describe('checkPersonNumber', () => {
  it.each([
    ['a national number of a test person', '05856001', { kind: 'fnr', synthetic: 'yes' }],
    ['a D-number of a test person', '45856001', { kind: 'dnr', synthetic: 'yes' }],
    ['a number with month + 65', '05706001', { kind: 'fnr', synthetic: 'yes' }],
    ['a D-number with month + 40', '45456001', { kind: 'dnr', synthetic: 'yes' }],
    ['an H-number', '05456001', { kind: 'hnr', synthetic: 'possible' }],
    ['an FH-number', '85856001', { kind: 'fhn', synthetic: 'no' }],
  ])('knows %s', (_, eight, expected) => {
    expect(checkPersonNumber(numberOf(eight))).toEqual({ ...expected, validUnder: 'today', faults: [] });
  });

  it.each([1, 2, 3])('takes a first control digit with remainder %i by the rule from 2032 only', (relaxed) => {
    expect(checkPersonNumber(numberOf('05856001', relaxed))).toMatchObject({ validUnder: '2032', faults: [] });
    expect(checkPersonNumber(numberOf('85856001', relaxed))).toMatchObject({ validUnder: null });
    expect(checkPersonNumber(numberOf('05456001', relaxed))).toMatchObject({ validUnder: null });
  });

  it('refuses a first control digit with remainder 4', () => {
    expect(checkPersonNumber(numberOf('05856001', 4))).toMatchObject({ validUnder: null, faults: ['control-digit'] });
  });

  it('takes an individual number that names no century', () => {
    expect(checkPersonNumber(numberOf('05854580'))).toMatchObject({ validUnder: 'today', faults: [] });
  });

  it('tells a date that does not exist in any century', () => {
    expect(checkPersonNumber(numberOf('31826001')).faults).toEqual(['date']);
    expect(checkPersonNumber(numberOf('00856001')).faults).toEqual(['date']);
  });

  it('takes the leap day only in a leap year', () => {
    expect(checkPersonNumber(numberOf('29826001')).faults).toEqual([]);
    expect(checkPersonNumber(numberOf('29826101')).faults).toEqual(['date']);
  });

  it('tells wrong length and foreign characters', () => {
    expect(checkPersonNumber('058560').faults).toEqual(['length']);
    expect(checkPersonNumber('').faults).toEqual(['length']);
    expect(checkPersonNumber('058560x1234').faults).toEqual(['characters']);
  });

  it('reads a number in two parts', () => {
    const number = numberOf('05856001');
    expect(checkPersonNumber(`${number.slice(0, 6)} ${number.slice(6)}`)).toEqual(checkPersonNumber(number));
  });

  it('tells a number of another kind than is said, and that it is right in itself', () => {
    expect(checkPersonNumber(numberOf('45856001'), 'fnr')).toMatchObject({
      kind: 'dnr',
      validUnder: 'today',
      faults: ['kind'],
    });
  });

  it('asks a DUF number for twelve digits only', () => {
    expect(checkPersonNumber('201800000123', 'duf')).toMatchObject({ kind: 'duf', faults: [] });
    expect(checkPersonNumber('2018000001', 'duf')).toMatchObject({ kind: 'duf', faults: ['length'] });
  });

  it('finds one wrong digit in a number that was right', () => {
    const changed = fc.tuple(
      fc
        .integer({ min: 0, max: 999 })
        .map((individual) => withControlDigits(`058560${`${individual}`.padStart(3, '0')}`)),
      fc.integer({ min: 6, max: 10 }),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(changed, ([number, at, by]) => {
        fc.pre(number !== null);
        const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(checkPersonNumber(wrong).validUnder).not.toBe('today');
      }),
    );
  });
});
