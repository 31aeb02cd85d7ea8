import { z } from 'zod';

/** How a person settled a failure without a replay. *not-needed*: nothing has to be done about it, for the reason in the note. */
export const handlingWays = ['phoned', 'paper', 'new-order', 'other', 'not-needed'] as const;
export type HandlingWay = (typeof handlingWays)[number];

/** What a person decides about a failure that stays open. *reopen*: the state of its group holds for it again. */
export const ownActs = ['acknowledge', 'assign', 'snooze', 'reopen'] as const;
export type OwnAct = (typeof ownActs)[number];

export const handlingActs = ['handle', 'take-back', ...ownActs] as const;

export const ownStates = ['acknowledged', 'assigned', 'snoozed'] as const;

/**
 * What a person decided about one failure, apart from its group: it holds for this failure alone and changes nothing of the group's state, and
 * no decision about the group changes it. It ends when the message fails anew, is reopened or settled. `owner` with *assigned*, `until` (ms UTC,
 * it may have passed) with *snoozed*, else null. `at` ms UTC.
 */
export const ownState = z.object({
  state: z.enum(ownStates),
  owner: z.string().nullable(),
  until: z.number().int().nullable(),
  at: z.number().int(),
});
export type OwnState = z.infer<typeof ownState>;

/**
 * One entry of what was decided about a failure. `way` only with *handle*, `owner` with *assign*, `until` (ms UTC) with *snooze*, else null.
 * `toWhom`, `note`: null = none, or forgotten at the end of retention.
 * `at` ms UTC; a failure of the same message after it is open again. `count`: how many failures the decision was about.
 */
export const failureHandling = z.object({
  at: z.number().int(),
  person: z.string(),
  act: z.enum(handlingActs),
  way: z.enum(handlingWays).nullable(),
  owner: z.string().nullable(),
  until: z.number().int().nullable(),
  toWhom: z.string().nullable(),
  note: z.string().nullable(),
  count: z.number().int().positive(),
});
export type FailureHandling = z.infer<typeof failureHandling>;

/** The last decision about a failure. */
export type LastHandling = Pick<FailureHandling, 'act' | 'at' | 'owner' | 'until'>;

/** What the last decision leaves a failure with; null where it has no state of its own. */
export function ownStateOf({ act, at, owner, until }: LastHandling): OwnState | null {
  switch (act) {
    case 'acknowledge':
      return { state: 'acknowledged', owner: null, until: null, at };
    case 'assign':
      return { state: 'assigned', owner, until: null, at };
    case 'snooze':
      return { state: 'snoozed', owner: null, until, at };
    default:
      return null;
  }
}

/** The state that holds at `now` (ms UTC): a snooze ends by itself. */
export function ownStateNow(own: OwnState | null, now: number): OwnState | null {
  return own?.state === 'snoozed' && (own.until ?? 0) <= now ? null : own;
}
