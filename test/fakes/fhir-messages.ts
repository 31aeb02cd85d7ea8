import { fhirFormat } from '../../src-shared/formats/fhir-json/fhir-format.ts';
import type { Finding } from '../../src-shared/formats/format.ts';
import { encodeUtf8 } from '../../src-shared/formats/shared/text-codec.ts';

/** The day of these messages is 26 November 2026. */
export const fhirOptions = { statedEncoding: null, profiles: [], now: Date.UTC(2026, 10, 26) };

export type Json = { [name: string]: unknown };

export const validate = (text: string): Finding[] => fhirFormat.validate(encodeUtf8(text), fhirOptions);

/** `rule@path`, without the remark that a number is a test person's. */
export function found(resource: Json): string[] {
  return validate(JSON.stringify(resource))
    .filter(({ rule }) => rule !== 'id.synthetic')
    .map(({ rule, path }) => `${rule.replace('fhir.', '')}@${path}`);
}

export const header: Json = {
  resourceType: 'MessageHeader',
  eventUri: 'urn:example:result',
  source: { endpoint: 'urn:example:lab' },
};
export const patient: Json = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.1', value: '26815909444' }],
  birthDate: '1959-01-26',
};
export const observation: Json = {
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
export const message = (...resources: Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'message',
  entry: resources.map((resource, index) => entry(resource, index + 1)),
});
export const withResult = (given: Json): Json => message(header, patient, { ...observation, ...given });
export const alone = (given: Json): Json => ({ ...observation, subject: undefined, ...given });
