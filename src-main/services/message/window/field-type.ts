import type { FieldFacts, FieldKind } from '../../../../src-shared/contract/message-edit-fields.ts';
import { listFhirCodes } from '../../../../src-shared/formats/fhir-json/fhir-codes.ts';
import type { CodeList, FormatNode } from '../../../../src-shared/formats/format.ts';
import { formatHl7Path, parseHl7Path } from '../../../../src-shared/formats/hl7v2/hl7-path.ts';
import { readHl7Place } from '../../../../src-shared/formats/hl7v2/hl7-place.ts';
import { listCodes } from '../../../../src-shared/formats/kith-xml/kith-codes.ts';
import { hl7Dictionaries } from '../../../platform/hl7-dictionaries.ts';
import type { BodyDocument } from './body-document.ts';
import { findTypedNode, type Step } from './find-node.ts';

/** What a format says of the values of a place. */
export type FieldType = Pick<FieldFacts, 'label' | 'dataType' | 'kind' | 'choices' | 'isOpen' | 'maxLength'>;
type Told = Pick<FormatNode, 'content' | 'maskAs'>;

export function hl7Type(document: BodyDocument, node: Told & { path: string; dataType?: string | null }): FieldType {
  const path = parseHl7Path(node.path);
  const dictionary = hl7Dictionaries(textAt(document, 'MSH-12'));
  const system = path === null ? '' : textAt(document, formatHl7Path({ ...path, component: 3, subcomponent: null }));
  const place = path === null || dictionary === null ? null : readHl7Place(dictionary, path, system);
  const dataType = node.dataType ?? place?.dataType ?? null;
  const types = [dataType, place?.valueType ?? null];
  return {
    label: place?.label ?? null,
    dataType,
    maxLength: place?.maxLength ?? null,
    ...kindAndChoices(node, types, place?.codes ?? null),
  };
}

export function fhirType(document: BodyDocument, steps: readonly Step[], node: FormatNode): FieldType {
  const typed = steps.map(({ node: { name }, node: each }) => ({
    name,
    resourceType: resourceTypeOf(document, each),
  }));
  const codes = listFhirCodes(textAt(document, 'resourceType') || null, typed);
  return { label: null, dataType: node.dataType, maxLength: null, ...kindAndChoices(node, [node.dataType], codes) };
}

/** Elements of a list have none: those need not be made. */
function resourceTypeOf(document: BodyDocument, node: FormatNode): string | null {
  const level = document.childrenOf(node);
  for (let index = 0; index < level.count; index += 1) {
    if (!level.pathAt(index).endsWith('resourceType')) continue;
    const child = level.at(index);
    if (child.name === 'resourceType') return child.text;
  }
  return null;
}

/** The value stands in the element or in its attribute V. */
export function kithType(steps: readonly Step[], node: FormatNode): FieldType {
  const names = steps.map(({ node: { name } }) => name.replace(/^.*:/, ''));
  const last = names.at(-1) ?? '';
  const element = last === '@V' ? (names.at(-2) ?? '') : last;
  const codes =
    last === '@V' || !last.startsWith('@') ? listCodes(element, names[0] === 'AppRec' ? 'apprec' : 'report') : null;
  return { label: null, dataType: node.dataType, maxLength: null, ...kindAndChoices(node, [node.dataType], codes) };
}

const moments = new Set(['TS', 'DTM', 'DT', 'TM', 'date', 'dateTime', 'instant', 'time']);
const numbers = new Set(['NM', 'SI', 'integer', 'decimal', 'positiveInt', 'unsignedInt', 'INT', 'REAL', 'PQ']);
const proses = new Set(['FT', 'TX', 'markdown']);

function kindAndChoices(
  node: Told,
  types: readonly (string | null)[],
  codes: CodeList | null,
): Pick<FieldFacts, 'kind' | 'choices' | 'isOpen'> {
  const is = (known: ReadonlySet<string>) => types.some((type) => type !== null && known.has(type));
  const choices = [...(codes?.codes ?? [])].map(([code, meaning]) => ({ code, meaning }));
  return { kind: kindOf(), choices, isOpen: codes?.isOpen ?? true };

  function kindOf(): FieldKind {
    if (node.content === 'date' || is(moments)) return 'moment';
    if (choices.length > 0) return 'code';
    if (is(numbers)) return 'number';
    if (node.content === 'free-text' || is(proses)) return 'long-text';
    return node.maskAs !== null && identifiers.has(node.maskAs) ? 'identifier' : 'text';
  }
}

const identifiers = new Set(['fnr', 'dnr', 'hnr', 'fhn', 'id']);

function textAt(document: BodyDocument, path: string): string {
  const node = findTypedNode(document, path)?.at(-1)?.node;
  return node?.hasChildren === false ? (node.text ?? '') : '';
}
