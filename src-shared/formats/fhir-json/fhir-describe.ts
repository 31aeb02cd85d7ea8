import type { Label, MaskKind, NodeContent } from '../format.ts';
import { isContainer, type JsonDocument, propertyOf, textOf } from '../json/json-document.ts';
import type { JsonMeaning, JsonScheme } from '../json/json-nodes.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import {
  contextBelow,
  type FhirContext,
  type FhirPlace,
  personReference,
  resourceTypeOf,
  rootContext,
} from './fhir-context.ts';
import { codeMeaning, labelOf } from './fhir-labels.ts';

/** FHIR R4 as a tree: names, data types, and what is a person's and what is clinical. */
export const fhirScheme: JsonScheme<FhirContext> = {
  root: rootContext,
  below: contextBelow,
  describe: describeFhir,
  maskOf: (context, text) => refine(maskKindOf(context, text), text),
  isOpen: ({ region, type }) => region === 'unknown' || (region === 'open' && !isAddress(type)),
};

function describeFhir(document: JsonDocument, place: FhirPlace): JsonMeaning {
  const { context, token } = place;
  const text = isContainer(document, token) ? '' : textOf(document, token);
  return {
    label: labelAt(document, place),
    maskAs: refine(maskKindOf(context, text), text),
    clinical: context.clinical,
    content: contentOf(context),
    dataType: dataTypeOf(context),
    meaning: meaningAt(document, place, text),
  };
}

/** An element of a list is called what is in it where that is a resource, else it goes by its number. */
function labelAt(document: JsonDocument, { context, token, step }: FhirPlace): Label | null {
  const isElement = step !== null && 'index' in step;
  if (context.type === 'Bundle.entry' && isElement) {
    const type = resourceTypeOf(document, propertyOf(document, token, 'resource'));
    return type === null ? null : labelOf(type, null);
  }
  if (context.resource !== null && context.type === context.resource && (isElement || context.name === 'resource'))
    return labelOf(context.resource, null);
  if (isElement || context.owner === null) return null;
  return labelOf(context.owner, context.element?.choice ?? context.name);
}

function maskKindOf({ region, type, owner, name }: FhirContext, text: string): MaskKind | null {
  if (region === 'unknown') return 'text';
  if (region === 'reference') return referenceKind(name, text);
  if (region === 'open') return isAddress(type) && personReference.test(text) ? 'id' : null;
  if (owner === 'HumanName') return 'name';
  if (owner === 'Address') return 'address';
  if (owner === 'ContactPoint') return 'phone';
  if (owner === 'Identifier' || name === 'id' || name === 'subscriberId') return 'id';
  if (owner === 'FamilyMemberHistory' && name === 'name') return 'name';
  if (type === 'date' || type === 'dateTime' || type === 'instant') return 'date';
  return type === 'boolean' || type === 'code' ? null : 'text';
}

function isAddress(type: string | null): boolean {
  return type === 'uri' || type === 'url' || type === 'string';
}

/** Addresses that mean something only inside the message are no identifiers. */
function referenceKind(name: string, text: string): MaskKind | null {
  if (name === 'display') return 'name';
  return name === 'reference' && !/^(?:urn:uuid:|#)/.test(text) ? 'id' : null;
}

/** A national number is called one wherever it is. */
function refine(kind: MaskKind | null, text: string): MaskKind | null {
  if (kind !== null && kind !== 'id' && kind !== 'text') return kind;
  return holdsNationalNumber(text) ? identifierKind(text) : kind;
}

const dateTypes = new Set(['date', 'dateTime', 'instant', 'time']);
const prose = new Set([
  'Annotation.text',
  'Narrative.div',
  'Observation.valueString',
  'Observation.component.valueString',
  'DiagnosticReport.conclusion',
  'ServiceRequest.patientInstruction',
  'Dosage.text',
  'Dosage.patientInstruction',
  'Communication.payload.contentString',
  'CommunicationRequest.payload.contentString',
  'OperationOutcome.issue.diagnostics',
  'Appointment.comment',
  'Appointment.description',
  'Specimen.note',
]);

function contentOf({ type, owner, name }: FhirContext): NodeContent {
  if (type !== null && dateTypes.has(type)) return 'date';
  if (type === 'base64Binary') return 'document';
  return type === 'markdown' || type === null || prose.has(`${owner}.${name}`) ? 'free-text' : 'value';
}

/** Of an element with parts that are defined only there, FHIR's name for such. */
function dataTypeOf({ type, resource }: FhirContext): string | null {
  return type !== null && resource !== null && type.startsWith(`${resource}.`) ? 'BackboneElement' : type;
}

/** Of a code in a coding the text beside it, as the message states it; of a code of FHIR's own, ours. */
function meaningAt(document: JsonDocument, { context, token, parent }: FhirPlace, text: string): Label | null {
  if (context.type !== 'code' || context.region !== 'open' || isContainer(document, token)) return null;
  if (context.owner !== 'Coding' || context.name !== 'code')
    return context.element?.codes?.codes.has(text) ? codeMeaning(text) : null;
  const display = propertyOf(document, parent, 'display');
  const stated = display === null || isContainer(document, display) ? '' : textOf(document, display);
  return stated === '' || holdsNationalNumber(stated) ? null : { en: stated, nb: stated, nn: stated };
}
