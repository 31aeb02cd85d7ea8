import type { ParseOptions } from '../format.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { chooseXmlCharset } from '../xml/xml-charset.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { inPath } from '../xml/xml-nodes.ts';
import type { KithKind } from './kith-namespace.ts';
import { enterElement, type KithScope, outsideScope } from './kith-scope.ts';

/** One document: the root's own, and each one that stands whole in its content. */
export type KithDocument = { element: XmlElement; path: string; kind: KithKind; version: string | null };

/** `documents`: the root's first; none when the body has no element. */
export type KithMessage = { root: XmlElement | null; documents: KithDocument[] };

/** The elements of a message, without nodes. */
export function openKith(body: Uint8Array, options: ParseOptions): KithMessage {
  const { charset } = chooseXmlCharset(body, options);
  const { root } = parseXml(body, { decode: charset.decode });
  return { root, documents: root === null ? [] : findDocuments(root) };
}

function findDocuments(root: XmlElement): KithDocument[] {
  const scope = enterElement(outsideScope, root, root.attributes);
  const own: KithDocument = { element: root, path: `/${inPath(root.name)}`, kind: scope.kind, version: scope.version };
  const steps =
    scope.kind === 'envelope' ? ['Body'] : scope.kind === 'msghead' ? ['Document', 'RefDoc', 'Content'] : null;
  return steps === null ? [own] : [own, ...findWithin(own, { scope, steps })];
}

/** Down all ways of these names; what is below the last one and has a kind of its own. */
function findWithin(outer: KithDocument, { scope, steps }: { scope: KithScope; steps: string[] }): KithDocument[] {
  const [step, ...rest] = steps;
  return listChildren(outer).flatMap(({ element, path }) => {
    if (step !== undefined && element.localName !== step) return [];
    const inner = enterElement(scope, element, element.attributes);
    const document = { element, path, kind: inner.kind, version: inner.version };
    if (step !== undefined) return findWithin(document, { scope: inner, steps: rest });
    if (inner.kind === scope.kind) return [];
    return inner.kind === 'msghead'
      ? [document, ...findWithin(document, { scope: inner, steps: ['Document', 'RefDoc', 'Content'] })]
      : [document];
  });
}

/** An element with its path, as the nodes have it. */
export type Placed = { element: XmlElement; path: string };

/** What is directly below, in order, with paths. */
export function listChildren({ element, path }: Placed): Placed[] {
  const counts = new Map<string, number>();
  return element.children.map((child) => {
    const name = inPath(child.name);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { element: child, path: `${path}/${name}${count === 1 ? '' : `[${count}]`}` };
  });
}
