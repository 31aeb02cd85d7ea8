import lhc from '@lhncbc/ucum-lhc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadUnitEngine, readUnitTables } from '../../src-main/platform/units/unit-engine.ts';

const engine = await loadUnitEngine();
const utils = lhc.UcumLhcUtils.getInstance();
const { analytes, codes } = readUnitTables();

const masses = ['kg', 'g', 'mg', 'ug', 'ng', 'pg'];
const moles = ['mol', 'mmol', 'umol', 'nmol', 'pmol', 'fmol'];
const volumes = ['L', 'dL', 'cL', 'mL', 'uL', 'nL', 'pL', 'm3', 'cm3'];
const others: readonly (readonly string[])[] = [
  ['kPa', 'Pa', 'mm[Hg]', 'm[H2O]', 'bar', 'mbar', '[psi]'],
  ['Cel', '[degF]'],
  ['U/L', 'kU/L', 'mU/mL', 'ukat/L', 'nkat/mL'],
  ['%', '[ppth]', '10*-3', '1', 'mmol/mol'],
  ['10*9/L', '10*12/L', '10*3/uL', '/uL', '/nL'],
  ['mg/d', 'g/(24.h)', 'ug/min', 'mg/h', 'g/wk'],
  ['mm/h', 'cm/h', 'm/s'],
];
const perVolume = (units: readonly string[]) => units.flatMap((unit) => volumes.map((volume) => `${unit}/${volume}`));
const families = [perVolume(masses), perVolume(moles), masses, volumes, ...others];

const pair = fc
  .constantFrom(...families)
  .chain((family) => fc.tuple(fc.constantFrom(...family), fc.constantFrom(...family)));
const value = fc.integer({ min: 1, max: 999_999 }).map((digits) => digits / 1000);

/** Floating noise of the library: a few units in the last place of a double, more through its special scales. */
const noise = 1e-12;

function expectAlike(ours: number, theirs: number | null): void {
  expect(theirs).not.toBeNull();
  expect(Math.abs(ours - (theirs ?? Number.NaN))).toBeLessThanOrEqual(
    noise * Math.max(1e-9, Math.abs(ours), 300 * noise),
  );
}

describe('conversions beside ucum-lhc', () => {
  it('agree to its floating noise for units of one kind', () => {
    fc.assert(
      fc.property(pair, value, ([unit, expected], number) => {
        const { conversion } = engine.judge({ system: null, code: null, unit, expected });
        if (conversion === null) throw new Error(`${unit} to ${expected} refused`);
        const ours = conversion.multiply.mul(number).add(conversion.add).valueOf();
        const theirs = utils.convertUnitTo(unit, number, expected, {}).toVal;
        if (unit.includes('Cel') || unit.includes('deg'))
          expect(Math.abs(ours - (theirs ?? Number.NaN))).toBeLessThan(1e-9);
        else expectAlike(ours, theirs);
      }),
      { numRuns: 1500 },
    );
  });

  it('agree between mass and amount of substance, by the molar mass of the analyte', () => {
    const rows = analytes.filter(
      ({ molarMass, relation, review, entity }) =>
        molarMass !== null && relation === 'linear' && review !== 'doubtful' && entity === null,
    );
    const rowCode = (id: string) => codes.find((code) => code.analytes[0] === id);
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.constantFrom(...perVolume(masses)),
        fc.constantFrom(...perVolume(moles)),
        fc.boolean(),
        value,
        (row, mass, mole, isBack, number) => {
          const code = rowCode(row.id);
          const [unit, expected] = isBack ? [mole, mass] : [mass, mole];
          const { conversion } = engine.judge({
            system: code?.system ?? null,
            code: code?.code ?? null,
            unit,
            expected,
          });
          if (conversion === null) throw new Error(`${row.id}: ${unit} to ${expected} refused`);
          const theirs = utils.convertUnitTo(unit, number, expected, { molecularWeight: Number(row.molarMass) });
          expectAlike(conversion.multiply.mul(number).valueOf(), theirs.toVal);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
