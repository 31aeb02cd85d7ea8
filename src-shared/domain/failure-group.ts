import { z } from 'zod';

/** What a person did about a group. *note* and *runbook* change no state. */
export const groupActs = ['acknowledge', 'assign', 'snooze', 'resolve', 'reopen', 'note', 'runbook'] as const;
export type GroupAct = (typeof groupActs)[number];

/**
 * *regressed*: came back after somebody had resolved it. *new* also where it grew past what was acknowledged, or a snooze has ended;
 * `grownBy` then says by how much.
 */
export const groupStates = ['new', 'acknowledged', 'assigned', 'snoozed', 'resolved', 'regressed'] as const;
export type GroupState = (typeof groupStates)[number];

/**
 * One entry of a group's history, as the journal keeps it. `owner`: name of whom it was assigned to; `until` ms UTC of a snooze; both null else.
 * `openThen`, `newestThen`: open failures and the newest one's time as the person saw them. `text`: the note, reason or runbook's address;
 * null = none, or forgotten at the end of retention.
 */
export const groupEntry = z.object({
  groupId: z.string(),
  at: z.number().int(),
  person: z.string(),
  act: z.enum(groupActs),
  owner: z.string().nullable(),
  until: z.number().int().nullable(),
  openThen: z.number().int(),
  newestThen: z.number().int(),
  text: z.string().nullable(),
});
export type GroupEntry = z.infer<typeof groupEntry>;

/** The last entry that decides a group's state. */
export type GroupDecision = Pick<GroupEntry, 'act' | 'at' | 'person' | 'owner' | 'until' | 'openThen' | 'newestThen'>;

type GroupNow = { open: number; lastAt: number };

/** Where a group stands at `now` (ms UTC), from the last decision and what has come since. */
export function groupStateOf(
  decision: GroupDecision | null,
  { open, lastAt }: GroupNow,
  now: number,
): { state: GroupState; grownBy: number } {
  if (decision === null || decision.act === 'reopen') return { state: 'new', grownBy: 0 };
  const isNewer = lastAt > decision.newestThen;
  const grownBy = isNewer ? Math.max(0, open - decision.openThen) : 0;
  switch (decision.act) {
    case 'acknowledge':
      return { state: grownBy > 0 ? 'new' : 'acknowledged', grownBy };
    case 'assign':
      return { state: 'assigned', grownBy };
    case 'snooze':
      return { state: (decision.until ?? 0) > now ? 'snoozed' : 'new', grownBy };
    case 'resolve':
      return { state: isNewer && open > 0 ? 'regressed' : 'resolved', grownBy };
    default:
      return { state: 'new', grownBy: 0 };
  }
}

/** The states that want a person now. */
export function wantsPerson(state: GroupState): boolean {
  return state === 'new' || state === 'regressed' || state === 'assigned';
}
