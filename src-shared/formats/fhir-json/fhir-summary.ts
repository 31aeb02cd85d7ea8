import { ownValue } from '../../domain/own-value.ts';
import type { MessageSummary, ParseOptions, PatientIdKind } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import { type FhirMessage, ofType, openFhir, resolved } from './fhir-message.ts';
import { personResources } from './fhir-places.ts';
import { items, type Resource, type Spot, spotAt, textAt } from './fhir-reader.ts';
import { readReceipt } from './fhir-receipt.ts';
import { readUrgency, readVersion } from './fhir-status.ts';
import { parseFhirTime } from './fhir-time.ts';

/** Header of the bundle and its MessageHeader, or of the single resource; keys of all resources. */
export function summariseFhir(body: Uint8Array, options: ParseOptions): MessageSummary {
  const message = openFhir(body, options);
  const patients = ofType(message, 'Patient');
  return {
    header: readHeader(message),
    format: 'fhir-json',
    recipients: readRecipients(message),
    patientKeys: distinct([
      ...patients.flatMap((patient) => identifierValues(message, patient, 'identifier')),
      ...message.resources.flatMap((resource) => referenceKeys(message, resource, ['subject', 'patient'])),
    ]),
    orderKeys: readOrderKeys(message),
    visitKeys: distinct([
      ...ofType(message, 'Encounter').flatMap((visit) => identifierValues(message, visit, 'identifier')),
      ...message.resources.flatMap((resource) => referenceKeys(message, resource, ['encounter'])),
    ]),
    urgency: readUrgency(message),
    version: readVersion(message),
    patient: patients.map((patient) => readPatientNumber(message, patient)).find((number) => number !== null) ?? null,
    receipt: readReceipt(message),
  };
}

function readHeader(message: FhirMessage): MessageSummary['header'] {
  const { document, root, bundleType } = message;
  const header = ofType(message, 'MessageHeader')[0] ?? null;
  const type = textAt(document, root, 'resourceType');
  // The id of a person's resource is a number of the person.
  const rootId = type === null || personResources.has(type) ? null : textAt(document, root, 'id');
  const bundleId = bundleType === null ? null : textAt(document, root, 'identifier', 'value');
  return {
    messageControlId: bundleId ?? rootId ?? header?.id ?? null,
    messageType:
      bundleType === null ? type : [`Bundle/${bundleType}`, eventOf(message, header)].filter(Boolean).join(' '),
    sender: partyName(message, header, { place: spotAt(document, header, 'source'), organization: 'sender' }),
    receiver: partyName(message, header, { place: spotAt(document, header, 'destination'), organization: 'receiver' }),
    messageAt: parseFhirTime(
      (bundleType === null ? null : textAt(document, root, 'timestamp')) ?? textAt(document, header, 'timestamp'),
    ),
  };
}

/** `event` is how FHIR STU3 wrote it. */
function eventOf({ document }: FhirMessage, header: Resource | null): string | null {
  return (
    textAt(document, header, 'eventCoding', 'code') ??
    textAt(document, header, 'eventUri') ??
    textAt(document, header, 'event', 'code')
  );
}

type Party = { place: Spot | null; organization: 'sender' | 'receiver' };

/** Name or address of the system, and the name of the organization behind it. */
function partyName(message: FhirMessage, header: Resource | null, { place, organization }: Party): string | null {
  if (header === null) return null;
  const { document } = message;
  const system =
    textAt(document, place, 'name') ?? textAt(document, place, 'software') ?? textAt(document, place, 'endpoint');
  const owner = organization === 'sender' ? header : place === null ? null : { ...header, ...place };
  const names =
    owner === null ? [] : resolved(message, owner, organization).map((each) => textAt(document, each, 'name'));
  const stated = textAt(document, owner, organization, 'display');
  return distinct([system, names[0] ?? stated]).join(' / ') || null;
}

function readRecipients(message: FhirMessage): string[] {
  const { document } = message;
  const header = ofType(message, 'MessageHeader')[0];
  if (header === undefined) return [];
  return distinct(
    items(document, header, 'destination').flatMap((spot) => [
      textAt(document, spot, 'endpoint') ?? textAt(document, spot, 'name'),
      textAt(document, spot, 'receiver', 'identifier', 'value'),
      ...resolved(message, { ...header, ...spot }, 'receiver').map((receiver) =>
        textAt(document, receiver, 'identifier', 'value'),
      ),
    ]),
  );
}

function readOrderKeys(message: FhirMessage): string[] {
  const ordering = ofType(
    message,
    'ServiceRequest',
    'MedicationRequest',
    'DeviceRequest',
    'DiagnosticReport',
    'ImagingStudy',
  );
  return distinct([
    ...ordering.flatMap((resource) => [
      ...identifierValues(message, resource, 'identifier'),
      ...identifierValues(message, resource, 'requisition'),
      ...identifierValues(message, resource, 'groupIdentifier'),
      ...referenceKeys(message, resource, ['basedOn']),
    ]),
    ...ofType(message, 'Specimen').flatMap((specimen) => identifierValues(message, specimen, 'accessionIdentifier')),
    ...ofType(message, 'Observation').flatMap((observation) => referenceKeys(message, observation, ['basedOn'])),
  ]);
}

function identifierValues({ document }: FhirMessage, resource: Spot, name: string): (string | null)[] {
  return items(document, resource, name).map((identifier) => textAt(document, identifier, 'value'));
}

/** The number a reference carries; else the id in its address, where what it means is not in the message itself. */
function referenceKeys({ document, resolve }: FhirMessage, from: Resource, names: string[]): (string | null)[] {
  return names.flatMap((name) =>
    items(document, from, name).flatMap((spot) => {
      const reference = textAt(document, spot, 'reference');
      const isOutside = reference !== null && resolve(reference, from) === null;
      return [
        textAt(document, spot, 'identifier', 'value'),
        isOutside ? (/(?:^|\/)[A-Z][A-Za-z]+\/([A-Za-z0-9.-]{1,64})$/.exec(reference)?.[1] ?? null) : null,
      ];
    }),
  );
}

/** Norwegian number series by their OID (Direktoratet for e-helse, OID register); the common emergency number is .4.3. */
const numberKinds: Record<string, PatientIdKind> = {
  'urn:oid:2.16.578.1.12.4.1.4.1': 'fnr',
  'urn:oid:2.16.578.1.12.4.1.4.2': 'dnr',
  'urn:oid:2.16.578.1.12.4.1.4.3': 'fhn',
  'urn:oid:2.16.578.1.12.4.1.4.5': 'duf',
};
const bestFirst: readonly PatientIdKind[] = ['fnr', 'dnr', 'fhn', 'duf', 'hnr', 'id'];

function readPatientNumber({ document }: FhirMessage, patient: Resource): MessageSummary['patient'] {
  const numbers = items(document, patient, 'identifier').flatMap((identifier) => {
    const value = textAt(document, identifier, 'value');
    return value === null ? [] : [{ kind: numberKind(textAt(document, identifier, 'system'), value), value }];
  });
  return numbers.toSorted((a, b) => bestFirst.indexOf(a.kind) - bestFirst.indexOf(b.kind))[0] ?? null;
}

/** By its series; in an unknown one by its digits. */
function numberKind(system: string | null, value: string): PatientIdKind {
  const stated = system === null ? undefined : ownValue(numberKinds, system);
  if (stated !== undefined) return stated;
  if (!holdsNationalNumber(value)) return 'id';
  return identifierKind(value) === 'dnr' ? 'dnr' : 'fnr';
}

function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => (value === null || value === undefined ? [] : [value.trim()])))].filter(
    Boolean,
  );
}
