import { firstSign } from '../shared/first-sign.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { enterElement, outsideScope } from './kith-scope.ts';

const ebxml = 'http://www.oasis-open.org/committees/ebxml-msg/schema/';
/** Each is a root element of a document of KITH's. */
const roots = new Set(['MsgHead', 'AppRec', 'Message', 'Dialogmelding']);

/** By the root element and its namespace. A SOAP envelope is one of ours when it is ebXML's. */
export function detectKith(head: Uint8Array): number {
  if (firstSign(head) !== 0x3c) return 0; // <
  const start = String.fromCharCode(...head.subarray(0, 1024));
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*</.test(start)) return 0;
  const root = rootOf(head, start);
  if (root === null) return 0;
  if (root.localName === 'Envelope') return String.fromCharCode(...head).includes(ebxml) ? 1 : 0;
  const { kind } = enterElement(outsideScope, root, root.attributes);
  return roots.has(root.localName) && kind !== 'foreign' && kind !== 'common' && kind !== 'envelope' ? 1 : 0;
}

const startTag = /<[A-Za-z_](?:"[^"]*"|'[^']*'|[^>"'])*>/;

/** The root's own tag is enough, unless what looks like it stands in a comment: of a beginning of 4 KB the rest is most. */
function rootOf(head: Uint8Array, start: string): XmlElement | null {
  const tag = startTag.exec(start);
  const { root } = tag === null ? parseXml(head) : parseXml(head.subarray(0, tag.index + tag[0].length));
  return root ?? (tag === null ? null : parseXml(head).root);
}
