import type { FormatNode, Span } from '../format.ts';
import { isEmptyLeaf, type NodeLevel, offerLevel } from '../shared/node-level.ts';
import type { XmlAttribute, XmlElement } from './xml-element.ts';

/** One place of a tree before it is a node: what an edit replaces and how. `quote` of an attribute, '' when it has none. */
export type XmlPlace =
  | ElementPlace
  | { kind: 'text'; path: string; span: Span; text: string }
  | { kind: 'attribute'; path: string; name: string; span: Span; text: string };

type ElementPlace = { kind: 'element'; path: string; element: XmlElement };

/** The root's place: `/MsgHead`. */
export function rootPlace(root: XmlElement): XmlPlace {
  return { kind: 'element', path: `/${inPath(root.name)}`, element: root };
}

/**
 * What is directly below an element: `/a/@id`, `/a/b`, `/a/b[2]`, and `/a/text()` where text stands between elements.
 * The first of a name carries no number. An element with neither attributes nor elements in it has nothing below: its text is its own value.
 */
export function placesBelow(place: XmlPlace): XmlPlace[] {
  if (place.kind !== 'element' || !hasParts(place.element)) return [];
  const numbers = numbersOf(place.element);
  return [
    ...partsBelow(place),
    ...place.element.children.map((child, index): XmlPlace => elementPlace(place.path, child, numbers[index] ?? 1)),
  ];
}

function hasParts(element: XmlElement): boolean {
  return element.children.length > 0 || element.attributes.length > 0;
}

/** Attributes and text. */
function partsBelow({ element, path }: ElementPlace): XmlPlace[] {
  const counts = new Map<string, number>();
  const numbered = (name: string) => stepBelow(path, name, countOne(counts, name));
  return [
    ...element.attributes.map(
      ({ name, span, value }): XmlPlace => ({
        kind: 'attribute',
        path: numbered(`@${inPath(name)}`),
        name,
        span,
        text: value,
      }),
    ),
    ...element
      .tellingPieces()
      .map(({ span, text }): XmlPlace => ({ kind: 'text', path: numbered('text()'), span, text })),
  ];
}

function elementPlace(path: string, element: XmlElement, number: number): ElementPlace {
  return { kind: 'element', path: stepBelow(path, inPath(element.name), number), element };
}

/** Which of its name each child is, 1-based. */
function numbersOf({ children }: XmlElement): Uint32Array {
  const counts = new Map<string, number>();
  const numbers = new Uint32Array(children.length);
  for (const [index, child] of children.entries()) numbers[index] = countOne(counts, inPath(child.name));
  return numbers;
}

function countOne(counts: Map<string, number>, name: string): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}

function stepBelow(path: string, name: string, number: number): string {
  return `${path}/${name}${number === 1 ? '' : `[${number}]`}`;
}

/** What a node is beside its text. */
export type XmlMeaning = Pick<
  FormatNode,
  'label' | 'sensitivity' | 'maskAs' | 'clinical' | 'content' | 'dataType' | 'meaning'
>;

/**
 * Knows what a place means. `attributes` of an element; `value`: its text, null where only the parts carry text.
 * `inner` reads the parts.
 */
export type XmlReader = (
  place: XmlPlace,
  found: { attributes: readonly XmlAttribute[]; value: string | null },
) => { meaning: XmlMeaning; inner: XmlReader };

/** Nothing is known: every value counts as patient data and as clinical. */
export const readPlainXml: XmlReader = (_place, { value }) => {
  const isPatient = value !== null && value !== '';
  return {
    meaning: {
      label: null,
      sensitivity: isPatient ? 'patient' : 'none',
      maskAs: isPatient ? 'text' : null,
      clinical: true,
      content: 'value',
      dataType: null,
      meaning: null,
    },
    inner: readPlainXml,
  };
};

/** @param read what a place means */
export function createXmlNode(place: XmlPlace, read: XmlReader): FormatNode {
  const attributes = place.kind === 'element' ? place.element.attributes : noAttributes;
  const hasChildren = place.kind === 'element' && (attributes.length > 0 || place.element.children.length > 0);
  const value = hasChildren ? null : place.kind === 'element' ? place.element.text() : place.text;
  const { meaning, inner } = read(place, { attributes, value });
  const node: FormatNode = {
    ...meaning,
    path: place.path,
    name: place.path.slice(place.path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, ''),
    span: place.kind === 'element' ? spanOf(place.element, hasChildren) : place.span,
    text: value,
    isEmpty: value === '',
    isExplicitNull: false,
    hasChildren,
    children: () => placesBelow(place).map((each) => createXmlNode(each, inner)),
  };
  if (place.kind === 'element' && hasChildren) offerLevel(node, () => createXmlLevel(place, inner));
  return node;
}

const noAttributes: readonly XmlAttribute[] = [];

/** Of an element with parts the whole of it, else only the value. */
function spanOf(element: XmlElement, hasOwnParts: boolean): Span {
  return hasOwnParts ? element.span : element.contentSpan;
}

/** Attributes and text first, as in `placesBelow`: text between elements puts the spans out of order. */
function createXmlLevel(place: ElementPlace, inner: XmlReader): NodeLevel {
  const parts = partsBelow(place);
  const { children } = place.element;
  const numbers = numbersOf(place.element);
  const nodes: (FormatNode | undefined)[] = [];
  const placeAt = (index: number): XmlPlace => {
    const part = parts[index];
    const child = children[index - parts.length];
    if (part !== undefined) return part;
    if (child === undefined) throw new RangeError('no such node');
    return elementPlace(place.path, child, numbers[index - parts.length] ?? 1);
  };
  const at = (index: number): FormatNode => {
    const known = nodes[index] ?? createXmlNode(placeAt(index), inner);
    nodes[index] = known;
    return known;
  };
  return {
    count: parts.length + children.length,
    isOrdered: !parts.some(({ kind }) => kind === 'text'),
    at,
    pathAt: (index) => placeAt(index).path,
    spanAt(index) {
      const child = children[index - parts.length];
      return child === undefined ? at(index).span : spanOf(child, hasParts(child));
    },
    isEmptyAt(index) {
      const child = children[index - parts.length];
      return child === undefined ? isEmptyLeaf(at(index)) : !hasParts(child) && child.text() === '';
    },
  };
}

/** The name of an element or attribute in a path. A name that a lenient reader let through must not look like another path. */
export function inPath(name: string): string {
  return name.replace(/[[\]@()/]/g, '_');
}
