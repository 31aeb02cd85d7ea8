import type { Problem, Span } from '../../format.ts';
import { childrenOf, findProperty, isContainer, type JsonDocument, valueSpan } from '../../json/json-document.ts';
import { type JsonScheme, placesBelow } from '../../json/json-nodes.ts';
import { pathBelow } from '../../json/json-path.ts';
import { jsonKind, kindOf } from '../../json/json-tokens.ts';
import type { FindingList } from '../../shared/finding-list.ts';
import type { ProblemRule } from '../../shared/problem.ts';
import type { FhirMessage } from '../fhir-message.ts';
import { type Resource, textAt } from '../fhir-reader.ts';
import type { FhirElement } from '../r4-types.ts';

/** A value by the way to it, so that its path is written only where something is found. `index` in its list, null for a property and the root. */
export type Place = { token: number; parent: Place | null; index: number | null };

/**
 * A resource that is looked at. `known` as the message lists it, null for one deeper inside another; `container` of a contained one.
 * `usedIds`: of what it contains, those that are referred to.
 */
export type ResourceScope = {
  type: string;
  id: string | null;
  place: Place;
  known: Resource | null;
  container: ResourceScope | null;
  usedIds: Set<string>;
};

/** An object of a data type or an element with parts. `element`: what says that it may be there, null for a resource of its own. */
export type Visit = { place: Place; type: string; element: FhirElement | null; resource: ResourceScope };

/** `span` left out: of the value, or of the sign that opens it. `fix`: text to put in the place of the value. */
export type Report = {
  rule: ProblemRule;
  params?: Problem['params'];
  severity?: Problem['severity'];
  reference: string;
  fix?: string;
};

/** What the checks of one message share. `now` ms UTC, null = the future is not judged. */
export type FhirScope = {
  document: JsonDocument;
  message: FhirMessage;
  knownByToken: ReadonlyMap<number, Resource>;
  now: number | null;
  report(place: Place, report: Report): void;
};

export function createFhirScope(message: FhirMessage, now: number | null, findings: FindingList): FhirScope {
  const { document, resources } = message;
  const pathOf = createPaths(document);
  return {
    document,
    message,
    knownByToken: new Map(resources.map((resource) => [resource.token, resource])),
    now,
    report(place, { fix, ...report }) {
      if (!findings.hasRoom(report)) return;
      const path = place.parent === null ? null : pathOf(place);
      const edits = fix === undefined || path === null ? null : [{ path, text: fix }];
      findings.add({ ...report, span: spanOf(document, place.token), path, fix: edits });
    },
  };
}

/** An object is named by its bracket alone: what is wrong in it is seldom all that is in it. */
function spanOf(document: JsonDocument, token: number): Span {
  const span = valueSpan(document, token);
  return isContainer(document, token) ? [span[0], Math.min(span[0] + 1, span[1])] : span;
}

const unnamed: JsonScheme<null> = {
  root: () => null,
  below: () => null,
  describe: () => ({ label: null, maskAs: null, clinical: false, content: 'value', dataType: null, meaning: null }),
  maskOf: () => null,
  isOpen: () => true,
};

/** Paths as the nodes have them. Those below an object are written once: many findings stand side by side. */
function createPaths(document: JsonDocument): (place: Place) => string {
  const pathsBelow = new Map<number, ReadonlyMap<number, string>>();
  return function pathOf({ token, parent, index }: Place): string {
    if (parent === null) return '';
    const path = pathOf(parent);
    if (index !== null) return pathBelow(path, { index });
    const paths = pathsBelow.get(parent.token) ?? listPaths(document, parent.token, path);
    pathsBelow.set(parent.token, paths);
    return paths.get(token) ?? path;
  };
}

function listPaths(document: JsonDocument, token: number, path: string): ReadonlyMap<number, string> {
  const places = placesBelow(document, unnamed, { token, path, parent: null, step: null, context: null });
  return new Map(places.map((place) => [place.token, place.path]));
}

/** The property of that name; null when it is missing. */
export function propertyAt(document: JsonDocument, place: Place, name: string): Place | null {
  const found = findProperty(document, place.token, name);
  return found === null ? null : { token: found.token, parent: place, index: null };
}

/** Elements of a list; what is no list counts as its only element. */
export function itemsAt(document: JsonDocument, place: Place, name: string): Place[] {
  const list = propertyAt(document, place, name);
  if (list === null) return [];
  if (kindOf(document.index.tokens, list.token) !== jsonKind.array) return [list];
  return childrenOf(document, list.token).map((token, index) => ({ token, parent: list, index }));
}

/** Text of a single property; null when it is missing, empty, `null` or has parts. */
export function readText(document: JsonDocument, { token }: Place, name: string): string | null {
  return textAt(document, { token, path: '' }, name);
}

/** Something of the resource refers to `#id`; what is contained may refer to its container by `#` alone. */
export function noteFragment(resource: ResourceScope, address: string): void {
  const holder = resource.container ?? resource;
  const id = address === '#' ? resource.id : address.slice(1);
  if (id !== null) holder.usedIds.add(id);
}
