import { z } from 'zod';

/** How a person settled a failure without a replay. *not-needed*: nothing has to be done about it, for the reason in the note. */
export const handlingWays = ['phoned', 'paper', 'new-order', 'other', 'not-needed'] as const;
export type HandlingWay = (typeof handlingWays)[number];

export const handlingActs = ['handle', 'take-back'] as const;

/**
 * One entry of what was decided about a failure. `way` null with *take-back*. `toWhom`, `note`: null = none, or forgotten at the end of retention.
 * `at` ms UTC; a failure of the same message after it is open again. `count`: how many failures the decision was about.
 */
export const failureHandling = z.object({
  at: z.number().int(),
  person: z.string(),
  act: z.enum(handlingActs),
  way: z.enum(handlingWays).nullable(),
  toWhom: z.string().nullable(),
  note: z.string().nullable(),
  count: z.number().int().positive(),
});
export type FailureHandling = z.infer<typeof failureHandling>;
