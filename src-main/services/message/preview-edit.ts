import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Edit, Problem } from '../../../src-shared/formats/format.ts';
import type { Changes } from '../../../src-shared/formats/shared/compose-changes.ts';
import type { StepsWatch } from '../../../src-shared/formats/shared/steps/apply-steps.ts';
import type { ConvertedPlan } from '../../platform/unit-conversion/conversion-plan.ts';
import { editText } from './edit-text.ts';
import { maxShownBytes, type OpenBody, openBody } from './open-body.ts';
import { findTouchedFields, isSameBytes, type TouchedField, type TouchedFields } from './touched-fields.ts';

/** What is applied to a body: a conversion comes here made, by rules that stand. */
export type AppliedPlan = Exclude<EditPlan, { kind: 'convert' }> | ConvertedPlan;

export type Refusal = { refusalKey: string; refusalParams: Problem['params'] };

/**
 * An edit applied in memory. `refusal` null = it may be sent; then `body` is what would be, `changes` the spans that make it.
 * `fields`: the first 1 000 of `fieldCount`.
 */
export type AppliedEdit = {
  before: OpenBody;
  after: OpenBody;
  body: Body;
  fields: TouchedField[];
  fieldCount: number;
  changes: Changes;
  refusal: Refusal | null;
};

/**
 * The stored body with the edit, judged by the rules of design §8: clinical content and separators stay, signed bodies stay whole, every character
 * must exist in the body's character set. The same judgement for the preview and for the send.
 * @param watch is told of the places that steps meet
 */
export function applyEdit(body: Body, plan: AppliedPlan, watch: StepsWatch = {}): AppliedEdit {
  const before = openBody(body);
  const unchanged = { before, after: before, body, fields: [], fieldCount: 0, changes: [] };
  const obstacle = findObstacle(before, plan);
  if (obstacle !== null) return { ...unchanged, refusal: obstacle };
  const made = makeBytes(before, plan, watch);
  if (made.kind === 'refused') return { ...unchanged, refusal: made.refusal };
  if (isSameBytes(body.bytes, made.bytes)) return { ...unchanged, refusal: null };
  const edited = { ...body, bytes: made.bytes };
  const after = openBody(edited);
  const { changes } = made;
  if (plan.kind === 'converted') return { ...showConverted(before, after, plan), body: edited, changes };
  const touched = findTouchedFields(
    { parsed: before.parsed, bytes: body.bytes },
    { parsed: after.parsed, bytes: made.bytes },
    { changes, isSeparator: isSeparatorPath },
  );
  const { fields, count } = touched;
  return { before, after, body: edited, fields, fieldCount: count, changes, refusal: judge(before, after, touched) };
}

/** Clinical content that two persons agreed to change, and that was proven when it was made; still no separator and no other format. */
function showConverted(before: OpenBody, after: OpenBody, { outcome }: ConvertedPlan) {
  const changed = outcome.kind === 'made' ? outcome.fields : [];
  const nodes = { before: null, after: null };
  const fields = changed.map((field) => ({ ...field, label: null, clinical: false, nodes }));
  const isSeparator = fields.some(({ path }) => isSeparatorPath(path));
  const isLost = after.parsed.format !== before.parsed.format;
  const refusal = isLost ? refuse('edit.refused.formatLost') : isSeparator ? refuse('edit.refused.separator') : null;
  return { before, after, fields, fieldCount: fields.length, refusal };
}

type Made = { kind: 'made'; bytes: Uint8Array; changes: Changes } | { kind: 'refused'; refusal: Refusal };

function findObstacle(before: OpenBody, plan: AppliedPlan): Refusal | null {
  if (before.isSigned) return refuse('edit.refused.signed');
  if (isUnknownFormat(before)) return refuse('edit.refused.format');
  // The page shows only the beginning of a large body: given back as a whole it would cut the rest off.
  if (plan.kind === 'text' && before.bytes.length > maxShownBytes) return refuse('edit.refused.tooLarge');
  return null;
}

function makeBytes(before: OpenBody, plan: AppliedPlan, watch: StepsWatch): Made {
  switch (plan.kind) {
    case 'fields':
      return madeOf(spliceFields(before, plan.edits));
    case 'text':
      return madeOf(editText(before, plan.text, before.parsed.format === 'hl7v2' ? '\r' : '\n'));
    case 'steps':
      return madeOf(before.applySteps(plan.steps, watch));
    case 'converted':
      return plan.outcome.kind === 'refused' ? { kind: 'refused', refusal: plan.outcome } : plan.outcome;
  }
}

/** U+FFFD stands for bytes that could not be read: written back it would be another character than the one that was lost. */
function spliceFields(before: OpenBody, edits: Edit[]): Written {
  const lossy = edits.find(({ text }) => text.includes('\ufffd'));
  const result = before.splice(edits);
  if (lossy === undefined || result.kind === 'rejected') return result;
  const alone = before.splice([lossy]);
  const isKept = alone.kind === 'spliced' && isSameBytes(before.bytes, alone.bytes);
  return isKept ? result : { kind: 'refused', reason: 'lost-character', character: null, path: lossy.path };
}

type Written =
  | { kind: 'spliced'; bytes: Uint8Array; changes: Changes }
  | { kind: 'rejected' | 'refused'; reason: string; character: string | null; path?: string; step?: number };

function madeOf(written: Written): Made {
  if (written.kind === 'spliced') return { kind: 'made', bytes: written.bytes, changes: written.changes };
  const { character, path, step } = written;
  const params = {
    ...(path === undefined ? {} : { path }),
    ...(step === undefined ? {} : { step }),
    ...(character === null ? {} : { character }),
  };
  return { kind: 'refused', refusal: refuse(keyOf(written), params) };
}

function keyOf({ reason, path, character }: Extract<Written, { reason: string }>): string {
  if (reason === 'separator' && character !== null) return 'edit.refused.separatorCharacter';
  const isSeparator = reason === 'not-editable' && path !== undefined && isSeparatorPath(path);
  return isSeparator ? 'edit.refused.separator' : `edit.refused.${reason}`;
}

function judge(before: OpenBody, after: OpenBody, touched: TouchedFields): Refusal | null {
  const { separator, clinical, isComplete, isOrderChanged } = touched;
  if (after.parsed.format !== before.parsed.format) return refuse('edit.refused.formatLost');
  if (separator !== null) return refuse('edit.refused.separator', { path: separator.path });
  if (clinical !== null) return refuse('edit.refused.clinical', { path: clinical.path });
  if (!isComplete) return refuse('edit.refused.tooManyChanges');
  return isOrderChanged ? refuse('edit.refused.clinicalOrder') : null;
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
