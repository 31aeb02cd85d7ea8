import { describe, expect, it } from 'vitest';
import {
  alone,
  found,
  header,
  type Json,
  message,
  observation,
  patient,
  withResult,
} from '../../../../test/fakes/fhir-messages.ts';

const at = 'entry[2].resource';
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
