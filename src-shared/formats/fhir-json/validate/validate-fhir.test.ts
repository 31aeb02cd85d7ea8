import { describe, expect, it } from 'vitest';
import {
  alone,
  found,
  header,
  type Json,
  message,
  observation,
  patient,
  validate,
  withResult,
} from '../../../../test/fakes/fhir-messages.ts';

const extension = (given: Json): Json => ({ ...observation, subject: undefined, extension: [given] });
const at = 'entry[2].resource';

describe('validateFhir', () => {
  it('finds nothing in a sound message but that the person is a test person', () => {
    const findings = validate(JSON.stringify(withResult({})));
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['id.synthetic', 'entry[1].resource.identifier[0].value'],
    ]);
  });

  it.each<[string, Json, string[]]>([
    ['a resource without its type', message(header, {}), ['resource-type-missing@entry[1].resource']],
    [
      'an unknown resource',
      message(header, { resourceType: 'Lab' }),
      ['resource-unknown@entry[1].resource.resourceType'],
    ],
    ['a required element that is missing', withResult({ status: undefined }), [`element-missing@${at}`]],
    [
      'a required choice that is missing',
      message({ ...header, eventUri: undefined }),
      ['element-missing@entry[0].resource'],
    ],
    [
      'no fault in a required value that is only said to be unknown',
      withResult({ status: undefined, _status: { extension: [{ url: 'urn:x', valueCode: 'unknown' }] } }),
      [],
    ],
    ['an unknown element', withResult({ result: 'x' }), [`element-unknown@${at}.result`]],
    ['extensions beside what is no primitive', withResult({ _code: {} }), [`element-unknown@${at}._code`]],
    ['two values', withResult({ valueString: '4' }), [`choice-several@${at}.valueString`]],
    ['a value that must be in a list', withResult({ category: { text: 'x' } }), [`list-missing@${at}.category`]],
    ['a list where one value may be', withResult({ status: ['final'] }), [`list-unexpected@${at}.status`]],
    ['a text where an object must be', withResult({ code: 'K' }), [`object-missing@${at}.code`]],
    ['a number where a text must be', withResult({ status: 1 }), [`string-missing@${at}.status`]],
    [
      'a number in quotation marks',
      withResult({ valueQuantity: { value: '4,1', unit: 'g' } }),
      [`number-missing@${at}.valueQuantity.value`],
    ],
    [
      'a boolean in quotation marks',
      message(header, { ...patient, active: 'true' }),
      ['boolean-missing@entry[1].resource.active'],
    ],
    ['an empty text', withResult({ code: { text: '' } }), [`empty@${at}.code.text`]],
    [
      'an empty object and an empty list',
      withResult({ method: {}, note: [] }),
      [`empty@${at}.method`, `empty@${at}.note`],
    ],
    ['null', withResult({ method: null }), [`null@${at}.method`]],
    [
      'null in a list that has no extensions',
      message(header, { ...patient, name: [{ given: [null] }] }),
      ['null@entry[1].resource.name[0].given[0]'],
    ],
    [
      'no fault in null that holds a place',
      message(header, {
        ...patient,
        name: [{ given: [null, 'Tora'], _given: [{ extension: [{ url: 'urn:x', valueCode: 'x' }] }, null] }],
      }),
      [],
    ],
  ])('finds %s', (_, body, wanted) => {
    expect(found(body)).toEqual(wanted);
  });

  it.each<[string, unknown, string[]]>([
    ['Date', '1959-02-30', ['date']],
    ['Date', '19590126', ['date']],
    ['DateTime', '2026-11-22 10:15', ['date-time']],
    ['DateTime', '2026-11-22T10:15:00', ['zone-missing']],
    ['DateTime', '2026-11', []],
    ['Instant', '2026-11-22', ['instant']],
    ['Instant', '2026-11-22T10:15:00.123', ['zone-missing']],
    ['Instant', '2026-11-22T10:15:00.123456+01:00', []],
    ['Time', '25:00:00', ['time']],
    ['Code', ' a', ['code']],
    ['Code', 'a b', []],
    ['Id', 'a_b', ['id']],
    ['Uri', 'a b', ['uri']],
    ['Oid', '1.2.3', ['oid']],
    ['Uuid', 'urn:uuid:1', ['uuid']],
    ['Integer', 2147483648, ['integer']],
    ['Integer', 1.5, ['integer']],
    ['PositiveInt', 0, ['integer']],
    ['UnsignedInt', 0, []],
    ['Decimal', 1e3, []],
    ['Base64Binary', 'aGVp\n', []],
    ['Base64Binary', 'aGV', ['base64']],
    ['Base64Binary', 'aG=p', ['base64']],
  ])('judges %s %s', (type, value, wanted) => {
    const path = `extension[0].value${type}`;
    expect(found(extension({ url: 'urn:x', [`value${type}`]: value }))).toEqual(
      wanted.map((rule) => `${rule}@${path}`),
    );
  });

  it.each<[string, Json, string[]]>([
    ['a narrative that is none', alone({ text: { status: 'generated', div: 'Kalium' } }), ['narrative@text.div']],
    ['a code that the standard does not know', alone({ status: 'done' }), ['code-unknown@status']],
    ['a code in capitals', alone({ status: 'FINAL' }), ['code-case@status']],
    [
      'a code of a concept that must be one of the standard',
      {
        resourceType: 'Condition',
        subject: { display: 'x' },
        clinicalStatus: {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'done' },
            { system: 'urn:x', code: 'y' },
          ],
        },
      },
      ['code-unknown@clinicalStatus.coding[0].code'],
    ],
    ['an extension that says nothing', extension({ url: 'urn:x' }), ['extension-value@extension[0]']],
    [
      'a period that ends before it begins',
      alone({ effectivePeriod: { start: '2026-05', end: '2026-04-30' } }),
      ['period-order@effectivePeriod.end'],
    ],
    [
      'no fault in a period within one day',
      alone({ effectivePeriod: { start: '2026-05-01T10:00:00Z', end: '2026-05-01' } }),
      [],
    ],
    [
      'a code of a unit without system',
      alone({ valueQuantity: { value: 1, code: 'g' } }),
      ['quantity-system@valueQuantity'],
    ],
    ['a number without a unit', alone({ valueQuantity: { value: 1 } }), ['unit-missing@valueQuantity']],
    [
      'a value and the reason for none',
      alone({ dataAbsentReason: { text: 'x' } }),
      ['absent-and-value@dataAbsentReason'],
    ],
    [
      'a telephone that is not said to be one',
      { ...patient, telecom: [{ value: '22222222' }] },
      ['contact-system@telecom[0]'],
    ],
    ['a document without type', { ...patient, photo: [{ data: 'aGVp' }] }, ['attachment-type@photo[0]']],
    ['a result of the future', alone({ issued: '2026-11-28T10:00:00Z' }), ['time-in-future@issued']],
    ['a birth in the future', { ...patient, birthDate: '2027' }, ['time-in-future@birthDate']],
    [
      'a national number with wrong digits',
      { ...patient, identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '26815909445' }] },
      ['id.control-digit@identifier[0].value'],
    ],
    [
      'a D-number called national number',
      { ...patient, identifier: [{ type: { coding: [{ code: 'DNR' }] }, value: '26815909444' }] },
      ['id.kind@identifier[0].value'],
    ],
    [
      'a national number that nobody calls one',
      { ...patient, identifier: [{ value: '26815909445' }] },
      ['id.control-digit@identifier[0].value'],
    ],
    [
      'a wrong organisation number',
      {
        resourceType: 'Organization',
        name: 'x',
        identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.101', value: '974706491' }],
      },
      ['id.control-digit@identifier[0].value'],
    ],
    [
      'a HER-id that is no number, by a system without its prefix',
      { resourceType: 'Organization', name: 'x', identifier: [{ system: '2.16.578.1.12.4.1.2', value: 'A1' }] },
      ['oid-prefix@identifier[0].system', 'id.characters@identifier[0].value'],
    ],
  ])('finds %s', (_, body, wanted) => {
    expect(found(body)).toEqual(wanted);
  });
});
