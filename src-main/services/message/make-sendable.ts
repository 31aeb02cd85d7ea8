import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { ReplayFacts } from '../../../src-shared/formats/format.ts';
import { readReplayFacts } from '../../../src-shared/formats/read-replay-facts.ts';
import { type Patch, patchOf } from '../../../src-shared/formats/shared/patch.ts';
import { applyMasked } from './apply-masked.ts';
import { type Judgement, judgeEdit, type Site } from './judge-edit.ts';
import { type AppliedEdit, type AppliedPlan, applyEdit, type Refusal } from './preview-edit.ts';

/** What the journal keeps of an edit beside the sent bytes (content): how it was asked for, and how the bytes differ from the stored ones. */
export type EditRecord = {
  patch: Patch;
  fields: { path: string; before: string; after: string }[];
  plan: AppliedPlan['kind'];
  steps: EditStep[] | null;
};

/** The bytes a replay would send, and what an edit makes wrong in them. `edit` null = not edited. */
export type SendableBody =
  | { kind: 'built'; body: Body; edit: EditRecord | null; facts: ReplayFacts | null; judgement: Judgement }
  | ({ kind: 'refused' } & Refusal)
  | { kind: 'not-stored' };

/**
 * `masked`: the person may not see the message; then steps that read what is hidden are refused. `isPlan`: the answer is looked at before anything
 * is sent, so that a guess could be tried again and again: then every edit of what is hidden is refused.
 */
export type SendableTerms = { site: Site; masked: boolean; isPlan: boolean };

/** Pure. An edit that changes no byte is no edit. */
export function makeSendable(
  stored: Body,
  plan: AppliedPlan | null,
  { site, masked, isPlan }: SendableTerms,
): SendableBody {
  if (plan === null) return built(stored, null, unedited);
  const unseen = masked && plan.kind === 'steps' ? applyMasked(stored, plan.steps) : null;
  const isGuess = masked && isPlan && (unseen?.touchesHidden ?? true);
  if (isGuess || unseen?.isTelling)
    return { kind: 'refused', refusalKey: 'message.refused.notRevealed', refusalParams: {} };
  const applied = unseen?.edit ?? applyEdit(stored, plan);
  if (applied.refusal !== null) return { kind: 'refused', ...applied.refusal };
  const edit = recordOf(stored, plan, applied);
  if (edit.patch.length === 0) return built(stored, null, unedited);
  return built(applied.body, edit, judgeEdit(applied, site));
}

const unedited: Judgement = { problems: [], introducedErrors: 0, isJudged: true };

function recordOf(stored: Body, plan: AppliedPlan, { body, fields, changes }: AppliedEdit): EditRecord {
  return {
    patch: patchOf(stored.bytes, { bytes: body.bytes, changes }),
    fields: fields.map(({ path, before, after }) => ({ path, before, after })),
    plan: plan.kind,
    steps: plan.kind === 'steps' ? plan.steps : null,
  };
}

function built(body: Body, edit: EditRecord | null, judgement: Judgement): SendableBody {
  return { kind: 'built', body, edit, facts: readReplayFacts(body), judgement };
}
