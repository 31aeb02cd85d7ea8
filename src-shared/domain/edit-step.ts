import { z } from 'zod';

/** An address of the format, in which `[*]` means every one: `OBX[*]-6`, `PID-3[*].4`, `entry[*].resource.status`, `/MsgHead/Document[*]/@V`. */
const path = z.string().min(1).max(200);
const text = z.string().max(10_000);

/** `text` '' where nothing is compared. Of several places *equal*, *contains* and *not-empty* ask for one, *not-equal* and *empty* for all. */
const condition = z.object({ path, is: z.enum(['equal', 'not-equal', 'contains', 'empty', 'not-empty']), text });
export type StepCondition = z.infer<typeof condition>;

/**
 * All must hold; none = always. A condition that shares a `[*]` with the path of its step is judged for each of those by itself
 * (`OBX[*]-6` when `OBX[*]-2` is `NM`), any other once.
 */
const when = z.array(condition).max(20);

/** The whole value is looked up; *refuse*: a filled value that is not in the table refuses the whole edit. */
const table = z
  .array(z.object({ from: text, to: text }))
  .min(1)
  .max(500);

/**
 * One thing done to a message, wherever its path leads; where there is no such place *set* creates it and the others do nothing.
 * *set*: the value, which is never structure. *replace*: every occurrence of `find`, as written, in the place's values.
 * *map*: the whole value by a table. *delete*: empties the place, without an explicit null. *move*: the value of `from` to `to`; nothing when it is empty.
 */
export const editStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), path, text, when }),
  z.object({ kind: z.literal('replace'), path, find: text.min(1), text, when }),
  z.object({ kind: z.literal('map'), path, table, otherwise: z.enum(['keep', 'refuse']), when }),
  z.object({ kind: z.literal('delete'), path, when }),
  z.object({ kind: z.literal('move'), from: path, to: path, when }),
]);
export type EditStep = z.infer<typeof editStep>;

/** One after the other: later steps see what earlier ones did. */
export const editSteps = z.array(editStep).min(1).max(50);

/** The steps as a file holds them; `when` may be left out there. */
export const editStepsFile = z.preprocess(withConditions, editSteps);

function withConditions(steps: unknown): unknown {
  if (!Array.isArray(steps)) return steps;
  return steps.map((step: unknown) => (typeof step === 'object' && step !== null ? { when: [], ...step } : step));
}
