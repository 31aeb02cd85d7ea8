import Fraction from 'fraction.js';
import type { UnitReading } from './read-ucum.ts';
import type { Conversion } from './unit-judgement.ts';

/**
 * Scales of HbA1c: IFCC in mmol/mol, its older way of writing in per cent, and NGSP (as DCCT) in per cent.
 * Source: master equation of the IFCC network, ngsp.org/ifcc.asp: IFCC = 10.93 NGSP - 23.5. The other way is this equation solved for NGSP, so that
 * there and back is the same number.
 */
export type HbA1cScale = 'ifcc' | 'ngsp';

const slope = new Fraction('10.93');
const intercept = new Fraction('23.5');

/** Both numbers as written, mmol/mol and per cent. */
export const ngspToIfcc: Conversion = { multiply: slope, add: intercept.neg(), formula: '10.93*x - 23.5' };
export const ifccToNgsp: Conversion = {
  multiply: slope.inverse(),
  add: intercept.div(slope),
  formula: '(x + 23.5) / 10.93',
};

/** Per cent without a tag is nothing by itself: null. */
export function hba1cScale({ tags, factor }: UnitReading): HbA1cScale | null {
  if (tags.includes('NGSP')) return 'ngsp';
  if (tags.includes('IFCC')) return 'ifcc';
  return factor.equals(new Fraction(1, 1000)) ? 'ifcc' : null;
}
