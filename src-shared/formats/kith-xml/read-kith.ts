import { ownValue } from '../../domain/own-value.ts';
import type { Label, MaskKind, NodeContent } from '../format.ts';
import { holdsNationalNumber, identifierKind } from '../shared/identifiers.ts';
import type { XmlAttribute, XmlElement } from '../xml/xml-element.ts';
import type { XmlMeaning, XmlPlace, XmlReader } from '../xml/xml-nodes.ts';
import { meaningOfCode, meaningOfEbxmlError, toLabel } from './kith-codes.ts';
import { enterElement, type KithScope, outsideScope } from './kith-scope.ts';

/** Reads a message of KITH's from its root: what each place means, whether it tells of the patient, whether it is clinical. */
export const readKith: XmlReader = readWithin(outsideScope, null);

type Owner = { element: XmlElement; attributes: readonly XmlAttribute[]; maskAs: MaskKind | null };

/** `owner`: the element whose parts are read; null for the root. */
function readWithin(scope: KithScope, owner: Owner | null): XmlReader {
  return (place, { attributes, value }) => {
    if (place.kind !== 'element') {
      const meaning = owner === null ? untold(value) : describePart(scope, owner, place);
      return { meaning, inner: readKith };
    }
    const inner = enterElement(scope, place.element, attributes);
    const maskAs = maskAsOf({ scope, inner, owner }, place.element);
    const child: Owner = { element: place.element, attributes, maskAs };
    const meaning = describe(inner, value === null ? '' : value, {
      maskAs: value === null || value === '' ? null : maskAs,
      content: value === null ? 'value' : contentOf(inner),
    });
    const isGroup = place.element.children.length > 0;
    return {
      meaning: {
        ...meaning,
        dataType: isGroup ? null : dataTypeOf(inner, attributes),
        meaning: codeMeaning(inner, child),
      },
      inner: readWithin(inner, child),
    };
  };
}

/** What the values of an element are hidden as, those of its attributes too. */
export function maskAsOf(
  { scope, inner, owner }: { scope: KithScope; inner: KithScope; owner: Pick<Owner, 'element' | 'maskAs'> | null },
  element: XmlElement,
): MaskKind | null {
  // XHTML within prose is hidden or shown as the whole of it.
  if (scope.isProse && owner !== null) return owner.maskAs;
  return maskKindOf(inner, { element, parent: owner?.element ?? null });
}

function untold(value: string | null): XmlMeaning {
  return describe(outsideScope, value ?? '', { maskAs: value ? 'text' : null, content: 'value' });
}

/** Attributes that say how, not what. */
const technicalAttribute = /^(?:xmlns(?::.*)?|xsi:.*|xml:.*|S|U|SV|SN|xlink:type|.*:mustUnderstand|.*:version)$/;

/** An attribute or a piece of text: it belongs to its element. */
function describePart(scope: KithScope, owner: Owner, place: Exclude<XmlPlace, { kind: 'element' }>): XmlMeaning {
  const value = place.text;
  if (place.kind === 'text')
    return describe(scope, value, { maskAs: value === '' ? null : owner.maskAs, content: contentOf(scope) });
  const isTechnical = isTechnicalAttribute(scope, place.name);
  const isValue = place.name === 'V';
  const meaning = describe(scope, value, {
    maskAs: value === '' || isTechnical ? null : owner.maskAs,
    content: isValue ? contentOf(scope) : place.name === 'OT' ? 'free-text' : 'value',
  });
  const isUnit = place.name === 'U' && scope.type === 'PQ';
  return {
    ...meaning,
    label: ownValue(attributeLabels, place.name) ?? meaning.label,
    clinical: meaning.clinical && (!isTechnical || isUnit || place.name === 'S'),
    dataType: isValue ? dataTypeOf(scope, owner.attributes) : null,
    meaning: isValue || place.name.endsWith(':errorCode') ? codeMeaning(scope, owner) : null,
  };
}

export function isTechnicalAttribute({ area }: KithScope, name: string): boolean {
  return area !== 'foreign' && technicalAttribute.test(name);
}

const attributeLabels: Record<string, Label> = {
  V: toLabel(['Verdi', 'Verdi', 'Value']),
  DN: toLabel(['Avsenderens tekst', 'Teksten til avsendaren', 'Text of the sender']),
  S: toLabel(['Kodeverk', 'Kodeverk', 'Code set']),
  OT: toLabel(['Opprinnelig tekst', 'Opphavleg tekst', 'Original text']),
  U: toLabel(['Enhet', 'Eining', 'Unit']),
};

function describe(
  scope: KithScope,
  value: string,
  { maskAs, content }: { maskAs: MaskKind | null; content: NodeContent },
): XmlMeaning {
  const kind = maskAs ?? kindByForm(value);
  return {
    label: scope.words === null ? null : toLabel([scope.words[1], scope.words[2], scope.words[3]]),
    sensitivity: kind === null ? 'none' : 'patient',
    maskAs: kind,
    clinical: isClinical(scope),
    content,
    dataType: scope.type === null ? null : dataTypeOf(scope, []),
    meaning: null,
  };
}

/** Of a value whose place says nothing. */
export function kindByForm(value: string): MaskKind | null {
  return value.length > 10 && isNumberOfPerson(value) ? identifierKind(value) : null;
}

const uuid = /^\s*[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\s*$/i;

function isNumberOfPerson(value: string): boolean {
  return !uuid.test(value) && holdsNationalNumber(value);
}

/** Report status and whether a report replaces another one are clinical although they stand in its head. */
const clinicalHeads = new Set(['Status', 'ServType', 'CancellationCode', 'Comment', 'ReqComment', 'CodedComment']);

function isClinical({ area, kind, name, type, isProse, isSigned }: KithScope): boolean {
  if (isSigned) return false;
  if (area === 'foreign') return true;
  if (kind === 'msghead' || kind === 'apprec' || kind === 'envelope') return type === null;
  if (area === 'clinical' || isProse || type === 'document') return true;
  return type === null || clinicalHeads.has(name);
}

function contentOf({ type, isProse, kind, name }: KithScope): NodeContent {
  if (isProse || (kind === 'envelope' && name === 'Description')) return 'free-text';
  if (type === 'TS') return 'date';
  return type === 'document' ? 'document' : 'value';
}

/** As the schemas name it: a code with its code set beside it is `CV`, a time that stands as text `dateTime`. */
function dataTypeOf({ type }: KithScope, attributes: readonly XmlAttribute[]): string | null {
  const has = (name: string) => attributes.some((each) => each.name === name);
  if (type === null || type === 'group') return null;
  if (type === 'prose') return 'ST';
  if (type === 'document') return 'base64Binary';
  if (type === 'TS' && !has('V')) return 'dateTime';
  const isCode = type === 'CS' || type === 'CV' || (type === 'ST' && has('V'));
  if (isCode) return has('S') ? 'CV' : type === 'CV' ? 'CV' : 'CS';
  return type;
}

/** By the table of the code; else the sender's own words, unless these may name the patient. */
function codeMeaning(scope: KithScope, { attributes, maskAs }: Owner): Label | null {
  const read = (name: string) => attributes.find((each) => each.name === name)?.value ?? '';
  const errorCode = attributes.find(({ name }) => name.endsWith(':errorCode'))?.value;
  if (errorCode !== undefined && scope.kind === 'envelope') return meaningOfEbxmlError(errorCode);
  const code = read('V');
  if (code === '' || maskAs !== null) return null;
  const words = meaningOfCode(scope.name, code, scope.kind);
  if (words !== null) return words;
  const stated = read('DN');
  return stated === '' || isNumberOfPerson(stated) ? null : toLabel([stated, stated, stated]);
}

type Person = 'name' | 'id' | 'date' | 'address' | 'phone' | 'open';

const personPlaces: Record<string, Person> = {
  Name: 'name',
  NameOwner: 'name',
  FamilyName: 'name',
  MiddleName: 'name',
  GivenName: 'name',
  Id: 'id',
  OffId: 'id',
  RelPartyOffId: 'id',
  IdByServProvider: 'id',
  IdByRequester: 'id',
  DateOfBirth: 'date',
  DateOfDeath: 'date',
  StreetAdr: 'address',
  PostalCode: 'address',
  City: 'address',
  PostBox: 'address',
  County: 'address',
  CityDistr: 'address',
  TeleAddress: 'phone',
  TypeId: 'open',
  TypeOffId: 'open',
  Type: 'open',
  TypeTelecom: 'open',
  Sex: 'open',
  Country: 'open',
  Relation: 'open',
  Role: 'open',
  Species: 'open',
  AdmCat: 'open',
  BasisForHealthServices: 'open',
};

/** What the values of an element are hidden as; null = they are shown. What is not known is hidden. */
function maskKindOf(
  { area, type, isProse, isSigned, kind, name }: KithScope,
  { element, parent }: { element: XmlElement; parent: XmlElement | null },
): MaskKind | null {
  if (isSigned) return null;
  if (area === 'foreign' || type === null) return 'text';
  if (type === 'document') return 'text';
  // The text of a result is what the message is about; other prose may tell of anybody.
  if (isProse) return kind !== 'msghead' && isResultText(name, parent) ? null : 'text';
  if (area !== 'patient' && area !== 'relative') return null;
  if (type === 'group') return null;
  const person = Object.hasOwn(personPlaces, name) ? personPlaces[name] : 'text';
  if (person === 'open') return null;
  return person === 'id' ? numberKind(element, parent) : (person ?? 'text');
}

function isResultText(name: string, parent: XmlElement | null): boolean {
  return name === 'TextResultValue' && ['TextResult', 'Result'].includes(parent?.localName ?? '');
}

const kindByType: Record<string, MaskKind> = { FNR: 'fnr', DNR: 'dnr', HNR: 'hnr', FHN: 'fhn' };

/** By its digits, else by the type that stands beside it. */
function numberKind(element: XmlElement, parent: XmlElement | null): MaskKind {
  const byForm = identifierKind(element.text());
  if (byForm !== 'id') return byForm;
  const type = parent?.first('TypeOffId') ?? parent?.first('TypeId') ?? parent?.first('Type');
  return ownValue(kindByType, type?.attribute('V') ?? '') ?? 'id';
}
