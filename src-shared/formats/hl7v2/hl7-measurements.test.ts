import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { hl7v2Format } from './hl7v2-format.ts';

const header = 'MSH|^~\\&|LAB';
const body = (...segments: string[]) => [header, ...segments].join('\r');
const measure = (...segments: string[]) =>
  hl7v2Format.measurements(encodeUtf8(body(...segments)), { statedEncoding: null });

describe('hl7v2 measurements', () => {
  it('reads value, unit, range, flag, status, code and specimen with the span of the value', () => {
    const segments = [
      'OBR|1|||K',
      'SPM|1|||BLOD^Venøst blod',
      'OBX|1|NM|NPU03230^P-Kalium^NPU||5.1|mmol/L^^UCUM|3.5-5.0|H^Høy|||F',
    ];
    const [measurement] = measure(...segments);
    expect(measurement).toMatchObject({
      ...{
        path: 'OBX-5',
        code: 'NPU03230',
        codeText: 'P-Kalium',
        codeSystem: 'NPU',
        valueType: 'NM',
        value: '5.1',
        comparator: null,
      },
      ...{ unit: 'mmol/L', unitSystem: 'UCUM', range: '3.5-5.0', flag: 'H', status: 'F', specimen: 'Venøst blod' },
    });
    const text = new TextDecoder().decode(encodeUtf8(body(...segments)).subarray(...(measurement?.span ?? [0, 0])));
    expect(text).toBe('5.1');
  });

  it('gives the code of the other system beside the local one', () => {
    const [found] = measure('OBX|1|NM|K^Kalium^L^2823-3^Potassium^LN||4.1|mmol/L');
    expect(found).toMatchObject({ code: 'K', codeSystem: 'L', otherCodes: [{ code: '2823-3', system: 'LN' }] });
    expect(measure('OBX|1|NM|K^Kalium^L||4.1|mmol/L')[0]?.otherCodes).toEqual([]);
  });

  it('tells the comparator from the value, structured or written in front', () => {
    const read = (type: string, value: string) =>
      measure(`OBX|1|${type}|K||${value}|mg/L`).map((each) => [each.comparator, each.value]);
    expect(read('SN', '<^5')).toEqual([['<', '5']]);
    expect(read('SN', '>=^1^-^2')).toEqual([['>=', '1-2']]);
    expect(read('SN', '^1^:^128')).toEqual([[null, '1:128']]);
    expect(read('SN', '=^5')).toEqual([[null, '5']]);
    expect(read('ST', '<5')).toEqual([['<', '5']]);
    expect(read('NM', '≤ 0,5')).toEqual([['<=', '0,5']]);
    expect(read('ST', 'neg')).toEqual([[null, 'neg']]);
    expect(read('ST', '<')).toEqual([[null, '<']]);
  });

  it('gives the text of a coded value and one measurement for each repetition', () => {
    expect(measure('OBX|1|CWE|K||260385009^Negativ^SCT').map((each) => each.value)).toEqual(['Negativ']);
    const repeated = measure('OBX|1|NM|K||1~2~').map(({ path, value }) => [path, value]);
    expect(repeated).toEqual([
      ['OBX-5[1]', '1'],
      ['OBX-5[2]', '2'],
    ]);
  });

  it('leaves out documents, prose, empty and explicitly null values', () => {
    expect(
      measure(
        'OBX|1|ED|K||^^PDF^Base64^JVBERi0',
        'OBX|2|FT|K||text',
        'OBX|3|TX|K||text',
        'OBX|4|NM|K||',
        'OBX|5|NM|K||""',
      ),
    ).toEqual([]);
    expect(measure('OBX|1|TX|K||5|mmol/L').length).toBe(1);
  });

  it('uses the specimen of the order before it and the text of a unit without code', () => {
    const read = measure('OBR|1||||||||||||||^Urin', 'OBX|1|NM|K||1|^g/L', 'OBR|2', 'OBX|2|NM|K||1');
    expect(read.map(({ specimen, unit, path }) => [specimen, unit, path])).toEqual([
      ['Urin', 'g/L', 'OBX-5'],
      [null, null, 'OBX[2]-5'],
    ]);
  });

  it('survives OBX cut off anywhere', () => {
    const whole = 'OBX|1|SN|NPU^K^NPU||<^5|mmol/L^^UCUM|3-5|H|||F';
    for (let length = 0; length <= whole.length; length += 1)
      expect(() => measure(whole.slice(0, length))).not.toThrow();
  });
});
