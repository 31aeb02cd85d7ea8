import { ownValue } from '../../domain/own-value.ts';
import type { Measurement, ParseOptions, Span } from '../format.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { listChildren, openKith, type Placed } from './kith-document.ts';
import { codeOf, textOf } from './kith-party.ts';

/** Every result of a report, a discharge letter or a referral. Numbers stay as written, also with a decimal comma; of texts the short ones. */
export function measureKith(body: Uint8Array, options: ParseOptions): Measurement[] {
  const { documents } = openKith(body, options);
  return documents.flatMap((document) =>
    document.kind === 'envelope' || document.kind === 'msghead' || document.kind === 'apprec'
      ? []
      : findResults(document, []),
  );
}

/** Document order; specimens are those of the same patient, and of all that is around it. */
function findResults(placed: Placed, outer: readonly XmlElement[]): Measurement[] {
  const own = placed.element.all('AnalysedSubject');
  const specimens = own.length === 0 ? outer : [...own.flatMap(withDerived), ...outer];
  return listChildren(placed).flatMap((child) => [
    ...(child.element.localName === 'ResultItem' ? measureItem(child, specimens) : []),
    ...findResults(child, specimens),
  ]);
}

function withDerived(specimen: XmlElement): XmlElement[] {
  return [specimen, ...specimen.all('AnalysedSubject').flatMap(withDerived)];
}

type Value = Pick<Measurement, 'path' | 'span' | 'value' | 'valueType' | 'comparator' | 'unit'>;

function measureItem(item: Placed, specimens: readonly XmlElement[]): Measurement[] {
  const { element } = item;
  const id = element.at('Investigation/Id') ?? element.at('ClinInv/Id');
  const base = {
    code: id?.attribute('V') || null,
    codeSystem: id?.attribute('S') || null,
    otherCodes: [],
    codeText: id?.attribute('DN') || textOf(element, 'Investigation/Comment'),
    unitSystem: null,
    range:
      element
        .all('RefInterval')
        .flatMap((range) => textOf(range, 'Descr') ?? [])
        .join('; ') || null,
    flag: element.first('DevResultInd')?.attribute('DN') || codeOf(element, 'DevResultInd'),
    status: codeOf(element, 'StatusInvestigation'),
    specimen: specimenOf(element, specimens),
  };
  return listChildren(item)
    .flatMap(readResult)
    .map((value) => ({ ...base, ...value }));
}

/** The first specimen that the result names; the only one when it names none. */
function specimenOf(item: XmlElement, specimens: readonly XmlElement[]): string | null {
  const reference = textOf(item, 'RefAnalysedSubject');
  const ids = ['IdByServProvider', 'IdByServProv', 'Number'];
  const named = specimens.find((specimen) => ids.some((id) => textOf(specimen, id) === reference));
  const specimen = reference === null ? (specimens.length === 1 ? specimens[0] : undefined) : named;
  if (specimen === undefined) return null;
  return specimen.first('TypeCoded')?.attribute('DN') || codeOf(specimen, 'TypeCoded') || textOf(specimen, 'Type');
}

function readResult(result: Placed): Value[] {
  switch (result.element.localName) {
    case 'NumResult':
    case 'Interval':
      return listChildren(result).flatMap((part) => readQuantity(part, result.element));
    case 'DateResult':
      return listChildren(result).flatMap(readDate);
    case 'TextResult':
      return listChildren(result).flatMap((part) =>
        part.element.localName === 'Result'
          ? listChildren(part).flatMap((inner) => readText(inner, part.element))
          : readText(part, result.element),
      );
    default:
      return [];
  }
}

const comparators: Record<string, string> = { LT: '<', LE: '<=', GT: '>', GE: '>=' };

/** Limits of an interval are measured as at least and at most. */
const limits: Record<string, string> = { Low: '>=', High: '<=' };

function readQuantity(part: Placed, result: XmlElement): Value[] {
  const name = part.element.localName;
  if (name !== 'NumResultValue' && !Object.hasOwn(limits, name)) return [];
  const stated = ownValue(comparators, codeOf(result, 'ArithmeticComp') ?? '') ?? null;
  const unit = part.element.attribute('U')?.trim() ?? '';
  return readAttribute(part, 'PQ').map((value) => ({
    ...value,
    comparator: ownValue(limits, name) ?? stated ?? value.comparator,
    // A number without a unit has `0` for it in Norway.
    unit: unit === '0' ? null : unit || null,
  }));
}

function readDate(part: Placed): Value[] {
  return part.element.localName === 'DateResultValue' ? readAttribute(part, 'TS') : [];
}

function readAttribute({ element, path }: Placed, valueType: string): Value[] {
  const attribute = element.attributes.find(({ name }) => name === 'V');
  const text = attribute?.value.trim() ?? '';
  if (attribute === undefined || text === '') return [];
  return [{ path: `${path}/@V`, span: attribute.span, valueType, unit: null, ...compared(text) }];
}

/** More is prose, which nobody compares. */
const maxTextLength = 60;

function readText(part: Placed, result: XmlElement): Value[] {
  const { element, path } = part;
  if (element.localName === 'TextCode') {
    const text = element.attribute('DN') || element.attribute('V');
    const span = element.attributes.find(({ name }) => name === 'V')?.span;
    if (!text || span === undefined) return [];
    return [{ path: `${path}/@V`, span, valueType: 'CV', value: text, comparator: null, unit: null }];
  }
  const text = element.localName === 'TextResultValue' ? element.text().trim() : '';
  const isProse = text.length > maxTextLength || /[\r\n]/.test(text) || element.children.length > 0;
  if (text === '' || isProse) return [];
  const span: Span = element.contentSpan;
  return [{ path, span, valueType: 'ST', unit: textOf(result, 'Unit'), ...compared(text) }];
}

/** `< 5` in one text: some laboratories write it so, against the schema. */
function compared(text: string): Pick<Value, 'value' | 'comparator'> {
  const match = /^(<=|>=|≤|≥|<|>)\s*(\S.*)$/s.exec(text);
  const comparator = match?.[1]?.replace('≤', '<=').replace('≥', '>=') ?? null;
  return { value: match?.[2] ?? text, comparator };
}
