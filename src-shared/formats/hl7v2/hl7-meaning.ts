import type { Hl7Dictionary, Hl7Place, Words } from '../../domain/hl7-dictionary.ts';
import type { FormatNode, NodeContent } from '../format.ts';
import { type Hl7Document, valueAt } from './hl7-document.ts';
import type { Hl7Path } from './hl7-path.ts';
import type { Segment } from './hl7-segment.ts';
import { labelOf } from './labels.ts';

/** What a dictionary, or without one a few rules, say of a node. */
export type Hl7Description = Pick<FormatNode, 'label' | 'dataType' | 'meaning' | 'content'>;

/** `text`: the decoded value of a leaf, null for a node with children. `isPatient`: then no meaning is given for the whole. */
export type DescribedNode = { segment: Segment; path: Hl7Path; text: string | null; isPatient: boolean };

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
  const { segment, path } = node;
  const id = segment.id.toUpperCase();
  const field = path.field ?? 0;
  const resultType = id === 'OBX' && field === 5 ? valueAt(document, segment, { field: 2 }).trim().toUpperCase() : '';
  const whole = dictionary === null ? null : placeOfField(dictionary, id, { field, resultType });
  const place = dictionary === null ? null : placeBelow(dictionary, whole, path);
  const type = place?.dataType ?? (path.component === null ? resultType || null : null);
  return {
    label: path.component === null ? bestName(whole?.name ?? null, labelOf(`${id}-${field}`)) : (place?.name ?? null),
    dataType: type?.replace(/_.*/, '') ?? null,
    meaning: meaningOf(document, node, { whole, place }),
    content: contentOf(node, { key: `${id}-${field}`, type, wholeType: whole?.dataType ?? (resultType || null) }),
  };
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

function placeBelow(dictionary: Hl7Dictionary, whole: Hl7Place | null, path: Hl7Path): Hl7Place | null {
  if (path.component === null) return whole;
  const component = whole?.dataType == null ? null : dictionary.component(whole.dataType, path.component);
  if (path.subcomponent === null) return component;
  return component?.dataType == null ? null : dictionary.component(component.dataType, path.subcomponent);
}

type Places = { whole: Hl7Place | null; place: Hl7Place | null };

function meaningOf(document: Hl7Document, node: DescribedNode, { whole, place }: Places): Words | null {
  const { dictionary } = document;
  const { segment, path, text } = node;
  if (dictionary === null || place === null || path.field === null) return null;
  const isCoded = whole?.dataType != null && coded.has(whole.dataType);
  const isFirst = isCoded && path.component === 1 && path.subcomponent === null;
  const firstTable = place.dataType === null ? null : (dictionary.component(place.dataType, 1)?.table ?? null);
  const table = (isFirst ? whole?.table : null) ?? place.table ?? firstTable;
  const isWhole = path.component === null && (text !== null || (isCoded && !node.isPatient));
  if (table === null || table === undefined || !(isWhole || (path.component !== null && text !== null))) return null;
  const at = { field: path.field, repetition: path.repetition ?? 1 };
  if ((isFirst || (isWhole && isCoded)) && !isOfTable(valueAt(document, segment, { ...at, component: 3 }), table))
    return null;
  const code = text ?? valueAt(document, segment, { ...at, component: 1 });
  return dictionary.table(table)?.codes.get(code.trim()) ?? null;
}

/** A code of another system may look like one of the table and mean something else. */
function isOfTable(system: string, table: string): boolean {
  return system.trim() === '' || system.trim().toUpperCase() === `HL7${table}`;
}

type Typed = { key: string; type: string | null; wholeType: string | null };

function contentOf({ path, text }: DescribedNode, { key, type, wholeType }: Typed): NodeContent {
  if (wholeType === 'ED' && (path.component === 5 || (path.component === null && text !== null))) return 'document';
  if (type === 'FT' || type === 'TX' || key === 'NTE-3') return 'free-text';
  if (type !== null && dateTypes.has(type)) return 'date';
  return dateFields.has(key) && (path.component ?? 1) === 1 ? 'date' : 'value';
}
