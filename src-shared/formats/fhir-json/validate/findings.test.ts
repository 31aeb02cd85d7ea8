import { describe, expect, it } from 'vitest';
import { alone, fhirOptions, validate, withResult } from '../../../../test/fakes/fhir-messages.ts';
import { encodeUtf8 } from '../../shared/text-codec.ts';
import { fhirFormat } from '../fhir-format.ts';

describe('a finding', () => {
  it('has the span of the value, the place in the standard and, where it is sure, how to mend it', () => {
    const text = JSON.stringify(alone({ status: 'Final' }));
    const [finding] = validate(text);
    expect(finding).toMatchObject({
      reference: 'FHIR R4, Observation.status',
      severity: 'error',
      params: { valueSet: 'observation-status' },
      fix: [{ path: 'status', text: 'final' }],
    });
    expect(text.slice(...(finding?.span ?? []))).toBe('Final');
    const mended = fhirFormat.splice(encodeUtf8(text), finding?.fix ?? [], fhirOptions);
    expect(mended.kind === 'spliced' && fhirFormat.validate(mended.bytes, fhirOptions)).toEqual([]);
  });

  it('has the path that the node has, also below a name that is there twice or names a person', () => {
    const text = `{"resourceType":"Patient","name":[{"26815909444":1}],"contact":[{}],"contact":[{"name":{"text":""}}]}`;
    expect(validate(text).map(({ rule, path }) => `${rule}@${path}`)).toEqual([
      'fhir.element-unknown@name[0]{1}',
      'fhir.empty@contact[0]',
      'fhir.empty@contact#2[0].name.text',
    ]);
  });

  it('holds no text of the message but a fix', () => {
    const text = JSON.stringify(
      withResult({ Testesen: 'Tora', status: 'Testesen', subject: { reference: 'Testesen' } }),
    );
    const said = validate(text).map(({ fix: _, path: __, ...rest }) => JSON.stringify(rest));
    expect(said.length).toBeGreaterThan(2);
    expect(said.filter((each) => /Testesen|Tora/.test(each))).toEqual([]);
  });

  it('is not made of what is cut off', () => {
    const whole = JSON.stringify(withResult({}));
    for (let end = 0; end < whole.length; end += 1) {
      const rules = validate(whole.slice(0, end)).map(({ rule }) => rule);
      expect(
        rules.filter((rule) => rule === 'fhir.element-missing'),
        String(end),
      ).toEqual([]);
    }
  });

  it('comes in a time that grows with the body only, whatever is wrong with it', () => {
    const wrong = (count: number) =>
      `{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"Patient"${',"x":{}'.repeat(count)}}}${',{}'.repeat(count)}]}`;
    const timeOf = (count: number) => {
      const body = encodeUtf8(wrong(count));
      // Of the processor: other tests take it, too.
      const start = process.cpuUsage();
      expect(fhirFormat.validate(body, fhirOptions)).toHaveLength(500);
      return process.cpuUsage(start).user / 1000;
    };
    timeOf(5_000);
    expect(timeOf(100_000) / Math.max(timeOf(10_000), 10)).toBeLessThan(40);
  });
});
