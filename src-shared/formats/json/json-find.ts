import { childrenOf, isObject, type JsonDocument } from './json-document.ts';
import { type JsonPlace, type JsonScheme, placesBelow, rootPlace } from './json-nodes.ts';
import { type JsonStep, parseJsonPath, pathBelow, rootPath } from './json-path.ts';

/** As far down a path as the body goes: `missing` is what is left of it, empty when the place is there. */
export type FoundPlace<C> = { place: JsonPlace<C>; missing: JsonStep[] };

/** Null for what is no path, and in a body without a value. */
export function findPlace<C>(document: JsonDocument, scheme: JsonScheme<C>, path: string): FoundPlace<C> | null {
  if (document.index.tokens.count === 0) return null;
  let place = rootPlace(document, scheme);
  // The root has a node of its own only where it has nothing below it.
  if (path === rootPath) return childrenOf(document, 0).length === 0 ? { place, missing: [] } : null;
  const steps = parseJsonPath(path);
  if (steps === null || steps.length === 0) return null;
  for (const [index, step] of steps.entries()) {
    const next = findBelow(document, scheme, { parent: place, step });
    if (next === null) return { place, missing: steps.slice(index) };
    place = next;
  }
  return { place, missing: [] };
}

type Wanted<C> = { parent: JsonPlace<C>; step: JsonStep };

function findBelow<C>(document: JsonDocument, scheme: JsonScheme<C>, { parent, step }: Wanted<C>): JsonPlace<C> | null {
  if ('name' in step) {
    const path = pathBelow(parent.path, step);
    return placesBelow(document, scheme, parent).find((place) => place.path === path) ?? null;
  }
  if (isObject(document, parent.token)) return null;
  const token = childrenOf(document, parent.token)[step.index];
  if (token === undefined) return null;
  const context = scheme.below(document, parent, { token, name: null });
  return { token, parent: parent.token, path: pathBelow(parent.path, step), step, context };
}
