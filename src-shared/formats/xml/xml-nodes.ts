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
    .textPieces()
    .filter(({ text }) => text.trim() !== '')
    .map(({ span, text }): XmlPlace => ({ kind: 'text', path: numbered('text()'), span, text }));
  const elements = element.children.map(
    (child): XmlPlace => ({ kind: 'element', path: numbered(inPath(child.name)), element: child }),
  );
  return [...attributes, ...texts, ...elements];
}

/** What the place means is not known here: every value counts as patient data and as clinical. */
export function createXmlNode(place: XmlPlace): FormatNode {
  const below = placesBelow(place);
  const value = below.length > 0 ? null : place.kind === 'element' ? place.element.text() : place.text;
  const isPatient = value !== null && value !== '';
  return {
    path: place.path,
    name: place.path.slice(place.path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, ''),
    label: null,
    span: spanOf(place, below.length > 0),
    text: value,
    sensitivity: isPatient ? 'patient' : 'none',
    maskAs: isPatient ? 'text' : null,
    clinical: true,
    content: 'value',
    dataType: null,
    meaning: null,
    isEmpty: value === '',
    isExplicitNull: false,
    hasChildren: below.length > 0,
    children: () => below.map(createXmlNode),
  };
}

/** Of an element with parts the whole of it, else only the value. */
function spanOf(place: XmlPlace, hasParts: boolean): Span {
  if (place.kind !== 'element') return place.span;
  return hasParts ? place.element.span : place.element.contentSpan;
}

/** A name that a lenient reader let through must not look like another path. */
function inPath(name: string): string {
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
