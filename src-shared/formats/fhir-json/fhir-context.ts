import { isContainer, isObject, type JsonDocument, propertyOf, textOf } from '../json/json-document.ts';
import type { JsonPlace, JsonScheme } from '../json/json-nodes.ts';
import { isClinicalElement, openInPerson, patientElements, personPlaces, personResources } from './fhir-places.ts';
import { elementsOf, type FhirElement, isResourceType } from './r4-types.ts';

/**
 * How values are masked: *person* by what they are, *reference* to a person likewise, *unknown* all of them, *open* only what looks like a person's number.
 */
export type Region = 'open' | 'person' | 'reference' | 'unknown';

/**
 * What FHIR says of a value. `resource`: type of the resource it is in, null outside one. `type`: its own, of an array that of its elements, null = not known.
 * `owner`: type of the object it is in; `name`: of the property; both of an element of an array as of the array.
 */
export type FhirContext = {
  resource: string | null;
  type: string | null;
  owner: string | null;
  name: string;
  element: FhirElement | null;
  region: Region;
  clinical: boolean;
};

export type FhirPlace = JsonPlace<FhirContext>;

const outside: FhirContext = {
  resource: null,
  type: null,
  owner: null,
  name: '',
  element: null,
  region: 'unknown',
  clinical: true,
};

export function rootContext(document: JsonDocument): FhirContext {
  return document.index.tokens.count === 0 ? outside : enterResource(document, 0, outside);
}

/** A resource begins: what was around it no longer counts. */
function enterResource(document: JsonDocument, token: number, around: FhirContext): FhirContext {
  const resource = resourceTypeOf(document, token);
  if (resource === null || !isResourceType(resource))
    return { ...around, resource: null, type: null, region: 'unknown', clinical: true };
  const enter = (): FhirContext => ({
    ...around,
    resource,
    type: resource,
    region: personResources.has(resource) ? 'person' : 'open',
    clinical: false,
  });
  // The root is made anew for each message.
  return around === outside ? enter() : onceBelow(around, `>${resource}`, enter);
}

/** As written; null when it is missing or no string. */
export function resourceTypeOf(document: JsonDocument, token: number | null): string | null {
  const type = propertyOf(document, token, 'resourceType');
  return type === null || isContainer(document, type) ? null : textOf(document, type);
}

export const contextBelow: JsonScheme<FhirContext>['below'] = (document, parent, { token, name }) => {
  const { context } = parent;
  if (!isObject(document, parent.token)) {
    const entersHere = context.type === 'Resource' && isObject(document, token);
    return entersHere ? enterResource(document, token, context) : context;
  }
  if (name === null || context.type === null) return { ...unknownBelow(context), name: name ?? '' };
  const settled = settledBelow.get(context)?.get(name);
  if (settled !== undefined) return settled;
  if (name === 'resourceType' && isResourceType(context.type))
    return { ...context, type: 'code', owner: context.type, name, element: null, region: 'open', clinical: false };
  const element = findElement(context.type, name);
  if (element === null) return { ...unknownBelow(context), name };
  return describeProperty(document, { context, token: parent.token }, { token, name, element });
};

/** Also of `_name`, which carries what belongs to the primitive `name`. */
export function findElement(type: string, name: string): FhirElement | null {
  const elements = elementsOf(type);
  if (!name.startsWith('_')) return elements?.get(name) ?? null;
  const base = elements?.get(name.slice(1));
  return base === undefined ? null : { ...base, type: 'Element', isRequired: false, codes: null };
}

function unknownBelow(context: FhirContext): FhirContext {
  return { ...context, type: null, owner: context.type, element: null, region: 'unknown', clinical: true };
}

type Parent = { context: FhirContext; token: number };
type Property = { token: number; name: string; element: FhirElement };

function describeProperty(document: JsonDocument, parent: Parent, property: Property): FhirContext {
  const { token, name, element } = property;
  // Of a reference it hangs on what it says.
  const region = element.type === 'Reference' ? regionOf(document, parent, property) : null;
  const below = onceBelow(parent.context, region === null ? name : `${name} ${region}`, () => {
    const { resource, type, clinical } = parent.context;
    return {
      ...parent.context,
      type: element.type,
      owner: type,
      name,
      element,
      region: region ?? regionOf(document, parent, property),
      clinical: type === resource && resource !== null ? isClinicalElement(resource, name.replace(/^_/, '')) : clinical,
    };
  });
  const mayEnter = element.type === 'Resource' || isResourceType(element.type);
  if (region === null && !mayEnter) settle(parent.context, name, below);
  return mayEnter && isObject(document, token) ? enterResource(document, token, below) : below;
}

/** Of properties whose name alone tells what they are: most of them. */
const settledBelow = new WeakMap<FhirContext, Map<string, FhirContext>>();

function settle(around: FhirContext, name: string, below: FhirContext): void {
  const known = settledBelow.get(around);
  if (known === undefined) settledBelow.set(around, new Map([[name, below]]));
  else known.set(name, below);
}

/** What lies below a context is the same each time: a bundle has the same few hundred over and over. They go with the context of the root. */
const contextsBelow = new WeakMap<FhirContext, Map<string, FhirContext>>();

function onceBelow(around: FhirContext, key: string, make: () => FhirContext): FhirContext {
  let known = contextsBelow.get(around);
  if (known === undefined) {
    known = new Map();
    contextsBelow.set(around, known);
  }
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function regionOf(document: JsonDocument, { context }: Parent, { token, name, element }: Property): Region {
  const place = `${context.type}.${element.choice ?? name.replace(/^_/, '')}`;
  if (context.region === 'unknown') return 'unknown';
  if (context.type === 'Extension' && name !== 'url' && name !== 'extension') return 'unknown';
  if (context.type === 'Narrative' && name === 'div') return 'unknown';
  if (openInPerson.has(place)) return 'open';
  if (element.type === 'Reference') return refersToPerson(document, name, token) ? 'reference' : 'open';
  if (context.region === 'reference') return element.type === 'Identifier' ? 'person' : 'reference';
  return personPlaces.has(place) ? 'person' : context.region;
}

function refersToPerson(document: JsonDocument, name: string, token: number): boolean {
  if (patientElements.has(name)) return !refersToAnother(document, token);
  const reference = propertyOf(document, token, 'reference');
  const type = propertyOf(document, token, 'type');
  return (
    (reference !== null && personReference.test(textOf(document, reference))) ||
    (type !== null && personResources.has(textOf(document, type)))
  );
}

/** A subject can be a device or a place. */
function refersToAnother(document: JsonDocument, token: number): boolean {
  const reference = propertyOf(document, token, 'reference');
  const type =
    reference === null ? null : (/(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(textOf(document, reference))?.[1] ?? null);
  return type !== null && isResourceType(type) && !personResources.has(type) && type !== 'Group';
}

/** An address of a person: `Patient/123`, `https://…/Patient/123`, `Patient?identifier=…`. */
export const personReference = /(?:^|\/)(?:Patient|RelatedPerson|Person)[/?]./;
