import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, expectOnlyReportedChanges } from '../../../test/formats.ts';
import { fhirFormat } from '../fhir-json/fhir-format.ts';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';

const options = { statedEncoding: null };

function remove(text: string, ...paths: string[]) {
  const body = encodeUtf8(text);
  const result = fhirFormat.remove?.(body, paths, options);
  if (result?.kind !== 'spliced') return result?.reason ?? null;
  expectOnlyReportedChanges(body, result);
  return decodeUtf8(result.bytes);
}

/** What is left of a value without its leaves of these numbers, and without what nothing is left in. */
function without(value: unknown, isGone: () => boolean): unknown {
  if (Array.isArray(value)) {
    const kept = value.map((each) => without(each, isGone)).filter((each) => each !== undefined);
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  if (typeof value !== 'object' || value === null) return isGone() ? undefined : value;
  const entries = Object.entries(value).map(([name, each]) => [name, without(each, isGone)] as const);
  const kept = entries.filter(([, each]) => each !== undefined);
  return kept.length === 0 && entries.length > 0 ? undefined : Object.fromEntries(kept);
}

describe('removeJson', () => {
  const patient =
    '{ "resourceType": "Patient", "id": "p", "name": [ { "family": "T", "given": ["A", "B"] } ], "active": true }';

  it.each([
    [['id'], patient.replace(' "id": "p",', '')],
    [['resourceType'], patient.replace('"resourceType": "Patient", ', '')],
    [['active'], patient.replace(', "active": true', '')],
    [['name[0].given[0]'], patient.replace('"A", ', '')],
    [['name[0].given[1]', 'name[0].given[0]'], patient.replace(', "given": ["A", "B"]', '')],
    [['name[0].family', 'name[0].given'], patient.replace(' "name": [ { "family": "T", "given": ["A", "B"] } ],', '')],
    [['id', 'active', 'resourceType'], '{ "name": [ { "family": "T", "given": ["A", "B"] } ] }'],
  ])('takes out %j with its comma, and what nothing is left in', (paths, expected) => {
    expect(remove(patient, ...paths)).toBe(expected);
  });

  it('refuses the whole body, what is not there, and one place inside of another', () => {
    expect(remove('{"resourceType":"Patient"}', 'resourceType')).toBe('not-editable');
    expect(remove(patient, 'gender')).toBe('no-such-path');
    expect(remove(patient, 'name', 'name[0].family')).toBe('overlapping');
  });

  it('refuses an element whose list another list goes along with', () => {
    const text = '{"resourceType":"Patient","name":[{"given":["A","B"],"_given":[null,{"id":"x"}]}]}';
    expect(remove(text, 'name[0].given[0]')).toBe('not-editable');
    expect(remove(text, 'name[0].given')).toBe(text.replace('"given":["A","B"],', ''));
  });

  it('leaves of any value what stays when leaves are taken out, laid out in any way', () => {
    const plain = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
    fc.assert(
      fc.property(
        plain,
        fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('', 2, '\t'),
        (value, numbers, space) => {
          const whole = { resourceType: 'Basic', ...value };
          const text = JSON.stringify(whole, null, space);
          const leaves = allLeaves(fhirFormat.parse(encodeUtf8(text), options).nodes).filter(
            ({ path }) => !path.endsWith('~name'),
          );
          const wanted = [...new Set(numbers)].flatMap((number) => (number > 0 && leaves[number] ? [number] : []));
          let at = -1;
          const isGone = () => {
            at += 1;
            return wanted.includes(at);
          };
          fc.pre(wanted.length > 0 && !/\[\]|\{\}/.test(text));
          const left = remove(text, ...wanted.map((number) => leaves[number]?.path ?? ''));
          // As written: JSON has no zero below zero.
          expect(JSON.parse(left ?? '')).toEqual(without(JSON.parse(text), isGone));
        },
      ),
    );
  });
});
