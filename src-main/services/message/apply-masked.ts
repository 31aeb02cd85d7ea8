import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Place } from '../../../src-shared/formats/format.ts';
import { createHidden, type Hidden } from './hidden-values.ts';
import { type AppliedEdit, applyEdit } from './preview-edit.ts';

/**
 * `isTelling`: what the steps did depends on what is hidden. `touchesHidden`: they write over it, so that the size and the hash of the result tell
 * whether a value is the one that was guessed. `kept`: places that were set to what they hold.
 */
export type MaskedEdit = {
  edit: AppliedEdit;
  hidden: Hidden;
  isTelling: boolean;
  touchesHidden: boolean;
  kept: Place[];
};

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
  const isHidden = ({ node }: Pick<Place, 'node'>) => node !== null && hidden.holds(node);
  const touched = edit.fields.map(({ nodes }) => ({ node: nodes.before }));
  return { edit, hidden, kept, isTelling: read.some(isHidden), touchesHidden: [...kept, ...touched].some(isHidden) };
}
