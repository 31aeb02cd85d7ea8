import type { XmlAttribute, XmlElement } from '../xml/xml-element.ts';
import { clinicalElements } from './elements/clinical-elements.ts';
import type { ElementTable, ElementType } from './elements/element-table.ts';
import { envelopeElements } from './elements/envelope-elements.ts';
import { headerElements } from './elements/header-elements.ts';
import { patientElements } from './elements/patient-elements.ts';
import { type KithKind, readKithNamespace } from './kith-namespace.ts';

/** Whose data an element is: `open` technical, `staff` of health personnel and organisations, `foreign` of a document that is not known here. */
export type KithArea = 'open' | 'patient' | 'relative' | 'staff' | 'clinical' | 'foreign';

/**
 * Where in a message an element is. `version` of the standard the document follows, null when its namespace does not tell. `namespaces` by prefix, '' for the default one. `isProse`: below an element of prose, which may hold XHTML.
 * `type` and `words` null when the element is not known there.
 */
export type KithScope = {
  namespaces: ReadonlyMap<string, string>;
  kind: KithKind;
  version: string | null;
  area: KithArea;
  isProse: boolean;
  isSigned: boolean;
  name: string;
  type: ElementType | null;
  words: ElementTable[string] | null;
};

const messageElements: ElementTable = { ...clinicalElements, ...patientElements, ...headerElements };
const soapElements: ElementTable = envelopeElements;

const areas = new Map<string, KithArea>([
  ...['Patient', 'Animal'].map((name) => [name, 'patient'] as const),
  ...'PatientRelParty ParorendeForesatt ContactPerson Person Referanseperson PatRelInst Consent AssistertKommunikasjon'
    .split(' ')
    .map((name) => [name, 'relative'] as const),
  ...(
    'HCP HealthcareProfessional Organisation Sender Receiver OtherReceiver ServProvider Requester CopyDest RelServProv RelServProvider ' +
    'RelHCProvider ResponsibleHcp PatRelHCP PaymentResponsible Origin Inst'
  )
    .split(' ')
    .map((name) => [name, 'staff'] as const),
  ...(
    'ResultItem AnalysedSubject InfItem Event Medication ReqInvestigation ReqServ Diagnosis ReasonAsText Comment CodedComment PatientPrecaution ' +
    'Material Notat Foresporsel SakstypeKodet Sakstype'
  )
    .split(' ')
    .map((name) => [name, 'clinical'] as const),
]);

export const outsideScope: KithScope = {
  namespaces: new Map(),
  kind: 'foreign',
  version: null,
  area: 'foreign',
  isProse: false,
  isSigned: false,
  name: '',
  type: null,
  words: null,
};

/** What an element of a name is inside another is the same each time: a report has the same few dozen over and over. */
const scopesBelow = new WeakMap<KithScope, Map<string, KithScope>>();

/** @param attributes of the same element */
export function enterElement(parent: KithScope, element: XmlElement, attributes: readonly XmlAttribute[]): KithScope {
  if (attributes.some(isDeclaration)) return enter(parent, element, withDeclared(parent.namespaces, attributes));
  // The outermost scope lasts as long as the program: what strangers' messages call their roots is not kept in it.
  if (parent === outsideScope) return enter(parent, element, parent.namespaces);
  let known = scopesBelow.get(parent);
  if (known === undefined) {
    known = new Map();
    scopesBelow.set(parent, known);
  }
  const found = known.get(element.name) ?? enter(parent, element, parent.namespaces);
  known.set(element.name, found);
  return found;
}

function enter(parent: KithScope, element: XmlElement, namespaces: KithScope['namespaces']): KithScope {
  const colon = element.name.indexOf(':');
  const uri = namespaces.get(colon < 0 ? '' : element.name.slice(0, colon));
  const name = element.localName;
  const found = uri === undefined ? parent : readKithNamespace(uri);
  const isOwn = found.kind !== 'common' && found.kind !== 'foreign';
  const kind = isOwn || parent.kind === 'foreign' ? found.kind : parent.kind;
  if (parent.isProse) return { ...parent, namespaces, name };
  if (found.kind === 'foreign' || (found.kind === 'common' && parent.area === 'foreign'))
    return { ...outsideScope, namespaces, name };
  const table = kind === 'envelope' ? soapElements : messageElements;
  const words = (Object.hasOwn(table, name) ? table[name] : null) ?? null;
  const type = words?.[0] ?? null;
  const isNewDocument = isOwn && kind !== parent.kind;
  return {
    namespaces,
    kind,
    version: isOwn ? found.version : parent.version,
    area: areaOf(isNewDocument ? 'open' : parent.area, name),
    isProse: type === 'prose',
    isSigned: parent.isSigned || (kind === 'envelope' && name === 'Signature'),
    name,
    type,
    words,
  };
}

function areaOf(outer: KithArea, name: string): KithArea {
  const area = areas.get(name);
  if (area === undefined || outer === 'foreign') return outer;
  // Whoever a next of kin is employed by is still said of the next of kin.
  return outer === 'relative' ? 'relative' : area;
}

function isDeclaration({ name }: XmlAttribute): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function withDeclared(
  outer: ReadonlyMap<string, string>,
  attributes: readonly XmlAttribute[],
): ReadonlyMap<string, string> {
  const declared = attributes.filter(isDeclaration);
  return new Map([...outer, ...declared.map(({ name, value }): [string, string] => [name.slice(6), value])]);
}
