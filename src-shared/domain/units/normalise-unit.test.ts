import { describe, expect, it } from 'vitest';
import { normaliseUnit } from './normalise-unit.ts';

describe('a unit in one way of writing', () => {
  it.each([
    ['µmol/L', 'umol/L'],
    ['\u03BCmol/L', 'umol/L'],
    ['㎍/L', 'ug/L'],
    ['10⁹/L', '10*9/L'],
    ['×10⁹/L', '10*9/L'],
    ['10⁻³ IU/L', '10*-3 IU/L'],
    ['10^9 /L', '10*9/L'],
    ['10E9/L', '10*9/L'],
    ['10#9/L', '10*9/L'],
    ['10E-3/L', '10*-3/L'],
    [' mg / L ', 'mg/L'],
    ['mg\u00A0/\u2009L', 'mg/L'],
    ['ml/min/1,73m2', 'ml/min/1.73m2'],
    ['m²', 'm2'],
    ['G/L', 'G/L'],
    ['g/L', 'g/L'],
    ['', ''],
  ])('%s is %s', (text, expected) => {
    expect(normaliseUnit(text)).toBe(expected);
  });
});
