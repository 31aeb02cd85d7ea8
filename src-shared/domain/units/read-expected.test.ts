import { describe, expect, it } from 'vitest';
import { readExpected } from './read-expected.ts';

describe('reading what a receiver expects', () => {
  it('takes CSV with its columns in any order and any of three separators', () => {
    const units = [{ system: 'NLK', code: 'NPU02192', unit: 'mmol/L' }];
    expect(readExpected('unit;system;code\nmmol/L;NLK;NPU02192\n\n')).toEqual({ kind: 'read', source: 'csv', units });
    expect(readExpected('\uFEFFcode,unit,system\r\nNPU02192,"mmol/L",NLK')).toMatchObject({ units });
    expect(readExpected('code\tunit\nGLU\tmmol/L')).toMatchObject({
      units: [{ system: null, code: 'GLU', unit: 'mmol/L' }],
    });
  });

  it('takes a FHIR ConceptMap, without targets that do not match', () => {
    const map = {
      resourceType: 'ConceptMap',
      group: [
        {
          source: 'http://loinc.org',
          element: [
            { code: '718-7', target: [{ code: 'g/dL', equivalence: 'equivalent' }] },
            { code: '2345-7', target: [{ code: 'mg/dL', equivalence: 'unmatched' }] },
          ],
        },
      ],
    };
    expect(readExpected(JSON.stringify(map))).toEqual({
      ...{ kind: 'read', source: 'concept-map' },
      units: [{ system: 'http://loinc.org', code: '718-7', unit: 'g/dL' }],
    });
  });

  it.each([
    ['an empty file', '', 'listColumns', 1],
    ['a head alone', 'code,unit', 'listEmpty', null],
    ['a head without units', 'code,name\nA,B', 'listColumns', 1],
    ['a line without a unit', 'code,unit\nA,g/L\nB,', 'listLine', 3],
    ['two units of one code', 'code,unit\nA,g/L\nA,mg/L', 'listTwice', 3],
    ['JSON that is no map', '{"resourceType":"Patient"}', 'listMap', null],
    ['JSON that is cut', '{"resourceType":', 'listMap', null],
  ])('refuses %s, and says where', (_case, text, fault, line) => {
    expect(readExpected(text)).toEqual({ kind: 'fault', fault, line });
  });
});
