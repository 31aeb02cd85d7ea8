import type { MaskKind, PatientValue } from '../format.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { enterElement, type KithScope, outsideScope } from './kith-scope.ts';
import { isTechnicalAttribute, kindByForm, maskAsOf } from './read-kith.ts';

/** What means a person wherever it stands, each value once, without the nodes that would hold it. */
export function readTellingKith(root: XmlElement): PatientValue[] {
  const values = new Map<string, PatientValue>();
  walk(root, {
    scope: outsideScope,
    owner: null,
    add(maskAs, written) {
      const kind = maskAs ?? kindByForm(written);
      const text = written.trim();
      if (kind !== null && kind !== 'text' && text !== '') values.set(`${kind} ${text}`, { kind, text });
    },
  });
  return [...values.values()];
}

type Way = {
  scope: KithScope;
  owner: { element: XmlElement; maskAs: MaskKind | null } | null;
  add(maskAs: MaskKind | null, text: string): void;
};

/** The depth is bounded where the tree is built. */
function walk(element: XmlElement, { scope, owner, add }: Way): void {
  const { attributes, children } = element;
  const inner = enterElement(scope, element, attributes);
  const maskAs = maskAsOf({ scope, inner, owner }, element);
  // No text of its own tells more than *text*.
  const isRead = maskAs !== 'text';
  if (isRead && attributes.length === 0 && children.length === 0) add(maskAs, element.text());
  else if (isRead) for (const { text } of element.tellingPieces()) add(maskAs, text);
  for (const { name, value } of attributes) add(isTechnicalAttribute(inner, name) ? null : maskAs, value);
  for (const child of children) walk(child, { scope: inner, owner: { element, maskAs }, add });
}
