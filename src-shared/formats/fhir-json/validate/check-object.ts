import { childrenOf, isObject, nameOf } from '../../json/json-document.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf } from '../../json/json-tokens.ts';
import { findElement, resourceTypeOf } from '../fhir-context.ts';
import { type FhirElement, isPrimitive, isResourceType, requiredOf } from '../r4-types.ts';
import { checkContained } from './check-contained.ts';
import { checkKind } from './check-kind.ts';
import { checkScalar } from './check-scalar.ts';
import { type FhirScope, type Place, propertyAt, type ResourceScope, readText, type Visit } from './fhir-scope.ts';

/** A resource and all below it. @param container the one it is contained in, null for one of its own */
export function checkResource(scope: FhirScope, place: Place, container: ResourceScope | null): void {
  const { document, knownByToken } = scope;
  const reference = 'FHIR R4, Resource';
  if (!isObject(document, place.token)) {
    scope.report(place, { rule: 'fhir.object-missing', params: { dataType: 'Resource' }, reference });
    return;
  }
  const type = resourceTypeOf(document, place.token);
  if (type === null || !isResourceType(type)) {
    const stated = propertyAt(document, place, 'resourceType');
    if (stated === null) scope.report(place, { rule: 'fhir.resource-type-missing', reference });
    else scope.report(stated, { rule: 'fhir.resource-unknown', reference });
    return;
  }
  const known = knownByToken.get(place.token) ?? null;
  const id = readText(document, place, 'id');
  const resource: ResourceScope = { type, id, place, known, container, usedIds: new Set() };
  checkObject(scope, { place, type, element: null, resource });
  checkContained(scope, resource);
}

/** The properties of an object against the elements of its type, then what its type asks for beside that. */
function checkObject(scope: FhirScope, visit: Visit): void {
  const { document } = scope;
  const { place, type } = visit;
  const seen = new Map<string, string>();
  const properties = childrenOf(document, place.token).map((token) => ({ token, name: nameOf(document, token) }));
  const names = new Set(properties.map(({ name }) => name));
  for (const { token, name } of properties) {
    const at: Place = { token, parent: place, index: null };
    if (name === null || (name === 'resourceType' && isResourceType(type))) continue;
    const element = findKnown(type, name);
    if (element === null) {
      scope.report(at, { rule: 'fhir.element-unknown', reference: `FHIR R4, ${type}` });
      continue;
    }
    noteSeen(scope, at, { visit, element, name: name.replace(/^_/, ''), seen });
    checkProperty(scope, at, { visit, element, names });
  }
  checkRequired(scope, visit, seen);
  checkKind(scope, visit);
}

/** `_name` stands beside primitives only. */
function findKnown(type: string, name: string): FhirElement | null {
  const element = findElement(type, name);
  if (element === null || !name.startsWith('_')) return element;
  return isPrimitive(findElement(type, name.slice(1))?.type ?? '') ? element : null;
}

type Noted = { visit: Visit; element: FhirElement; name: string; seen: Map<string, string> };

function noteSeen(scope: FhirScope, at: Place, { visit, element, name, seen }: Noted): void {
  const key = element.choice ?? name;
  const before = seen.get(key);
  if (before !== undefined && before !== name)
    scope.report(at, {
      rule: 'fhir.choice-several',
      params: { element: key },
      reference: placeInStandard(visit.type, element),
    });
  seen.set(key, name);
}

function checkRequired(scope: FhirScope, { place, type }: Visit, seen: ReadonlyMap<string, string>): void {
  // Of what is cut off, nobody knows what was to come.
  if (hasFlag(scope.document.index.tokens, place.token, jsonFlag.unclosed)) return;
  for (const element of requiredOf(type))
    if (!seen.has(element))
      scope.report(place, {
        rule: 'fhir.element-missing',
        params: { element },
        reference: `FHIR R4, ${type}.${element}`,
      });
}

/** `names` of all properties of the object. */
type Given = { visit: Visit; element: FhirElement; names: ReadonlySet<string | null> };

function checkProperty(scope: FhirScope, at: Place, given: Given): void {
  const { document } = scope;
  const { element } = given;
  const kind = kindOf(document.index.tokens, at.token);
  const params = { element: element.choice ?? element.name };
  const reference = placeInStandard(given.visit.type, element);
  if (kind !== jsonKind.array) {
    if (element.isArray && kind !== jsonKind.broken) scope.report(at, { rule: 'fhir.list-missing', params, reference });
    checkValue(scope, at, given);
    return;
  }
  if (!element.isArray) scope.report(at, { rule: 'fhir.list-unexpected', params, reference });
  const items = childrenOf(document, at.token);
  if (items.length === 0) scope.report(at, { rule: 'fhir.empty', reference });
  for (const [index, token] of items.entries()) checkValue(scope, { token, parent: at, index }, given);
}

function checkValue(scope: FhirScope, at: Place, given: Given): void {
  const { visit, element } = given;
  const { document } = scope;
  const { tokens } = document.index;
  const kind = kindOf(tokens, at.token);
  const isScalar = isPrimitive(element.type);
  const reference = placeInStandard(visit.type, element);
  if (kind === jsonKind.broken) return;
  if (kind === jsonKind.literal && document.bytes[tokens.start[at.token] ?? 0] === 0x6e) {
    if (!holdsPlace(at, given)) scope.report(at, { rule: 'fhir.null', reference });
  } else if (isScalar) checkScalar(scope, at, { visit, element, reference });
  else if (element.type === 'Resource' || isResourceType(element.type))
    checkResource(scope, at, element.name === 'contained' ? visit.resource : null);
  else if (kind !== jsonKind.object)
    scope.report(at, { rule: 'fhir.object-missing', params: { dataType: typeName(visit, element) }, reference });
  else if (childrenOf(document, at.token).length === 0) scope.report(at, { rule: 'fhir.empty', reference });
  else checkObject(scope, { place: at, type: element.type, element, resource: visit.resource });
}

/** FHIR R4, 2.6.2.3: in lists of primitives and of what stands beside them. */
function holdsPlace({ index }: Place, { element, names }: Given): boolean {
  const isBeside = element.type === 'Element';
  const partner = isBeside ? element.name : `_${element.name}`;
  return index !== null && (isBeside || isPrimitive(element.type)) && names.has(partner);
}

/** Of an element with parts that are defined only there, FHIR's name for such. */
function typeName({ resource }: Visit, { type }: FhirElement): string {
  return type.startsWith(`${resource.type}.`) ? 'BackboneElement' : type;
}

function placeInStandard(type: string, element: FhirElement): string {
  return `FHIR R4, ${type}.${element.choice ?? element.name}`;
}
