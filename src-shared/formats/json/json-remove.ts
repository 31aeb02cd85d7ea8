import type { ParseOptions, Span, SpliceResult } from '../format.ts';
import { chooseCharset } from '../shared/choose-charset.ts';
import { keepCharset, type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';
import { childrenOf, findProperty, type JsonDocument, nameOf, openJson, wholeSpan } from './json-document.ts';
import { findPlace } from './json-find.ts';
import type { JsonScheme } from './json-nodes.ts';

/**
 * Takes properties and elements out with their commas, and with them the objects and lists that nothing is left in. Everything else stays as it is
 * written. *not-editable*: the whole body, and elements of a list that another list goes along with (`given` and `_given` in FHIR). *overlapping*: one place inside of another.
 */
export function removeJson<C>(
  body: Uint8Array,
  paths: readonly string[],
  { options, scheme }: { options: ParseOptions; scheme: JsonScheme<C> },
): SpliceResult {
  const document = openJson(body, options);
  const parents = findParents(document);
  const removed = new Map<number, string>();
  for (const path of paths) {
    const found = document.index.isComplete ? findPlace(document, scheme, path) : null;
    if (found === null || found.missing.length > 0) return rejectEdit(path, 'no-such-path');
    const { token, step } = found.place;
    const isElement = step !== null && 'index' in step;
    if (isElement && hasCompanion(document, parents, parents[token] ?? 0)) return rejectEdit(path, 'not-editable');
    removed.set(token, path);
  }
  addEmptied(document, parents, removed);
  const rootPath = removed.get(0);
  if (rootPath !== undefined) return rejectEdit(rootPath, 'not-editable');
  return keepCharset(spliceBytes(body, cutOut(document, parents, removed)), {
    path: paths[0] ?? '',
    before: document.charset.charset,
    choose: (bytes) => chooseCharset(bytes, { stated: options.statedEncoding, declared: null }).charset,
  });
}

/** By token, of what it is in; of the root itself. */
function findParents({ index: { tokens } }: JsonDocument): Uint32Array {
  const parents = new Uint32Array(tokens.count);
  const open: number[] = [];
  for (let token = 0; token < tokens.count; token += 1) {
    while (open.length > 0 && (tokens.end[open.at(-1) ?? 0] ?? 0) <= (tokens.start[token] ?? 0)) open.pop();
    parents[token] = open.at(-1) ?? 0;
    open.push(token);
  }
  return parents;
}

/** What is in an object or list comes behind it, so that from the end on each is known before what it is in. */
function addEmptied(document: JsonDocument, parents: Uint32Array, removed: Map<number, string>): void {
  const countByParent = new Map<number, number>();
  for (let token = parents.length - 1; token >= 0; token -= 1) {
    const count = countByParent.get(token) ?? 0;
    if (count > 0 && count === childrenOf(document, token).length)
      removed.set(token, firstPathIn(document, token, removed));
    if (token > 0 && removed.has(token)) {
      const parent = parents[token] ?? 0;
      countByParent.set(parent, (countByParent.get(parent) ?? 0) + 1);
    }
  }
}

function firstPathIn(document: JsonDocument, token: number, removed: ReadonlyMap<number, string>): string {
  return removed.get(childrenOf(document, token)[0] ?? 0) ?? '';
}

/** Behind what stays before it, up to its own end; at the beginning, up to what stays behind it. */
function cutOut(document: JsonDocument, parents: Uint32Array, removed: ReadonlyMap<number, string>): Replacement[] {
  const outermost = [...removed.keys()].filter((token) => !removed.has(parents[token] ?? 0));
  const replacements: Replacement[] = [];
  for (const parent of new Set(outermost.map((token) => parents[token] ?? 0))) {
    const children = childrenOf(document, parent);
    const firstKept = children.findIndex((child) => !removed.has(child));
    for (const [at, child] of children.entries()) {
      const path = removed.get(child);
      if (path === undefined) continue;
      const [start, end] = [startOf(document, child), wholeSpan(document, child)[1]];
      const span: Span =
        at < firstKept
          ? [start, startOf(document, children[at + 1] ?? child)]
          : [wholeSpan(document, children[at - 1] ?? child)[1], end];
      replacements.push({ path, span, bytes: new Uint8Array() });
    }
  }
  return replacements;
}

/** Of a property the quote of its name. */
function startOf(document: JsonDocument, token: number): number {
  const name = document.index.tokens.name[token] ?? 0;
  return name > 0 ? name - 1 : wholeSpan(document, token)[0];
}

function hasCompanion(document: JsonDocument, parents: Uint32Array, list: number): boolean {
  const name = nameOf(document, list);
  if (name === null) return false;
  const other = name.startsWith('_') ? name.slice(1) : `_${name}`;
  return findProperty(document, parents[list] ?? 0, other) !== null;
}
