import { describe, expect, it } from 'vitest';
import type { Finding } from '../../format.ts';
import { encodeUtf8 } from '../../shared/text-codec.ts';
import { fhirFormat } from '../fhir-format.ts';

const options = { statedEncoding: null, profiles: [], now: Date.UTC(2026, 10, 26) };

type Json = { [name: string]: unknown };

const validate = (text: string): Finding[] => fhirFormat.validate(encodeUtf8(text), options);

/** `rule@path`, without the remark that a number is a test person's. */
function found(resource: Json): string[] {
  return validate(JSON.stringify(resource))
    .filter(({ rule }) => rule !== 'id.synthetic')
    .map(({ rule, path }) => `${rule.replace('fhir.', '')}@${path}`);
}

const header: Json = {
  resourceType: 'MessageHeader',
  eventUri: 'urn:example:result',
  source: { endpoint: 'urn:example:lab' },
};
const patient: Json = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '26815909444' }],
  birthDate: '1959-01-26',
};
const observation: Json = {
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'Kalium' },
  subject: { reference: 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a02' },
  issued: '2026-11-22T10:15:00+01:00',
  valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
};
const entry = (resource: Json, number: number): Json => ({
  fullUrl: `urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a0${number}`,
  resource,
});
const message = (...resources: Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'message',
  entry: resources.map((resource, index) => entry(resource, index + 1)),
});
const withResult = (given: Json): Json => message(header, patient, { ...observation, ...given });
const extension = (given: Json): Json => ({ ...observation, subject: undefined, extension: [given] });
const alone = (given: Json): Json => ({ ...observation, subject: undefined, ...given });
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

const sound = 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a02';
const referring = (subject: Json) => withResult({ subject });

describe('references', () => {
  it.each<[string, Json, string[]]>([
    ['one that is no address', referring({ reference: 'Tora 7' }), [`reference-form@${at}.subject.reference`]],
    [
      'one to what is not in the message',
      referring({ reference: 'Patient/9' }),
      [`reference-unresolved@${at}.subject.reference`],
    ],
    [
      'one to a number that the message lacks',
      referring({ reference: 'urn:uuid:5d1b4b5e-3c7f-4d43-9c2a-0d6f1c1f0a09' }),
      [`reference-lost@${at}.subject.reference`],
    ],
    ['one to what is not contained', referring({ reference: '#p' }), [`reference-lost@${at}.subject.reference`]],
    ['none on another server', referring({ reference: 'https://example.org/fhir/Patient/9' }), []],
    [
      'one to a resource of a wrong type',
      withResult({ specimen: { reference: sound } }),
      [`reference-target@${at}.specimen.reference`],
    ],
    [
      'one whose address tells a wrong type',
      alone({ specimen: { reference: 'Patient/1' } }),
      ['reference-target@specimen.reference'],
    ],
    [
      'one whose stated type is wrong',
      alone({ specimen: { type: 'Patient', display: 'x' } }),
      ['reference-target@specimen.type'],
    ],
    [
      'one that states another type than it has',
      referring({ reference: sound, type: 'Group' }),
      [`reference-type@${at}.subject.type`],
    ],
    [
      'a contained resource without id',
      alone({ contained: [{ resourceType: 'Specimen' }] }),
      ['contained-id@contained[0]'],
    ],
    [
      'a contained resource that nothing refers to',
      alone({ contained: [{ resourceType: 'Specimen', id: 's' }] }),
      ['contained-unused@contained[0]'],
    ],
    [
      'no fault in one that is referred to, and one that refers to its container',
      alone({
        specimen: { reference: '#s' },
        contained: [
          { resourceType: 'Specimen', id: 's' },
          {
            resourceType: 'Provenance',
            id: 'p',
            target: [{ reference: '#' }],
            recorded: '2026-11-22T10:15:00Z',
            agent: [{ who: { display: 'x' } }],
          },
        ],
      }),
      [],
    ],
    [
      'a contained resource in another',
      alone({
        specimen: { reference: '#s' },
        contained: [{ resourceType: 'Specimen', id: 's', contained: [{ resourceType: 'Device', id: 'd' }] }],
      }),
      ['contained-nested@contained[0].contained[0]'],
    ],
  ])('finds %s', (_, body, wanted) => {
    expect(found(body)).toEqual(wanted);
  });

  it('leaves a condition, and what the server must have, to a transaction', () => {
    const posted = (subject: Json): Json => ({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: { ...observation, subject }, request: { method: 'POST', url: 'Observation' } }],
    });
    expect(found(posted({ reference: 'Patient?identifier=7' }))).toEqual([]);
    expect(found(posted({ reference: 'Patient/7' }))).toEqual([
      'reference-on-server@entry[0].resource.subject.reference',
    ]);
    expect(found(referring({ reference: 'Patient?identifier=7' }))).toEqual([`reference-form@${at}.subject.reference`]);
  });
});

const bundle = (type: string, ...entries: Json[]): Json => ({ resourceType: 'Bundle', type, entry: entries });
const request = { method: 'POST', url: 'Patient' };

describe('bundles', () => {
  it.each<[string, Json, string[]]>([
    ['a message that begins with something else', message(patient, header), ['bundle-message@entry[0]']],
    ['a message without entries', { resourceType: 'Bundle', type: 'message' }, ['bundle-message@null']],
    [
      'what a document lacks',
      bundle('document', { fullUrl: 'urn:uuid:1', resource: patient }),
      ['document-time@null', 'document-identifier@null', 'bundle-document@entry[0]'],
    ],
    [
      'an entry of a transaction without request',
      bundle('transaction', { resource: patient }),
      ['entry-part-missing@entry[0]'],
    ],
    [
      'a request without method and address',
      bundle('batch', { resource: patient, request: { ifMatch: 'x' } }),
      ['element-missing@entry[0].request', 'element-missing@entry[0].request'],
    ],
    ['a request without a resource', bundle('transaction', { request }), ['request-resource@entry[0].request']],
    ['no fault in a request to delete', bundle('transaction', { request: { method: 'DELETE', url: 'Patient/1' } }), []],
    [
      'a request in a collection',
      bundle('collection', { resource: patient, request }),
      ['entry-part-unexpected@entry[0].request'],
    ],
    ['an answer without response', bundle('batch-response', { resource: patient }), ['entry-part-missing@entry[0]']],
    ['an entry with nothing in it', bundle('collection', { fullUrl: 'urn:uuid:1' }), ['entry-empty@entry[0]']],
    [
      'a search in a collection',
      { ...bundle('collection', { resource: patient, search: { mode: 'match' } }), total: 1 },
      ['total-unexpected@total', 'entry-part-unexpected@entry[0].search'],
    ],
    [
      'an address that comes twice',
      bundle('collection', { fullUrl: 'urn:uuid:1', resource: patient }, { fullUrl: 'urn:uuid:1', resource: patient }),
      ['full-url-repeated@entry[1].fullUrl'],
    ],
    [
      'an address with a version',
      bundle('collection', { fullUrl: 'http://x/Patient/1/_history/2', resource: patient }),
      ['full-url-version@entry[0].fullUrl'],
    ],
    [
      'an address that is not whole',
      bundle('collection', { fullUrl: 'Patient/1', resource: patient }),
      ['full-url-form@entry[0].fullUrl'],
    ],
    [
      'an address of another resource',
      bundle('collection', { fullUrl: 'http://x/Patient/2', resource: { ...patient, id: '1' } }),
      ['full-url-id@entry[0].fullUrl'],
    ],
  ])('finds %s', (_, body, wanted) => {
    expect(found(body).sort()).toEqual(wanted.toSorted());
  });

  it('compares what an answer says with its OperationOutcome', () => {
    const outcome = (severity: string): Json => ({
      resourceType: 'OperationOutcome',
      issue: [{ severity, code: 'invalid' }],
    });
    const answer = (code: string, ...rest: Json[]) =>
      message({ ...header, response: { identifier: 'M1', code } }, ...rest);
    const code = 'entry[0].resource.response.code';
    expect(found(answer('ok', outcome('error')))).toEqual([`accepted-with-error@${code}`]);
    expect(found(answer('ok', outcome('warning')))).toEqual([]);
    expect(found(answer('fatal-error'))).toEqual([`refusal-without-reason@${code}`]);
    const status = 'entry[0].response.status';
    const answers = (response: Json) => found(bundle('batch-response', { response }));
    expect(answers({ status: '201 Created', outcome: outcome('fatal') })).toEqual([`accepted-with-error@${status}`]);
    expect(answers({ status: '422' })).toEqual([`refusal-without-reason@${status}`]);
    expect(answers({ status: '422', outcome: outcome('error') })).toEqual([]);
  });
});

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
    const mended = fhirFormat.splice(encodeUtf8(text), finding?.fix ?? [], options);
    expect(mended.kind === 'spliced' && fhirFormat.validate(mended.bytes, options)).toEqual([]);
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
      const start = performance.now();
      expect(fhirFormat.validate(body, options)).toHaveLength(500);
      return performance.now() - start;
    };
    timeOf(5_000);
    expect(timeOf(100_000) / Math.max(timeOf(10_000), 10)).toBeLessThan(40);
  });
});
