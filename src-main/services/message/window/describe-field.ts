import type { FieldFacts, FieldKind } from '../../../../src-shared/contract/message-edit-fields.ts';
import type { FormatNode } from '../../../../src-shared/formats/format.ts';
import { formatHl7Path } from '../../../../src-shared/formats/hl7v2/hl7-path.ts';
import { meaningOfPlace } from '../../../../src-shared/formats/hl7v2/sensitivity.ts';
import { isEmbedded } from '../../../../src-shared/formats/shared/mask.ts';
import { lockReasonOf } from '../lock-reason.ts';
import type { BodyDocument } from './body-document.ts';
import { type FieldType, fhirType, hl7Type, kithType } from './field-type.ts';
import { findMissingPlace, findTypedNode, type Step } from './find-node.ts';

/** What can be written into a place; null = there is no such place, and none can be added. */
export function describeField(document: BodyDocument, at: string): FieldFacts | null {
  const steps = findTypedNode(document, at);
  const node = steps?.at(-1)?.node;
  if (steps === null || node === undefined) return describeMissing(document, at);
  const type = typeOf(document, steps, node);
  return {
    ...type,
    path: node.path,
    label: node.label ?? type.label,
    kind: node.hasChildren ? 'group' : type.kind,
    value: node.isExplicitNull || node.hasChildren ? '' : (node.text ?? ''),
    isMissing: false,
    isExplicitNull: node.isExplicitNull,
    hasExplicitNull: document.format === 'hl7v2' && !node.path.endsWith('-0'),
    clinical: node.clinical,
    lockReasonKey: lockReason(document, node),
  };
}

function describeMissing(document: BodyDocument, at: string): FieldFacts | null {
  const place = findMissingPlace(document, at);
  if (place === null || 'ordinal' in place.segment) return null;
  const path = formatHl7Path(place);
  const { clinical, maskAs } = meaningOfPlace(place.segment.id.toUpperCase(), place.field ?? 0, place.component);
  const type = hl7Type(document, { path, content: 'value', maskAs });
  return {
    ...type,
    path,
    value: '',
    isMissing: true,
    isExplicitNull: false,
    hasExplicitNull: true,
    clinical,
    lockReasonKey: lockReasonOf(document, { path, clinical }),
  };
}

/** A longer text is not written by hand. */
const maxValueLength = 200_000;

function lockReason(document: BodyDocument, node: FormatNode): string | null {
  const reason = lockReasonOf(document, node);
  if (reason !== null) return reason;
  return isEmbedded(node) || (node.text?.length ?? 0) > maxValueLength ? 'edit.locked.document' : null;
}

function typeOf(document: BodyDocument, steps: readonly Step[], node: FormatNode): FieldType {
  if (document.format === 'hl7v2') return hl7Type(document, node);
  if (document.format === 'fhir-json') return fhirType(document, steps, node);
  if (document.format === 'kith-xml') return kithType(steps, node);
  const kind: FieldKind = node.content === 'date' ? 'moment' : 'text';
  return { label: null, dataType: node.dataType, kind, choices: [], isOpen: true, maxLength: null };
}
