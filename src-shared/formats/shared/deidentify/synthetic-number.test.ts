import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPersonNumber } from '../check-person-number.ts';
import { syntheticNumber } from './synthetic-number.ts';

describe('syntheticNumber', () => {
  const digits = fc.tuple(
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.boolean(),
  );

  it('is a valid synthetic number of the same kind, sex and series', () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 499 }), ([day, month, rest, isDNumber], serial) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const number = `${two(day + (isDNumber ? 40 : 0))}${two(month)}${String(rest).padStart(7, '0')}`;
        const made = syntheticNumber(number, serial, -100);
        expect(checkPersonNumber(made)).toMatchObject({
          kind: isDNumber ? 'dnr' : 'fnr',
          validUnder: 'today',
          synthetic: 'yes',
        });
        expect(Number(made[8]) % 2).toBe(Number(number[8]) % 2);
        expect(Number(made[6]) >= 5).toBe(Number(number[6]) >= 5);
      }),
    );
  });
});
