import type { XmlAttribute, XmlElement } from '../xml/xml-element.ts';
import { listChildren, type Placed } from './kith-document.ts';
import { enterElement, type KithScope, outsideScope } from './kith-scope.ts';

/** One element on the way: where it is, what it means, and the element it is in. */
export type Visited = Placed & { scope: KithScope; attributes: readonly XmlAttribute[]; parent: XmlElement | null };

/** Every element of a message in order, parents before their children. The depth is bounded where the tree is built. */
export function walkKith(root: Placed, visit: (visited: Visited) => void): void {
  walk(root, { scope: outsideScope, parent: null, visit });
}

type Way = { scope: KithScope; parent: XmlElement | null; visit: (visited: Visited) => void };

function walk(placed: Placed, { scope, parent, visit }: Way): void {
  const { attributes } = placed.element;
  const inner = enterElement(scope, placed.element, attributes);
  visit({ ...placed, scope: inner, attributes, parent });
  for (const child of listChildren(placed)) walk(child, { scope: inner, parent: placed.element, visit });
}
