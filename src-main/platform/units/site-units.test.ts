import { describe, expect, it } from 'vitest';
import { noSiteUnits, type SiteUnits, synonymRefusal } from '../../../src-shared/domain/units/site-units.ts';
import { loadUnitJudge } from './unit-judge.ts';

let versions = 0;

async function judged(
  asked: { code: string; unit: string | null; value?: string; codeSystem?: string; sender?: string },
  site: Partial<SiteUnits> = {},
) {
  versions += 1;
  const { judge } = await loadUnitJudge({ ...noSiteUnits, version: `test ${versions}`, ...site });
  const { sender = null, value = '5.0', codeSystem = 'NLK', code, unit } = asked;
  const measured = { code, codeSystem, unit, value, otherCodes: [], comparator: null, range: null, flag: null };
  return judge(measured, sender);
}

describe('what a site says of units', () => {
  it('lets what a receiver asks for stand above what is only usual', async () => {
    const expected = [{ system: 'http://loinc.org', code: '718-7', unit: 'g/dL' }];
    const haemoglobin = { code: '718-7', codeSystem: 'LN', unit: 'g/dL', value: '14.1' };
    expect((await judged(haemoglobin)).judgement).toBe('convertible');
    const asked = await judged(haemoglobin, { expected });
    expect(asked.judgement).toBe('same');
    expect(asked.unit.expected).toMatchObject({ written: 'g/dL', basis: 'given' });
  });

  it('names both where a receiver asks for another unit than the code fixes', async () => {
    const expected = [{ system: 'NLK', code: 'NPU02192', unit: 'mg/dL' }];
    const { judgement, reasons, converted } = await judged({ code: 'NPU02192', unit: 'mmol/L' }, { expected });
    expect([judgement, converted]).toEqual(['code_and_unit_disagree', null]);
    expect(reasons.at(-1)).toEqual({
      id: 'receiverAsksOther',
      params: { asked: 'mg/dL', expected: 'mmol/L', system: 'NLK', code: 'NPU02192' },
    });
  });

  it('judges a code that no table has by what the receiver asks for', async () => {
    const expected = [{ system: null, code: 'GLU-L', unit: 'mmol/L' }];
    const local = { code: 'GLU-L', codeSystem: 'LOKAL' };
    expect((await judged({ ...local, unit: 'mmol/L' }, { expected })).judgement).toBe('same');
    expect((await judged({ ...local, unit: 'µmol/L' }, { expected })).judgement).toBe('convertible');
    expect((await judged({ ...local, unit: 'mmol/L' })).judgement).toBe('unknown_code');
  });

  it('accepts a spelling for its sender and code alone', async () => {
    const synonym = { sender: 'LAB', codeSystem: 'NLK', code: 'NPU02192', unit: 'mmolpl', means: 'mmol/L' };
    const site = { synonyms: [synonym] };
    expect((await judged({ code: 'NPU02192', unit: 'mmolpl', sender: 'LAB' }, site)).judgement).toBe(
      'same_written_otherwise',
    );
    expect((await judged({ code: 'NPU02192', unit: 'mmolpl', sender: 'OTHER' }, site)).judgement).toBe('unknown_unit');
    expect((await judged({ code: 'NPU03230', unit: 'mmolpl', sender: 'LAB' }, site)).judgement).toBe('unknown_unit');
  });
});

describe('what may be accepted as a synonym', () => {
  it.each([
    ['an unknown spelling', 'NPU02192', 'mmolpl', null],
    ['another kind of quantity', 'NPU02192', 'mg/dL', 'otherScale'],
    ['ten times as large a unit', 'NOR05172', 'g/L', 'otherScale'],
    ['DDU for FEU', 'NPU28289', 'mg/L DDU', 'fibrin'],
    ['no unit', 'NPU02192', null, 'noUnit'],
    ['a unit that is the same', 'NPU02192', 'mmol/L', 'isSame'],
    ['a code that nothing is known of', 'LOCAL1', 'mg/dL', 'nothingAsked'],
  ])('answers %s', async (_case, code, unit, refusal) => {
    expect(synonymRefusal((await judged({ code, unit })).unit)).toBe(refusal);
  });
});
