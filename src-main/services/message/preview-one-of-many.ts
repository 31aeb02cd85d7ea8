import type { EditOfOne } from '../../../src-shared/contract/message-edit.ts';
import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { applyMasked, type MaskedEdit } from './apply-masked.ts';
import type { Hidden } from './hidden-values.ts';
import { countErrors, type Site } from './judge-edit.ts';
import { type AppliedEdit, applyEdit } from './preview-edit.ts';
import { shownRefusal } from './show-edit.ts';

export type OneOfMany = Omit<EditOfOne, 'ref'>;

const maxShownChanges = 20;

/**
 * What steps would do to one message. While it is `masked`, steps that read what is hidden tell nothing, and a hidden value that is set to what it is
 * already counts as changed: else a guess could be tried.
 */
export function previewOneOfMany(
  body: Body,
  steps: readonly EditStep[],
  { site, masked }: { site: Site; masked: boolean },
): OneOfMany {
  const unseen = masked ? applyMasked(body, steps) : null;
  const edit = unseen?.edit ?? applyEdit(body, { kind: 'steps', steps: [...steps] });
  const { messageType, messageControlId } = edit.before.summary().header;
  const facts = { ...nothing, messageType, messageControlId, masked };
  if (unseen?.isTelling) return { ...facts, outcome: 'needs-reveal' };
  const hidden = unseen?.hidden ?? null;
  const kept = keptOf(unseen);
  const changes = [...changesOf(edit, { hidden, steps }), ...kept].slice(0, maxShownChanges);
  const listed = { ...facts, changes, changeCount: edit.fieldCount + kept.length };
  if (edit.refusal !== null) return { ...listed, outcome: 'refused', ...shownRefusal(edit.refusal) };
  if (edit.changes.length === 0 && kept.length === 0) return { ...facts, outcome: 'unchanged' };
  return {
    ...listed,
    outcome: 'changed',
    ...countErrors(edit, site),
    bodyHash: unseen?.touchesHidden ? '' : sha256Hex(edit.body.bytes),
  };
}

const nothing = {
  refusalKey: null,
  refusalParams: {},
  changes: [],
  changeCount: 0,
  introducedErrors: 0,
  isJudged: true,
  bodyHash: '',
};

type Shown = OneOfMany['changes'];

function changesOf(
  { fields }: AppliedEdit,
  { hidden, steps }: { hidden: Hidden | null; steps: readonly EditStep[] },
): Shown {
  const typed = new Set(steps.flatMap(textsOf));
  return fields.slice(0, maxShownChanges).map(({ path, label, before, after, clinical, nodes }) => ({
    path,
    label,
    before: hidden === null ? before : hidden.show(before, nodes.before),
    after: hidden === null || typed.has(after) ? after : hidden.show(after, nodes.after),
    lockReasonKey: clinical ? 'edit.locked.clinical' : null,
  }));
}

function textsOf(step: EditStep): string[] {
  if (step.kind === 'set') return [step.text];
  return step.kind === 'map' ? step.table.map(({ to }) => to) : [];
}

/** Of what is not hidden a person may know that it stays. */
function keptOf(unseen: MaskedEdit | null): Shown {
  if (unseen === null) return [];
  const { kept, hidden } = unseen;
  return kept.flatMap(({ path, node }) => {
    if (node === null || !hidden.holds(node)) return [];
    const text = node.text ?? '';
    return [{ path, label: node.label, before: hidden.show(text, node), after: text, lockReasonKey: null }];
  });
}
