import { firstSign } from '../shared/first-sign.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { enterElement, outsideScope } from './kith-scope.ts';

const ebxml = 'http://www.oasis-open.org/committees/ebxml-msg/schema/';
/** Each is a root element of a document of KITH's. */
const roots = new Set(['MsgHead', 'AppRec', 'Message', 'Dialogmelding']);

/** By the root element and its namespace. A SOAP envelope is one of ours when it is ebXML's. */
export function detectKith(head: Uint8Array): number {
  if (firstSign(head) !== 0x3c) return 0; // <
  const text = String.fromCharCode(...head);
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*</.test(text)) return 0;
  const { root } = parseXml(head);
  if (root === null) return 0;
  if (root.localName === 'Envelope') return text.includes(ebxml) ? 1 : 0;
  const { kind } = enterElement(outsideScope, root, root.attributes);
  return roots.has(root.localName) && kind !== 'foreign' && kind !== 'common' && kind !== 'envelope' ? 1 : 0;
}
