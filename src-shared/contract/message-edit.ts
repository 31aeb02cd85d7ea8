import { z } from 'zod';
import { editSteps } from '../domain/edit-step.ts';
import { messageRef } from '../domain/message.ts';
import { names, reason } from './common.ts';
import { bodyInput, findingFacts, findingFix } from './message-body.ts';
import { command, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const span = z.tuple([z.number().int(), z.number().int()]);
const params = z.record(z.string(), z.union([z.string(), z.number()]));

const editInput = z.object({ path: z.string().max(200), text: z.string().max(2_000_000) });
/** The fields changed, a whole new text, or steps that find their places themselves; all end as byte splices against the stored body. */
export const editPlan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fields'), edits: z.array(editInput).min(1).max(500) }),
  z.object({ kind: z.literal('text'), text: z.string().max(20_000_000) }),
  z.object({ kind: z.literal('steps'), steps: editSteps }),
  /** By rules that a clinical owner approved; what they change, the core alone says. */
  z.object({
    kind: z.literal('convert'),
    rules: z
      .array(z.object({ ruleId: z.string().max(64), version: z.number().int() }))
      .min(1)
      .max(20),
  }),
]);
export type EditPlan = z.infer<typeof editPlan>;

/** Why an edit that makes errors is sent all the same; null = it must make none. Left out, it is null. */
export const acceptedErrors = z.object({ reason }).nullable().default(null);
export type AcceptedErrors = z.infer<typeof acceptedErrors>;

const change = z.object({
  path: z.string(),
  label: names.nullable(),
  before: z.string(),
  after: z.string(),
  lockReasonKey: z.string().nullable(),
});

/**
 * What the validation finds after the edit and what is wrong with the form of the body. `isNew`: the edit made it, or one more of it.
 * `textSpan` counts UTF-16 units of the whole text after the edit. `fix`: edits that mend it, null = a person must decide.
 */
const editProblem = findingFacts.extend({ textSpan: span, isNew: z.boolean(), fix: findingFix });
export type EditProblem = z.infer<typeof editProblem>;

/** *unreachable*: the engine could not be asked now. *needs-reveal*: the steps would tell what the message hides. */
const outcome = z.enum(['changed', 'unchanged', 'refused', 'needs-reveal', 'not-stored', 'gone', 'unreachable']);

/**
 * One message of many. `changes`: the first 20 of `changeCount`, masked while `masked`, but for the text that the person wrote.
 * `bodyHash` of what would be sent, '' unless *changed*, and while the message is masked where hidden values change. `refusalKey` null unless *refused*.
 */
const editOfOne = z.object({
  ref: messageRef,
  outcome,
  refusalKey: z.string().nullable(),
  refusalParams: params,
  messageType: z.string().nullable(),
  messageControlId: z.string().nullable(),
  masked: z.boolean(),
  changes: z.array(change).max(20),
  changeCount: count,
  introducedErrors: count,
  isJudged: z.boolean(),
  bodyHash: z.string(),
});
export type EditOfOne = z.infer<typeof editOfOne>;

/** Trying an edit. Nothing here changes or stores anything. */
export const editProcedures = {
  /**
   * What an edit would change: bytes, fields, problems. Needs the message revealed.
   * `isAllowed` false when a locked (clinical) field is touched or the text cannot be encoded; `refusalKey` says why, `refusalParams` may name the
   * `path`, the number of the `step` and the `character`. Of a file: whether the edit may be saved.
   * `introducedErrors`: new problems of severity *error*. `isJudged` false: too large to be judged; both need `acceptedErrors` to go on.
   */
  previewEdit: query({
    access: operators,
    audit: 'view',
    input: bodyInput.extend({ plan: editPlan }),
    output: z.object({
      isAllowed: z.boolean(),
      refusalKey: z.string().nullable(),
      refusalParams: params,
      changes: z.array(change),
      before: z.string(),
      after: z.string(),
      changedBytes: count,
      problems: z.array(editProblem),
      introducedErrors: count,
      isJudged: z.boolean(),
      bodyHash: z.string(),
    }),
  }),
  /**
   * The bytes after an edit, for a file of the person's own; needs the message revealed. `fileName` holds no patient data.
   * FORBIDDEN with the refusal of `previewEdit`; CONFLICT when the hash is another, `edit.refused.introducedErrors` or `edit.refused.notJudged`.
   */
  editedBytes: command({
    access: operators,
    input: bodyInput.extend({ plan: editPlan, bodyHash: z.string(), acceptedErrors }),
    output: z.object({ bytes: z.instanceof(Uint8Array), fileName: z.string() }),
  }),
  /**
   * The same steps on the source's raw body of many messages, one item for each in the order asked for; one that fails is no failure of the others.
   * Of a message that is not revealed no patient value is shown, and steps that would read a filled one answer *needs-reveal*.
   */
  previewEditOfMany: query({
    access: operators,
    audit: 'view',
    input: z.object({ refs: z.array(messageRef).min(1).max(100), steps: editSteps }),
    output: z.object({ items: z.array(editOfOne) }),
  }),
  /** As `reveal`, for several messages with one reason; the audit log names each. `until`: the end of the first. */
  revealMany: command({
    access: readers,
    input: z.object({ refs: z.array(messageRef).min(1).max(50), reason }),
    output: z.object({ until: z.number().int() }),
  }),
};
