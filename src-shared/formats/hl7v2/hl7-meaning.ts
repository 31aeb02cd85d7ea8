import type { Hl7Dictionary, Hl7Place, Words } from '../../domain/hl7-dictionary.ts';
import type { FormatNode, NodeContent } from '../format.ts';
import { type Hl7Document, valueAt } from './hl7-document.ts';
import type { Segment } from './hl7-segment.ts';
import { labelOf } from './labels.ts';

/** What a dictionary, or without one a few rules, say of a node. */
export type Hl7Description = Pick<FormatNode, 'label' | 'dataType' | 'meaning' | 'content'>;

/** `id`: that of the segment in capitals. `text`: the decoded value of a leaf, null for a node with children. `isPatient`: then no meaning is given for the whole. */
export type DescribedNode = { segment: Segment; id: string; at: PlaceNumbers; text: string | null; isPatient: boolean };

/** Where a node is in its segment; null from where it is not narrowed down. */
export type PlaceNumbers = {
  field: number;
  repetition: number | null;
  component: number | null;
  subcomponent: number | null;
};

const coded = new Set(['CE', 'CF', 'CNE', 'CWE']);
const dateTypes = new Set(['DT', 'TM', 'TS', 'DTM']);
/** Where dates stand in every version, for when no dictionary is at hand. */
const dateFields = new Set(
  (
    'MSH-7 EVN-2 EVN-3 EVN-6 PID-7 PID-29 PID-33 PV1-44 PV1-45 ORC-9 ORC-15 OBR-6 OBR-7 OBR-8 OBR-14 OBR-22 OBR-36 OBX-14 OBX-19 SPM-17 SPM-18 ' +
    'TQ1-7 TQ1-8 DG1-5 NK1-8 NK1-16 TXA-4 TXA-6 TXA-7 FHS-7 BHS-7'
  ).split(' '),
);

export function labelOfSegment(dictionary: Hl7Dictionary | null, id: string): Words | null {
  return bestName(dictionary?.segment(id)?.name ?? null, labelOf(id));
}

export function describeNode(document: Hl7Document, node: DescribedNode): Hl7Description {
  const { dictionary } = document;
  const { segment, id, at } = node;
  const { field } = at;
  const resultType = id === 'OBX' && field === 5 ? valueAt(document, segment, { field: 2 }).trim().toUpperCase() : '';
  const whole = dictionary === null ? null : placeOfField(dictionary, id, { field, resultType });
  const place = dictionary === null ? null : placeBelow(dictionary, whole, at);
  const type = place?.dataType ?? (at.component === null ? resultType || null : null);
  const everyday = everydayField(id, field);
  return {
    label: at.component === null ? bestName(whole?.name ?? null, everyday.label) : (place?.name ?? null),
    dataType: type === null ? null : type.replace(/_.*/, ''),
    meaning: dictionary === null ? null : meaningOf(document, node, { whole, place }),
    content: contentOf(node, { everyday, type, wholeType: whole?.dataType ?? (resultType || null) }),
  };
}

/** What is known of a field without a dictionary. */
type EverydayField = { label: Words | null; isDate: boolean; isProse: boolean };

const everydayFields = new Map<string, (EverydayField | undefined)[]>();
const maxKeptField = 250;

/** Kept for the segments in everyday use, of which there are few: a message has hundreds of fields of the same kind. */
function everydayField(id: string, field: number): EverydayField {
  const known = everydayFields.get(id)?.[field];
  if (known !== undefined) return known;
  const key = `${id}-${field}`;
  const made = { label: labelOf(key), isDate: dateFields.has(key), isProse: key === 'NTE-3' };
  if (field > maxKeptField || labelOf(id) === null) return made;
  const fields = everydayFields.get(id) ?? [];
  fields[field] = made;
  everydayFields.set(id, fields);
  return made;
}

/** A translation from the dictionary before our own, ours before the plain English of the standard. */
function bestName(standard: Words | null, everyday: Words | null): Words | null {
  if (standard !== null && standard.en === '') return everyday;
  return standard !== null && standard.nb !== standard.en ? standard : (everyday ?? standard);
}

function placeOfField(dictionary: Hl7Dictionary, id: string, asked: { field: number; resultType: string }) {
  const place = dictionary.field(id, asked.field);
  if (place === null || asked.resultType === '') return place;
  return { ...place, dataType: asked.resultType };
}

function placeBelow(dictionary: Hl7Dictionary, whole: Hl7Place | null, at: PlaceNumbers): Hl7Place | null {
  if (at.component === null) return whole;
  const component = whole?.dataType == null ? null : dictionary.component(whole.dataType, at.component);
  if (at.subcomponent === null) return component;
  return component?.dataType == null ? null : dictionary.component(component.dataType, at.subcomponent);
}

type Places = { whole: Hl7Place | null; place: Hl7Place | null };

function meaningOf(document: Hl7Document, node: DescribedNode, { whole, place }: Places): Words | null {
  const { dictionary } = document;
  const { segment, at: numbers, text } = node;
  if (dictionary === null || place === null) return null;
  const isCoded = whole?.dataType != null && coded.has(whole.dataType);
  const isFirst = isCoded && numbers.component === 1 && numbers.subcomponent === null;
  const firstTable = place.dataType === null ? null : (dictionary.component(place.dataType, 1)?.table ?? null);
  const table = (isFirst ? whole?.table : null) ?? place.table ?? firstTable;
  const isWhole = numbers.component === null && (text !== null || (isCoded && !node.isPatient));
  if (table === null || table === undefined || !(isWhole || (numbers.component !== null && text !== null))) return null;
  const at = { field: numbers.field, repetition: numbers.repetition ?? 1 };
  if ((isFirst || (isWhole && isCoded)) && !isOfTable(valueAt(document, segment, { ...at, component: 3 }), table))
    return null;
  const code = text ?? valueAt(document, segment, { ...at, component: 1 });
  return dictionary.table(table)?.codes.get(code.trim()) ?? null;
}

/** A code of another system may look like one of the table and mean something else. */
function isOfTable(system: string, table: string): boolean {
  return system.trim() === '' || system.trim().toUpperCase() === `HL7${table}`;
}

type Typed = { everyday: EverydayField; type: string | null; wholeType: string | null };

function contentOf({ at: { component }, text }: DescribedNode, { everyday, type, wholeType }: Typed): NodeContent {
  if (wholeType === 'ED' && (component === 5 || (component === null && text !== null))) return 'document';
  if (type === 'FT' || type === 'TX' || everyday.isProse) return 'free-text';
  if (type !== null && dateTypes.has(type)) return 'date';
  return everyday.isDate && (component ?? 1) === 1 ? 'date' : 'value';
}
