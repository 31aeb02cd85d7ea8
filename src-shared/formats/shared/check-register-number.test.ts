import { describe, expect, it } from 'vitest';
import { checkRegisterNumber } from './check-register-number.ts';

/** Weights 3 2 7 6 5 4 3 2 over the first eight digits. */
const organisationOf = (eight: string) => {
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(eight[at]), 0);
  return `${eight}${(11 - (sum % 11)) % 11}`;
};

describe('checkRegisterNumber', () => {
  it('takes an organisation number with its control digit, also in groups of three', () => {
    const number = organisationOf('91234568');
    expect(checkRegisterNumber(number, 'orgnr')).toEqual([]);
    expect(checkRegisterNumber(number.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3'), 'orgnr')).toEqual([]);
  });

  it('tells what is wrong with an organisation number', () => {
    const right = organisationOf('91234568');
    expect(checkRegisterNumber(`${right.slice(0, 8)}${(Number(right[8]) + 1) % 10}`, 'orgnr')).toEqual([
      'control-digit',
    ]);
    expect(checkRegisterNumber(organisationOf('51234568'), 'orgnr')).toEqual(['control-digit']);
    expect(checkRegisterNumber('9123', 'orgnr')).toEqual(['length']);
    expect(checkRegisterNumber('NO912345678', 'orgnr')).toEqual(['characters']);
  });

  it.each(['her', 'hpr', 'resh'] as const)('asks %s for digits, not too many', (kind) => {
    expect(checkRegisterNumber('90128', kind)).toEqual([]);
    expect(checkRegisterNumber('1234567890', kind)).toEqual(['length']);
    expect(checkRegisterNumber('0', kind)).toEqual(['length']);
    expect(checkRegisterNumber('HER', kind)).toEqual(['characters']);
  });
});
