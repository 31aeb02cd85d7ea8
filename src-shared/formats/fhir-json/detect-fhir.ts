import { isUtf16, openJson, propertyOf } from '../json/json-document.ts';
import { firstSign } from '../shared/first-sign.ts';

/** Certain with `resourceType` in the root; likely where the root goes on beyond what is seen and a resource is inside it. */
export function detectFhir(head: Uint8Array): number {
  if (firstSign(head) !== 0x7b) return 0; // {
  const bytes = isUtf16(head) ? head.filter((byte) => byte !== 0 && byte < 0x80) : head;
  const text = String.fromCharCode(...bytes);
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(text) || !/"resourceType"\s*:\s*"[A-Z]/.test(text)) return 0;
  const document = openJson(bytes, { statedEncoding: 'utf-8' });
  if (propertyOf(document, 0, 'resourceType') !== null) return 1;
  const isCut = document.index.problems.some(({ rule }) => rule === 'json.cut-off');
  return isCut ? 0.8 : 0;
}
