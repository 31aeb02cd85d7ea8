import { childrenOf, findProperty, isContainer, isObject, type JsonDocument, textOf } from '../json/json-document.ts';
import { pathBelow } from '../json/json-path.ts';
import { hasFlag, jsonFlag, jsonKind, kindOf } from '../json/json-tokens.ts';
import { resourceTypeOf } from './fhir-context.ts';

/** A value with its path. */
export type Spot = { token: number; path: string };

/** A resource of the message: the root, of a bundle's entry (with its `fullUrl`), or contained in another (`container`). `type` as written. */
export type Resource = Spot & { type: string; id: string | null; fullUrl: string | null; container: Resource | null };

/** The property of that name; null when it is missing. */
export function below(document: JsonDocument, spot: Spot | null, name: string): Spot | null {
  const found = spot === null ? null : findProperty(document, spot.token, name);
  if (spot === null || found === null) return null;
  return { token: found.token, path: pathBelow(spot.path, { name, number: found.number }) };
}

/** Elements of a list; a value that should be in a list and is not counts as its only element. */
export function items(document: JsonDocument, spot: Spot | null, name: string): Spot[] {
  const list = below(document, spot, name);
  if (list === null) return [];
  if (kindOf(document.index.tokens, list.token) !== jsonKind.array) return [list];
  return childrenOf(document, list.token).map((token, index) => ({ token, path: pathBelow(list.path, { index }) }));
}

/** Text of a value down a way of single properties (of lists the first element), null when it is missing, empty, `null` or has parts. */
export function textAt(document: JsonDocument, spot: Spot | null, ...names: string[]): string | null {
  const found = spotAt(document, spot, ...names);
  return found === null ? null : scalarText(document, found.token);
}

export function spotAt(document: JsonDocument, spot: Spot | null, ...names: string[]): Spot | null {
  return names.reduce<Spot | null>(
    (current, name) => (current === null ? null : (items(document, current, name)[0] ?? null)),
    spot,
  );
}

function scalarText(document: JsonDocument, token: number): string | null {
  const { tokens } = document.index;
  if (isContainer(document, token) || hasFlag(tokens, token, jsonFlag.unclosed)) return null;
  const text = textOf(document, token);
  if (kindOf(tokens, token) === jsonKind.literal && text === 'null') return null;
  return text.trim() === '' ? null : text;
}

export function rootOf(document: JsonDocument): Spot | null {
  return document.index.tokens.count === 0 ? null : { token: 0, path: '' };
}

/** The bundle's entries; none of another resource. */
export function entriesOf(document: JsonDocument): Spot[] {
  const root = rootOf(document);
  return resourceTypeOf(document, root?.token ?? null) === 'Bundle' ? items(document, root, 'entry') : [];
}

/** Every resource of the message but the bundle, each followed by those it contains. */
export function listResources(document: JsonDocument): Resource[] {
  const root = rootOf(document);
  if (root === null) return [];
  const own = resourceTypeOf(document, root.token) === 'Bundle' ? [] : [resourceAt(document, root, null)];
  const ofEntries = entriesOf(document).map((entry) => {
    const spot = below(document, entry, 'resource');
    return spot === null ? null : resourceAt(document, spot, textAt(document, entry, 'fullUrl'));
  });
  return [...own, ...ofEntries].flatMap((resource) =>
    resource === null ? [] : [resource, ...containedIn(document, resource)],
  );
}

function resourceAt(document: JsonDocument, spot: Spot, fullUrl: string | null): Resource | null {
  if (!isObject(document, spot.token)) return null;
  const type = resourceTypeOf(document, spot.token) ?? '';
  return { ...spot, type, fullUrl, id: textAt(document, spot, 'id'), container: null };
}

function containedIn(document: JsonDocument, container: Resource): Resource[] {
  return items(document, container, 'contained').flatMap((spot) => {
    const resource = resourceAt(document, spot, null);
    return resource === null ? [] : [{ ...resource, container }];
  });
}

/** Finds what a reference means inside the message; null when it is outside. `from`: the resource that refers. */
export type Resolve = (reference: string, from: Resource) => Resource | null;

/** FHIR R4, 2.36.4.1 Resolving references in bundles: by `fullUrl`, `Type/id`, and `#id` of what is contained. Versions are not told apart. */
export function createResolver(resources: readonly Resource[]): Resolve {
  const byAddress = new Map<string, Resource>();
  for (const resource of resources) {
    const { type, id, fullUrl, container } = resource;
    const addresses =
      container === null ? [fullUrl, id === null ? null : `${type}/${id}`] : [`${container.path}#${id}`];
    for (const address of addresses) if (address !== null && !byAddress.has(address)) byAddress.set(address, resource);
  }
  return (reference, from) => {
    const holder = from.container ?? from;
    if (reference === '#') return holder;
    if (reference.startsWith('#')) return byAddress.get(holder.path + reference) ?? null;
    const plain = reference.replace(/\/_history\/[^/]*$/, '');
    const isRelative = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(plain);
    // An address on another server never means what is here under the same type and id.
    const base = isRelative ? /^(https?:\/\/.*\/)[A-Z][A-Za-z]+\/[^/]+$/.exec(holder.fullUrl ?? '')?.[1] : undefined;
    return (base === undefined ? null : byAddress.get(base + plain)) ?? byAddress.get(plain) ?? null;
  };
}
