import type { EditPlan } from '../../../src-shared/contract/message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Problem } from '../../../src-shared/formats/format.ts';
import { editText } from './edit-text.ts';
import { maxShownBytes, type OpenBody, openBody } from './open-body.ts';

import { findTouchedFields, isClinicalOrderChanged, type TouchedField } from './touched-fields.ts';

export type Refusal = { refusalKey: string; refusalParams: Problem['params'] };

/** An edit applied in memory. `refusal` null = it may be sent; then `body` is what would be. */
export type AppliedEdit = {
  before: OpenBody;
  after: OpenBody;
  body: Body;
  fields: TouchedField[];
  changedBytes: number;
  refusal: Refusal | null;
};

/**
 * The stored body with the edit, judged by the rules of design §8: clinical content and separators stay, signed bodies stay whole, every character
 * must exist in the body's character set. The same judgement for the preview and for the send.
 */
export function applyEdit(body: Body, plan: EditPlan): AppliedEdit {
  const before = openBody(body);
  const unchanged = { before, after: before, body, fields: [], changedBytes: 0 };
  const obstacle = findObstacle(before, plan);
  if (obstacle !== null) return { ...unchanged, refusal: obstacle };
  const made = plan.kind === 'fields' ? editFields(before, plan.edits) : editWhole(before, plan.text);
  if (made.kind === 'refused') return { ...unchanged, refusal: made.refusal };
  const edited = { ...body, bytes: made.bytes };
  const after = openBody(edited);
  const { fields, isComplete } = findTouchedFields(
    { parsed: before.parsed, bytes: body.bytes },
    { parsed: after.parsed, bytes: made.bytes },
  );
  const refusal = isComplete ? judgeFields(before, after, fields) : refuse('edit.refused.tooManyChanges');
  return { before, after, body: edited, fields, changedBytes: made.changedBytes, refusal };
}

type Made = { kind: 'made'; bytes: Uint8Array; changedBytes: number } | { kind: 'refused'; refusal: Refusal };

function findObstacle(before: OpenBody, plan: EditPlan): Refusal | null {
  if (before.isSigned) return refuse('edit.refused.signed');
  if (isUnknownFormat(before)) return refuse('edit.refused.format');
  // The page shows only the beginning of a large body: given back as a whole it would cut the rest off.
  if (plan.kind === 'text' && before.bytes.length > maxShownBytes) return refuse('edit.refused.tooLarge');
  return null;
}

function editFields(before: OpenBody, edits: { path: string; text: string }[]): Made {
  const result = before.splice(edits);
  if (result.kind === 'rejected') {
    const key = result.reason === 'not-editable' && isSeparatorPath(result.path) ? 'separator' : result.reason;
    return { kind: 'refused', refusal: refuse(`edit.refused.${key}`, { path: result.path }) };
  }
  const changedBytes = result.changes.reduce(
    (sum, { before: old, after }) => sum + Math.max(old[1] - old[0], after[1] - after[0]),
    0,
  );
  return { kind: 'made', bytes: result.bytes, changedBytes };
}

function editWhole(before: OpenBody, text: string): Made {
  const result = editText(before, text, before.parsed.format === 'hl7v2' ? '\r' : '\n');
  if (result.kind === 'rejected') return { kind: 'refused', refusal: refuse(`edit.refused.${result.reason}`) };
  return { kind: 'made', bytes: result.bytes, changedBytes: result.changedBytes };
}

function judgeFields(before: OpenBody, after: OpenBody, fields: TouchedField[]): Refusal | null {
  if (after.parsed.format !== before.parsed.format) return refuse('edit.refused.formatLost');
  const separator = fields.find((field) => isSeparatorPath(field.path));
  if (separator !== undefined) return refuse('edit.refused.separator', { path: separator.path });
  const clinical = fields.find((field) => field.clinical && field.before !== field.after);
  if (clinical !== undefined) return refuse('edit.refused.clinical', { path: clinical.path });
  return isClinicalOrderChanged(before.parsed, after.parsed) ? refuse('edit.refused.clinicalOrder') : null;
}

/** What its parts mean is not known, so any of them may be clinical. */
export function isUnknownFormat({ parsed }: OpenBody): boolean {
  return parsed.format === 'text' || parsed.format === 'binary' || parsed.format === 'json';
}

/** MSH-1 and MSH-2 say how everything else is read. */
export function isSeparatorPath(path: string): boolean {
  return /(^|\/)(MSH|FHS|BHS)(\[\d+\])?-[12]$/i.test(path);
}

function refuse(refusalKey: string, refusalParams: Problem['params'] = {}): Refusal {
  return { refusalKey, refusalParams };
}
