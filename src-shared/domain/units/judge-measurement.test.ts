import { beforeAll, describe, expect, it } from 'vitest';
import { loadUnitEngine } from '../../../src-main/platform/units/unit-engine.ts';
import { hasUnitToJudge } from './has-unit-to-judge.ts';
import { createMeasurementJudge, type JudgedMeasurement, type MeasuredUnit } from './judge-measurement.ts';

let judge: (measured: MeasuredUnit) => JudgedMeasurement;
beforeAll(async () => {
  judge = createMeasurementJudge(await loadUnitEngine());
});

function aMeasurement(over: Partial<MeasuredUnit>): MeasuredUnit {
  const glucose = { code: 'NPU02192', codeSystem: 'NLK', value: '5.6', unit: 'mmol/L' };
  return { otherCodes: [], comparator: null, range: null, flag: null, ...glucose, ...over };
}

const idsOf = ({ reasons }: JudgedMeasurement) => reasons.map(({ id }) => id);

describe('a measurement', () => {
  it('is in order when the unit is as asked and the value plausible', () => {
    expect(judge(aMeasurement({ range: '3.9-6.1', flag: 'N' }))).toMatchObject({ judgement: 'same', converted: '5.6' });
  });

  it('raises doubt when the value is plausible only in another unit of the analyte', () => {
    const judged = judge(aMeasurement({ value: '90' }));
    expect(judged).toMatchObject({ judgement: 'value_suspicious', converted: null });
    expect(idsOf(judged)).toEqual(expect.arrayContaining(['implausible', 'plausibleAs']));
  });

  it('raises doubt when the value is implausible in a unit that could be converted, and plausible in another', () => {
    const judged = judge(aMeasurement({ value: '5.0', unit: 'mg/dL' }));
    expect(judged).toMatchObject({ judgement: 'value_suspicious', converted: null });
  });

  it('raises none by a value with a comparator, or one that is implausible in every unit', () => {
    expect(judge(aMeasurement({ value: '90', comparator: '>' })).judgement).toBe('same');
    expect(judge(aMeasurement({ value: '99999' })).judgement).toBe('same');
  });

  it('raises doubt when the reference range is that of another unit', () => {
    const judged = judge(aMeasurement({ value: '5.6', range: '70-110' }));
    expect(judged.judgement).toBe('range_and_unit_disagree');
    expect(idsOf(judged)).toContain('rangeFitsOther');
  });

  it.each([
    ['N', '7.2', 'range_and_unit_disagree'],
    ['H', '5.0', 'range_and_unit_disagree'],
    ['L', '5.0', 'range_and_unit_disagree'],
    ['H', '7.2', 'same'],
    ['L', '2.2', 'same'],
    ['Høy', '5.0', 'same'],
  ])('with flag %s and value %s is %s', (flag, value, judgement) => {
    expect(judge(aMeasurement({ value, flag, range: '3.9-6.1' })).judgement).toBe(judgement);
  });

  it('keeps the judgement of the unit where that is not in order, whatever the value', () => {
    expect(judge(aMeasurement({ unit: 'mg/dL', value: '90' }))).toMatchObject({
      judgement: 'convertible_molar',
      converted: '5.0',
    });
    expect(judge(aMeasurement({ unit: null, value: '90' })).judgement).toBe('missing_unit');
  });

  it('converts no text, and says so', () => {
    const judged = judge(aMeasurement({ unit: 'mg/dL', value: '1:128' }));
    expect(judged.converted).toBeNull();
    expect(idsOf(judged)).toContain('notANumber');
  });

  it('is judged by the code that the tables know, also where a local one stands first', () => {
    const local = { code: 'GLU', codeSystem: 'L', otherCodes: [{ code: '14749-6', system: 'LN' }] };
    const judged = judge(aMeasurement({ ...local, unit: 'mg/dL', value: '90' }));
    expect(judged).toMatchObject({ judgement: 'convertible_molar', converted: '5.0' });
    expect(judged.unit.code?.code).toBe('14749-6');
  });

  it('may leave out the unit of a pH, and of nothing that has a dimension', () => {
    const ph = { code: '2744-1', codeSystem: 'LN', value: '7.31' };
    expect(judge(aMeasurement({ ...ph, unit: null })).judgement).toBe('same_written_otherwise');
    expect(judge(aMeasurement({ ...ph, unit: 'pH' })).judgement).toBe('same');
    expect(judge(aMeasurement({ ...ph, unit: 'nmol/L', value: '40' })).judgement).toBe('not_convertible');
  });

  it('is not judged when it is a text without a unit', () => {
    expect(hasUnitToJudge({ value: 'negativ', unit: null })).toBe(false);
    expect(hasUnitToJudge({ value: '5,6', unit: null })).toBe(true);
    expect(hasUnitToJudge({ value: 'negativ', unit: 'mmol/L' })).toBe(true);
  });

  it('does not convert by a code whose unit is not verified', () => {
    const judged = judge(aMeasurement({ code: 'NOR25616', unit: 'mg/dL', value: '90' }));
    expect(judged).toMatchObject({ judgement: 'convertible_molar', converted: null });
    expect(idsOf(judged)).toContain('unverified');
  });
});
