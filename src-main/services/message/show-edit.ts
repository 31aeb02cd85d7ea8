import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import type { Judgement } from './judge-edit.ts';
import { maxShownBytes } from './open-body.ts';
import type { AppliedEdit, Refusal } from './preview-edit.ts';

export type EditView = OutputOf<'message.previewEdit'>;

/**
 * What a person sees of an edit; of a body too large to show only the beginning, its changes all the same.
 * @param isSource false: the edit is of a form that is never sent. A refused edit has no hash: nothing can be sent by it.
 */
export function showEdit(edit: AppliedEdit, judgement: Judgement, isSource: boolean): EditView {
  const refusal = isSource ? edit.refusal : { refusalKey: 'edit.refused.stage', refusalParams: {} };
  return {
    isAllowed: refusal === null,
    ...shownRefusal(refusal),
    changes: edit.fields.map(({ path, label, before, after, clinical }) => ({
      path,
      label,
      before,
      after,
      lockReasonKey: clinical ? 'edit.locked.clinical' : null,
    })),
    before: edit.before.map.text.slice(0, maxShownBytes),
    after: edit.after.map.text.slice(0, maxShownBytes),
    changedBytes: changedBytesOf(edit),
    ...judgement,
    bodyHash: refusal === null ? sha256Hex(edit.body.bytes) : '',
  };
}

export function shownRefusal(refusal: Refusal | null): {
  refusalKey: string | null;
  refusalParams: Refusal['refusalParams'];
} {
  return refusal ?? { refusalKey: null, refusalParams: {} };
}

/** Bytes written in place of others. */
function changedBytesOf({ changes }: AppliedEdit): number {
  return changes.reduce((sum, { before, after }) => sum + Math.max(before[1] - before[0], after[1] - after[0]), 0);
}
