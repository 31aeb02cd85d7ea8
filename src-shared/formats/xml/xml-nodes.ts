import type { FormatNode, Span } from '../format.ts';
import type { XmlElement } from './xml-element.ts';

/** One place of a tree before it is a node: what an edit replaces and how. `quote` of an attribute, '' when it has none. */
export type XmlPlace =
  | { kind: 'element'; path: string; element: XmlElement }
  | { kind: 'text'; path: string; span: Span; text: string }
  | { kind: 'attribute'; path: string; name: string; span: Span; text: string };

/** The root's place: `/MsgHead`. */
export function rootPlace(root: XmlElement): XmlPlace {
  return { kind: 'element', path: `/${inPath(root.name)}`, element: root };
}

/**
 * What is directly below an element: `/a/@id`, `/a/b`, `/a/b[2]`, and `/a/text()` where text stands between elements.
 * The first of a name carries no number. An element with neither attributes nor elements in it has nothing below: its text is its own value.
 */
export function placesBelow(place: XmlPlace): XmlPlace[] {
  if (place.kind !== 'element') return [];
  const { element, path } = place;
  const numbered = createNumbering(path);
  const attributes = element.attributes.map(
    ({ name, span, value }): XmlPlace => ({
      kind: 'attribute',
      path: numbered(`@${inPath(name)}`),
      name,
      span,
      text: value,
    }),
  );
  if (element.children.length === 0 && attributes.length === 0) return [];
  const texts = element
    .tellingPieces()
    .map(({ span, text }): XmlPlace => ({ kind: 'text', path: numbered('text()'), span, text }));
  const elements = element.children.map(
    (child): XmlPlace => ({ kind: 'element', path: numbered(inPath(child.name)), element: child }),
  );
  return [...attributes, ...texts, ...elements];
}

/** What a node is beside its text. */
export type XmlMeaning = Pick<
  FormatNode,
  'label' | 'sensitivity' | 'maskAs' | 'clinical' | 'content' | 'dataType' | 'meaning'
>;

/**
 * Knows what a place means. `below`: what is directly below it; `value`: its text, null where only the parts carry text.
 * `inner` reads the parts.
 */
export type XmlReader = (
  place: XmlPlace,
  found: { below: readonly XmlPlace[]; value: string | null },
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
  const below = placesBelow(place);
  const value = below.length > 0 ? null : place.kind === 'element' ? place.element.text() : place.text;
  const { meaning, inner } = read(place, { below, value });
  return {
    ...meaning,
    path: place.path,
    name: place.path.slice(place.path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, ''),
    span: spanOf(place, below.length > 0),
    text: value,
    isEmpty: value === '',
    isExplicitNull: false,
    hasChildren: below.length > 0,
    children: () => below.map((each) => createXmlNode(each, inner)),
  };
}

/** Of an element with parts the whole of it, else only the value. */
function spanOf(place: XmlPlace, hasParts: boolean): Span {
  if (place.kind !== 'element') return place.span;
  return hasParts ? place.element.span : place.element.contentSpan;
}

/** The name of an element or attribute in a path. A name that a lenient reader let through must not look like another path. */
export function inPath(name: string): string {
  return name.replace(/[[\]@()/]/g, '_');
}

function createNumbering(path: string): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${path}/${name}${count === 1 ? '' : `[${count}]`}`;
  };
}
