import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { fhirFormat } from './fhir-format.ts';

const options = { statedEncoding: null };

function measure(observation: string, ...others: string[]) {
  const entries = [observation, ...others].map((resource) => `{"resource":${resource}}`).join();
  const body = encodeUtf8(`{"resourceType":"Bundle","type":"collection","entry":[${entries}]}`);
  return fhirFormat.measurements(body, options).map(({ span, ...rest }) => {
    return { ...rest, written: decodeUtf8(body.subarray(...span)) };
  });
}

const code = '"code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"NPU03230","display":"P-Kalium"}]}';

describe('fhir measurements', () => {
  it('gives the number as it is written, with its unit, range, flag and specimen', () => {
    const specimen = '{"resourceType":"Specimen","id":"s1","type":{"text":"Plasma"}}';
    expect(
      measure(
        `{"resourceType":"Observation","status":"final",${code},"valueQuantity":{"value":5.10,"comparator":"<","unit":"millimol/liter","code":"mmol/L",` +
          '"system":"http://unitsofmeasure.org"},"referenceRange":[{"low":{"value":3.50},"high":{"value":5.0}}],' +
          '"interpretation":[{"coding":[{"code":"H"}]}],"specimen":{"reference":"Specimen/s1"}}',
        specimen,
      ),
    ).toEqual([
      {
        path: 'entry[0].resource.valueQuantity.value',
        written: '5.10',
        code: 'NPU03230',
        codeSystem: 'urn:oid:2.16.578.1.12.4.1.1.7280',
        codeText: 'P-Kalium',
        otherCodes: [],
        valueType: 'Quantity',
        value: '5.10',
        comparator: '<',
        unit: 'mmol/L',
        unitSystem: 'http://unitsofmeasure.org',
        range: '3.50-5.0',
        flag: 'H',
        status: 'final',
        specimen: 'Plasma',
      },
    ]);
  });

  it('gives the codes beside the first one', () => {
    const coding = '{"system":"urn:lab","code":"K"},{"system":"http://loinc.org","code":"2823-3"},{"display":"Kalium"}';
    const [found] = measure(
      `{"resourceType":"Observation","code":{"coding":[${coding}]},"valueQuantity":{"value":4.1,"unit":"mmol/L"}}`,
    );
    expect(found).toMatchObject({ code: 'K', otherCodes: [{ code: '2823-3', system: 'http://loinc.org' }] });
  });

  it('gives each component with the status and specimen of the whole', () => {
    const found = measure(
      '{"resourceType":"Observation","status":"final","component":[{"code":{"text":"Systolisk"},"valueQuantity":{"value":120}},' +
        '{"code":{"text":"Diastolisk"},"valueInteger":80}]}',
    );
    expect(found.map(({ path, codeText, value, status }) => [path, codeText, value, status])).toEqual([
      ['entry[0].resource.component[0].valueQuantity.value', 'Systolisk', '120', 'final'],
      ['entry[0].resource.component[1].valueInteger', 'Diastolisk', '80', 'final'],
    ]);
  });

  it('reads texts, codes and pairs, and leaves comments out', () => {
    const one = (value: string) => measure(`{"resourceType":"Observation",${value}}`)[0];
    expect(one('"valueString":"≥ 90"')).toMatchObject({ value: '90', comparator: '>=', unit: null });
    expect(one('"valueCodeableConcept":{"coding":[{"code":"pos","display":"Påvist"}]}')).toMatchObject({
      value: 'Påvist',
      written: 'Påvist',
    });
    expect(one('"valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}')).toMatchObject({ value: '1:128' });
    expect(one('"valueRange":{"low":{"value":2.0,"unit":"mg"},"high":{"value":5}}')).toMatchObject({
      value: '2.0-5',
      unit: 'mg',
    });
    expect(one('"valueString":"Hemolytisk\\nprøve"')).toBeUndefined();
    expect(one('"valueQuantity":{"unit":"mmol/L"}')).toBeUndefined();
    expect(one('"valueString":null')).toBeUndefined();
  });

  it('reads observations that a report contains', () => {
    expect(
      measure('{"resourceType":"DiagnosticReport","contained":[{"resourceType":"Observation","valueInteger":3}]}'),
    ).toMatchObject([{ path: 'entry[0].resource.contained[0].valueInteger', value: '3' }]);
  });
});
