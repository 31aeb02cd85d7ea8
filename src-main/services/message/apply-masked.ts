import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Place } from '../../../src-shared/formats/format.ts';
import { createHidden, type Hidden } from './hidden-values.ts';
import { type AppliedEdit, applyEdit } from './preview-edit.ts';

/** `isTelling`: what the steps did depends on what is hidden. `kept`: places that were set to what they hold. */
export type MaskedEdit = { edit: AppliedEdit; hidden: Hidden; isTelling: boolean; kept: Place[] };

/** Steps on a message that the person may not see: whether they read anything of it that is masked. */
export function applyMasked(body: Body, steps: readonly EditStep[]): MaskedEdit {
  const read: Place[] = [];
  const kept: Place[] = [];
  const edit = applyEdit(
    body,
    { kind: 'steps', steps: [...steps] },
    { onRead: (place) => read.push(place), onKept: (place) => kept.push(place) },
  );
  const hidden = createHidden(edit.before.parsed);
  return { edit, hidden, kept, isTelling: read.some(({ node }) => node !== null && hidden.holds(node)) };
}
