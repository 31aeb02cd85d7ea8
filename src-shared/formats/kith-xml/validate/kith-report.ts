import type { Span } from '../../format.ts';
import type { FindingDraft } from '../../shared/finding-list.ts';
import type { XmlAttribute } from '../../xml/xml-element.ts';
import type { Placed } from '../kith-document.ts';
import type { KithKind } from '../kith-namespace.ts';

/** Takes a finding; `place` is where it is, with path null for the message as a whole. */
export type KithReport = (
  place: { path: string | null; span: Span },
  draft: Pick<FindingDraft, 'rule' | 'params' | 'reference' | 'severity' | 'fix'>,
) => void;

/** The standard that says how a document is written. */
export const standards: Record<KithKind, string | null> = {
  report: 'HIS 80822, svarrapport',
  requisition: 'Rekvisisjon, XML schema',
  discharge: 'Epikrise, XML schema',
  referral: 'Henvisning, XML schema',
  dialogue: 'Dialogmelding, XML schema',
  msghead: 'Hodemelding v1.2 2006-05-24',
  apprec: 'HIS 80415, AppRec',
  envelope: 'HIS 1037; ebXML Message Service 2.0',
  common: null,
  foreign: null,
};

/** Where the start tag of an element is: of what is missing in it. */
export function startPlace({ element, path }: Placed): { path: string; span: Span } {
  return { path, span: element.startTagSpan };
}

/** Where the value of an element is: its attribute V, else its text. */
export function valuePlace(
  { element, path }: Placed,
  attributes: readonly XmlAttribute[] = element.attributes,
): { path: string; span: Span; text: string } {
  const code = attributes.find(({ name }) => name === 'V');
  if (code !== undefined) return { path: `${path}/@V`, span: code.span, text: code.value.trim() };
  const text = element.text().trim();
  const isMixed = attributes.length > 0 && text !== '';
  return { path: isMixed ? `${path}/text()` : path, span: element.contentSpan, text };
}
