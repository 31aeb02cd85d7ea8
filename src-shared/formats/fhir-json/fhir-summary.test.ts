import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { fhirFormat } from './fhir-format.ts';

const options = { statedEncoding: null };
const summarise = (value: unknown) => fhirFormat.summary(encodeUtf8(JSON.stringify(value)), options);

const header = {
  resourceType: 'MessageHeader',
  id: 'mh1',
  eventCoding: { code: 'R01' },
  source: { name: 'LIS', endpoint: 'http://lis.example' },
  sender: { reference: 'urn:uuid:o1' },
  destination: [
    { name: 'DIPS', endpoint: 'http://dips.example', receiver: { reference: 'Organization/o2' } },
    { name: 'Kopi', endpoint: 'http://kopi.example' },
  ],
};
const patient = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [
    { system: 'http://sykehus.example/pas', value: '4711' },
    { system: 'urn:oid:2.16.578.1.12.4.1.4.2', value: '53917600108' },
  ],
};
const message = {
  resourceType: 'Bundle',
  id: 'b1',
  identifier: { value: 'msg-1' },
  type: 'message',
  timestamp: '2026-03-02T09:05:12.5+01:00',
  entry: [
    { fullUrl: 'urn:uuid:mh1', resource: header },
    { fullUrl: 'urn:uuid:o1', resource: { resourceType: 'Organization', name: 'Laboratoriet' } },
    { resource: { resourceType: 'Organization', id: 'o2', name: 'Sykehuset', identifier: [{ value: '89000021' }] } },
    { fullUrl: 'urn:uuid:p1', resource: patient },
    {
      resource: {
        resourceType: 'ServiceRequest',
        priority: 'asap',
        identifier: [{ value: 'R-1' }],
        requisition: { value: 'RQ-9' },
        encounter: { identifier: { value: 'E-5' } },
      },
    },
    {
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'corrected',
        identifier: [{ value: 'S-2' }],
        subject: { reference: 'urn:uuid:p1' },
        basedOn: [{ reference: 'ServiceRequest/77' }],
      },
    },
  ],
};

describe('fhir summary', () => {
  it('reads a message bundle by its header and what the header refers to', () => {
    expect(summarise(message)).toEqual({
      header: {
        messageControlId: 'msg-1',
        messageType: 'Bundle/message R01',
        sender: 'LIS / Laboratoriet',
        receiver: 'DIPS / Sykehuset',
        messageAt: Date.UTC(2026, 2, 2, 8, 5, 12, 500),
      },
      format: 'fhir-json',
      recipients: ['http://dips.example', '89000021', 'http://kopi.example'],
      patientKeys: ['4711', '53917600108'],
      orderKeys: ['R-1', 'RQ-9', 'S-2', '77'],
      visitKeys: ['E-5'],
      urgency: 'urgent',
      version: 'corrected',
      patient: { kind: 'dnr', value: '53917600108' },
      receipt: null,
    });
  });

  it('names a single resource, and never a patient by the id in its resource', () => {
    expect(summarise(patient).header).toMatchObject({ messageControlId: null, messageType: 'Patient' });
    expect(summarise({ resourceType: 'Task', id: 't1' }).header).toMatchObject({ messageControlId: 't1' });
  });

  it('knows nothing of a body that is none', () => {
    for (const value of [[], 1, null, {}, { resourceType: 7 }, { resourceType: 'Bundle', entry: { resource: 4 } }])
      expect(summarise(value)).toMatchObject({ patientKeys: [], orderKeys: [], receipt: null, urgency: 'unknown' });
  });

  it('takes no patient of another server for the one in the message', () => {
    const subject = { reference: 'https://other.example/fhir/Patient/p1' };
    const entry = [{ fullUrl: 'https://lab.example/fhir/Patient/p1', resource: { ...patient, identifier: [] } }];
    const observation = { resourceType: 'Observation', subject };
    expect(summarise({ ...message, entry: [...entry, { resource: observation }] }).patientKeys).toEqual(['p1']);
  });
});

describe('fhir receipt', () => {
  const outcome = (...severities: string[]) => ({
    resourceType: 'OperationOutcome',
    issue: severities.map((severity) => ({ severity, code: 'invalid', details: { text: 'Feil dato' } })),
  });

  it('tells by the response of a message header whether it may be sent again', () => {
    const answer = (code: string, ...severities: string[]) =>
      summarise({
        resourceType: 'Bundle',
        type: 'message',
        entry: [
          { resource: { resourceType: 'MessageHeader', response: { identifier: 'msg-1', code } } },
          { resource: outcome(...severities) },
        ],
      }).receipt;
    expect(answer('ok')).toEqual({ outcome: 'accepted', status: 'ok', refersTo: 'msg-1', errors: [] });
    expect(answer('ok', 'error')?.outcome).toBe('accepted-with-errors');
    expect(answer('transient-error', 'fatal')).toEqual({
      outcome: 'rejected',
      status: 'transient-error',
      refersTo: 'msg-1',
      errors: [{ code: 'invalid', severity: 'fatal', text: 'Feil dato' }],
    });
    expect(answer('odd')?.outcome).toBe('unknown');
  });

  it('tells of a transaction and a batch which entries failed', () => {
    const answer = (...statuses: string[]) =>
      summarise({
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: statuses.map((status) => ({ response: { status, outcome: outcome('error') } })),
      }).receipt;
    expect(answer('201 Created', '200')?.outcome).toBe('accepted');
    expect(answer('201', '422')).toMatchObject({
      outcome: 'accepted-with-errors',
      status: '422',
      errors: [{ code: '422', severity: 'error', text: 'Feil dato' }],
    });
    expect(answer('500', '422')?.outcome).toBe('rejected');
    expect(answer()?.outcome).toBe('unknown');
  });

  it('tells by the worst issue of an outcome alone', () => {
    expect(summarise(outcome('information', 'error')).receipt).toMatchObject({ outcome: 'rejected', status: 'error' });
    expect(summarise(outcome('information')).receipt?.outcome).toBe('accepted');
    expect(summarise(outcome()).receipt?.outcome).toBe('unknown');
  });
});
