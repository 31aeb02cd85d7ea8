import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { loadUnitEngine, readUnitTables } from '../../src-main/platform/units/unit-engine.ts';
import { ifccToNgsp, ngspToIfcc } from '../../src-shared/domain/units/hba1c.ts';
import { applyConversion, type Conversion } from '../../src-shared/domain/units/unit-judgement.ts';
import type { AnalyteRow, CodeRow } from '../../src-shared/domain/units/unit-tables.ts';
import { molarMassOf } from './atomic-weights.ts';
import { createTables, readTable } from './tables.ts';

const { analytes, codes } = readUnitTables();
const engine = await loadUnitEngine();
const tables = createTables();

/** A code that is about this row first, or about it among others. */
function codeOf(row: AnalyteRow): CodeRow | undefined {
  return codes.find((code) => code.analytes[0] === row.id) ?? codes.find((code) => code.analytes.includes(row.id));
}

function conversionOf(row: AnalyteRow, unit: string, expected: string): Conversion | null {
  const code = codeOf(row);
  return engine.judge({ system: code?.system ?? null, code: code?.code ?? null, unit, expected }).conversion;
}

const linear = analytes.filter(({ relation, review }) => relation === 'linear' && review !== 'doubtful');
const one = new Fraction(1);
const relative = (left: Fraction, right: Fraction): number => left.div(right).sub(one).abs().valueOf();

describe('a linear analyte', () => {
  it('has a code that is about it', () => {
    expect(analytes.filter((row) => codeOf(row) === undefined).map(({ id }) => id)).toEqual([]);
    expect(linear.length).toBeGreaterThan(100);
  });

  it.each(linear.map((row) => [row.id, row] as const))('%s is converted there and back exactly', (_, row) => {
    const [there, back] = [
      conversionOf(row, row.conventional, row.unit),
      conversionOf(row, row.unit, row.conventional),
    ];
    if (there === null || back === null) throw new Error('refused');
    expect(there.multiply.mul(back.multiply).equals(one)).toBe(true);
    const value = new Fraction('12.345');
    expect(applyConversion(applyConversion(value, there), back).equals(value)).toBe(true);
  });

  it.each(linear.flatMap((row) => (row.formula === null ? [] : [[row.id, row] as const])))(
    '%s has the molar mass of its formula',
    (_, row) => {
      if (row.formula === null || row.molarMass === null) throw new Error('no molar mass');
      expect(relative(molarMassOf(row.formula), new Fraction(row.molarMass))).toBeLessThan(1e-5);
    },
  );

  tables.it('agrees with the factors and molar masses of the table', () => {
    const byName = new Map(readTable('analytes.csv').map((line) => [line.nlk_npu + (line.loinc_si ?? ''), line]));
    const lines = readTable('analytes.csv');
    expect(lines.length).toBe(analytes.length);
    expect(byName.size).toBeGreaterThan(50);
    for (const [index, line] of lines.entries()) {
      const row = analytes[index];
      if (row === undefined || line.factor_recomputed === '' || !linear.includes(row)) continue;
      const conversion = conversionOf(row, row.conventional, row.unit);
      if (conversion === null) throw new Error(row.id);
      expect(relative(conversion.multiply, new Fraction(line.factor_recomputed ?? '1')), row.id).toBeLessThan(1e-5);
      expect(row.molarMass ?? '', row.id).toBe(line.molar_mass_recomputed ?? '');
    }
  });
});

describe('an analyte without a factor', () => {
  it.each(analytes.filter(({ review }) => review === 'doubtful').map((row) => [row.id, row] as const))(
    '%s is in doubt and judges, but does not convert',
    (_, row) => {
      const code = codeOf(row);
      const judged = engine.judge({
        system: code?.system ?? null,
        code: code?.code ?? null,
        unit: row.conventional,
        expected: row.unit,
      });
      expect(judged.conversion).toBeNull();
      expect(judged.reasons.length).toBeGreaterThan(0);
      expect(judged.judgement).not.toBe('unknown_unit');
    },
  );

  it.each([
    ['pH', 'LOINC', '2744-1', '[pH]', 'nmol/L'],
    ['pH the other way', 'LOINC', '2744-1', 'nmol/L', '[pH]'],
    ['lipoprotein(a)', 'LOINC', '10835-7', 'mg/dL', 'nmol/L'],
    ['lipoprotein(a) the other way', 'LOINC', '43583-4', 'nmol/L', 'mg/dL'],
    ['Quick to INR', 'LOINC', '5894-1', '%', 'INR'],
    ['INR sent for Quick', 'LOINC', '5894-1', 'INR', '%'],
    ['a number without a unit sent for Quick', 'LOINC', '5894-1', 'ratio', '%'],
  ])('%s is not convertible', (_, system, code, unit, expected) => {
    expect(engine.judge({ system, code, unit, expected })).toMatchObject({
      judgement: 'not_convertible',
      conversion: null,
    });
  });

  it('turns INR under its code into no per cent', () => {
    expect(engine.judge({ system: 'NLK', code: 'NPU01685', unit: '%', expected: null })).toMatchObject({
      judgement: 'code_and_unit_disagree',
      conversion: null,
    });
  });
});

describe('HbA1c', () => {
  it('comes from one equation: there and back is the same number, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (thousandths) => {
        const ngsp = new Fraction(thousandths, 1000);
        expect(applyConversion(applyConversion(ngsp, ngspToIfcc), ifccToNgsp).equals(ngsp)).toBe(true);
      }),
    );
  });

  it('is within 0.05 of the published inverse from 20 to 200 mmol/mol', () => {
    for (let ifcc = 20; ifcc <= 200; ifcc += 1) {
      const published = 0.09148 * ifcc + 2.152;
      const ours = applyConversion(new Fraction(ifcc), ifccToNgsp).valueOf();
      expect(Math.abs(ours - published)).toBeLessThan(0.05);
    }
  });

  it('knows three scales, and guesses no per cent under the code that has two', () => {
    const judge = (code: string, unit: string, expected: string) =>
      engine.judge({ system: code.startsWith('N') ? 'NLK' : 'LOINC', code, unit, expected });
    expect(judge('59261-8', '%', 'mmol/mol').conversion).toBeNull();
    const ifccPercent = judge('59261-8', '%{IFCC}', 'mmol/mol').conversion;
    expect(ifccPercent?.multiply.equals(10)).toBe(true);
    expect(judge('4548-4', 'mmol/mol', '%')).toMatchObject({ judgement: 'affine' });
    expect(judge('NPU27300', 'mg/dL', 'mmol/mol')).toMatchObject({ judgement: 'code_and_unit_disagree' });
  });
});

describe('a published factor that is wrong', () => {
  tables.it('is told apart from what we compute', () => {
    const wrong: string[] = [];
    const lines = readTable('public_table_discrepancies.csv');
    for (const line of lines) {
      const known =
        codes.find(({ code }) => code === line.to_loinc) ?? codes.find(({ code }) => code === line.from_loinc);
      const unit = (line.from_unit ?? '').replace('(24.h)', 'd');
      const judged = engine.judge({
        system: 'LOINC',
        code: known?.code ?? line.to_loinc ?? null,
        unit,
        expected: (line.to_unit ?? '').replace('(24.h)', 'd'),
      });
      const computed = judged.conversion?.multiply;
      const isRight = computed !== undefined && relative(computed, new Fraction(line.table_factor ?? '1')) < 0.01;
      if (isRight) wrong.push(`${line.analyte} ${line.from_loinc}`);
    }
    expect(wrong).toEqual([]);
    expect(lines.length).toBe(19);
  });
});
