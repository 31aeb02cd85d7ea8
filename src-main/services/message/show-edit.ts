import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { plainSpan, showProblem } from './body-view.ts';
import { maxShownBytes } from './open-body.ts';
import type { AppliedEdit } from './preview-edit.ts';

export type EditView = OutputOf<'message.previewEdit'>;

/**
 * What a person sees of an edit; of a body too large to show only the beginning, its changes all the same.
 * @param isSource false: the edit is of a form that is never sent. A refused edit has no hash: nothing can be sent by it.
 */
export function showEdit(edit: AppliedEdit, isSource: boolean): EditView {
  const refusal = isSource ? edit.refusal : { refusalKey: 'edit.refused.stage', refusalParams: {} };
  return {
    isAllowed: refusal === null,
    refusalKey: refusal?.refusalKey ?? null,
    refusalParams: refusal?.refusalParams ?? {},
    changes: edit.fields.map(({ path, label, before, after, clinical }) => ({
      path,
      label,
      before,
      after,
      lockReasonKey: clinical ? 'edit.locked.clinical' : null,
    })),
    before: edit.before.map.text.slice(0, maxShownBytes),
    after: edit.after.map.text.slice(0, maxShownBytes),
    changedBytes: edit.changedBytes,
    problems: edit.after.parsed.problems.map((problem) => showProblem(problem, plainSpan(edit.after))),
    bodyHash: refusal === null ? sha256Hex(edit.body.bytes) : '',
  };
}
