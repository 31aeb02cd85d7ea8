import type { FormatNode, MaskKind, Span } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import { type NodeLevel, offerLevel } from '../shared/node-level.ts';
import {
  childrenOf,
  isContainer,
  isObject,
  type JsonDocument,
  nameSpan,
  rawText,
  shownName,
  textOf,
  valueSpan,
} from './json-document.ts';
import { type JsonStep, nameMark, pathBelow, rootPath } from './json-path.ts';
import { jsonKind, kindOf } from './json-tokens.ts';

/** A value with its address; `parent` and `step` null for the root. `context`: what the format knows of it. */
export type JsonPlace<C> = { token: number; parent: number | null; path: string; step: JsonStep | null; context: C };

export type JsonMeaning = Pick<FormatNode, 'label' | 'maskAs' | 'clinical' | 'content' | 'dataType' | 'meaning'>;

/**
 * What a tree means to a format.
 * @method root context of the root value
 * @method below context of a value by that of the object or array it is in; `name` null for elements and nameless properties
 * @method describe what a node says beside its text; `maskAs` of an object or array is not used
 * @method maskOf `maskAs` alone
 * @method isOpen whether `maskOf` gives a kind but *text* for a number of a person only
 */
export type JsonScheme<C> = {
  root(document: JsonDocument): C;
  below(document: JsonDocument, parent: JsonPlace<C>, child: { token: number; name: string | null }): C;
  describe(document: JsonDocument, place: JsonPlace<C>): JsonMeaning;
  maskOf(context: C, text: string): MaskKind | null;
  isOpen(context: C): boolean;
};

/** What `parse` shows: the properties or elements of the root, or the root itself when there are none. */
export function createJsonNodes<C>(document: JsonDocument, scheme: JsonScheme<C>): FormatNode[] {
  if (document.index.tokens.count === 0) return [];
  const root = rootPlace(document, scheme);
  const below = childNodes(document, scheme, root);
  return below.length > 0 ? below : [createNode(document, scheme, { ...root, path: rootPath })];
}

export function rootPlace<C>(document: JsonDocument, scheme: JsonScheme<C>): JsonPlace<C> {
  return { token: 0, parent: null, path: '', step: null, context: scheme.root(document) };
}

/** Places directly below, in their order. Paths are unique whatever the names are. */
export function placesBelow<C>(document: JsonDocument, scheme: JsonScheme<C>, parent: JsonPlace<C>): JsonPlace<C>[] {
  const isNamed = isObject(document, parent.token);
  const counts = new Map<string, number>();
  return childrenOf(document, parent.token).map((token, index) => {
    const name = isNamed ? shownName(document, token) : null;
    const step = isNamed ? namedStep(name, index, counts) : { index };
    const context = scheme.below(document, parent, { token, name });
    return { token, parent: parent.token, path: pathBelow(parent.path, step), step, context };
  });
}

function namedStep(name: string | null, index: number, counts: Map<string, number>): JsonStep {
  if (name === null) return { name: null, number: index + 1 };
  const number = (counts.get(name) ?? 0) + 1;
  counts.set(name, number);
  return { name, number };
}

function childNodes<C>(document: JsonDocument, scheme: JsonScheme<C>, parent: JsonPlace<C>): FormatNode[] {
  return placesBelow(document, scheme, parent).flatMap((place) => {
    const node = createNode(document, scheme, place);
    const span =
      place.step !== null && 'name' in place.step && place.step.name === null ? nameSpan(document, place.token) : null;
    return span === null ? [node] : [createNameNode(document, place.path, span), node];
  });
}

function createNode<C>(document: JsonDocument, scheme: JsonScheme<C>, place: JsonPlace<C>): FormatNode {
  const { token, path, step } = place;
  const hasChildren = isContainer(document, token) && hasBelow(document, token);
  const text = isContainer(document, token) ? null : textOf(document, token);
  const meaning = scheme.describe(document, place);
  const maskAs = hasChildren || text === null || text === '' ? null : meaning.maskAs;
  const node: FormatNode = {
    path,
    name: nameOfStep(step, path),
    label: meaning.label,
    span: valueSpan(document, token),
    text,
    sensitivity: maskAs === null ? 'none' : 'patient',
    maskAs,
    clinical: meaning.clinical,
    content: meaning.content,
    dataType: meaning.dataType,
    meaning: meaning.meaning,
    isEmpty: !hasChildren && (text === null || text === ''),
    isExplicitNull: text === 'null' && kindOf(document.index.tokens, token) === jsonKind.literal,
    hasChildren,
    children: () => (hasChildren ? childNodes(document, scheme, place) : []),
  };
  if (hasChildren && !isObject(document, token)) offerLevel(node, () => createArrayLevel(document, scheme, place));
  return node;
}

/** The elements of an array. */
function createArrayLevel<C>(document: JsonDocument, scheme: JsonScheme<C>, parent: JsonPlace<C>): NodeLevel {
  const tokens = childrenOf(document, parent.token);
  const nodes: (FormatNode | undefined)[] = [];
  const tokenAt = (index: number): number => {
    const token = tokens[index];
    if (token === undefined) throw new RangeError('no such element');
    return token;
  };
  const pathAt = (index: number): string => pathBelow(parent.path, { index });
  const make = (index: number): FormatNode => {
    const token = tokenAt(index);
    const context = scheme.below(document, parent, { token, name: null });
    return createNode(document, scheme, { token, parent: parent.token, path: pathAt(index), step: { index }, context });
  };
  return {
    count: tokens.length,
    isOrdered: true,
    at(index) {
      const node = nodes[index] ?? make(index);
      nodes[index] = node;
      return node;
    },
    pathAt,
    spanAt: (index) => valueSpan(document, tokenAt(index)),
    isEmptyAt: (index) => isEmptyValue(document, tokenAt(index)),
  };
}

/** `{}`, `[]` and `""`. */
function isEmptyValue(document: JsonDocument, token: number): boolean {
  if (isContainer(document, token)) return !hasBelow(document, token);
  const [start, end] = valueSpan(document, token);
  return start === end;
}

function hasBelow({ index: { tokens } }: JsonDocument, token: number): boolean {
  return token + 1 < tokens.count && (tokens.start[token + 1] ?? 0) < (tokens.end[token] ?? 0);
}

function nameOfStep(step: JsonStep | null, path: string): string {
  if (step === null) return path;
  if ('index' in step) return `[${step.index}]`;
  return step.name ?? `{${step.number}}`;
}

/** A name that is not shown, as a value of its own that is masked. */
function createNameNode(document: JsonDocument, path: string, span: Span): FormatNode {
  const text = rawText(document, span);
  return createTextNode(`${path}${nameMark}`, span, text);
}

/** Text of which nothing is known: masked, clinical, never edited. */
export function createTextNode(path: string, span: Span, text: string): FormatNode {
  return {
    path,
    name: path,
    label: null,
    span,
    text,
    sensitivity: text === '' ? 'none' : 'patient',
    maskAs: text === '' ? null : identifierOrText(text),
    clinical: true,
    content: 'free-text',
    dataType: null,
    meaning: null,
    isEmpty: text === '',
    isExplicitNull: false,
    hasChildren: false,
    children: () => [],
  };
}

function identifierOrText(text: string): MaskKind {
  return holdsNationalNumber(text) ? identifierKind(text) : 'text';
}
