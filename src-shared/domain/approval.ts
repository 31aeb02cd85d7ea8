import { z } from 'zod';
import { messageRef } from './message.ts';
import { hazard } from './replay.ts';
import { runSettings } from './replay-run.ts';

/** *asked* → *granted* or *refused*; *granted* → *used*, once. *lapsed*: nobody used it in time, or who granted it may do so no more. */
export const approvalStates = ['asked', 'granted', 'refused', 'used', 'lapsed'] as const;
export const approvalState = z.enum(approvalStates);

/**
 * What is agreed to. A run: the messages of its frozen plan, and with which settings; `letThrough`: how many of them are of a class that takes two.
 * One message: these bytes to these destinations, in spite of these hazards.
 */
export const approvalSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    runId: z.string(),
    settings: runSettings,
    messages: z.number().int(),
    letThrough: z.number().int(),
  }),
  z.object({
    kind: z.literal('message'),
    ref: messageRef,
    channelName: z.string(),
    destinationIds: z.array(z.string()).nullable(),
    targetConnectionId: z.string().nullable(),
    bodyHash: z.string(),
    hazards: z.array(hazard),
  }),
]);
export type ApprovalSubject = z.infer<typeof approvalSubject>;

export const approvalActor = z.object({ accountId: z.string(), name: z.string() });
export type ApprovalActor = z.infer<typeof approvalActor>;

/** Who calls, as the journal keeps it beside a decision. */
export function actorOf({ account }: { account: { accountId: string; name: string } }): ApprovalActor {
  return { accountId: account.accountId, name: account.name };
}

/** `reason` and `note` null: forgotten at the end of retention, or not said. `decidedBy` null = nobody decided. Times ms UTC. */
export const approval = z.object({
  approvalId: z.string(),
  subject: approvalSubject,
  state: approvalState,
  askedAt: z.number().int(),
  askedBy: approvalActor,
  reason: z.string().nullable(),
  expiresAt: z.number().int(),
  decidedAt: z.number().int().nullable(),
  decidedBy: approvalActor.nullable(),
  note: z.string().nullable(),
});
export type Approval = z.infer<typeof approval>;

/** A run that one person started alone where two are asked for. `dueAt`: another person looks at it by then. `review` null = nobody has yet. */
export const emergency = z.object({
  runId: z.string(),
  at: z.number().int(),
  person: approvalActor,
  messages: z.number().int(),
  reason: z.string().nullable(),
  dueAt: z.number().int(),
  review: z.object({ at: z.number().int(), person: approvalActor, note: z.string().nullable() }).nullable(),
});
export type Emergency = z.infer<typeof emergency>;

/** How long a person has to use what another has agreed to. */
export const approvalMs = 24 * 3_600_000;

const dayMs = 24 * 3_600_000;

/** One working day after `at`, at the same time of the day; Saturdays and Sundays are none. */
export function reviewDueAt(at: number): number {
  let due = at + dayMs;
  while ([0, 6].includes(new Date(due).getUTCDay())) due += dayMs;
  return due;
}
