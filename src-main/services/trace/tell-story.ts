import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { conclude } from '../../../src-shared/domain/trace/conclude.ts';
import type { WithheldBy } from '../../../src-shared/domain/trace/judge-document.ts';
import { recipientStepsOf } from '../../../src-shared/domain/trace/recipient-steps.ts';
import { timelineOf } from '../../../src-shared/domain/trace/timeline.ts';
import type { Trace, TraceMessage } from '../../../src-shared/domain/trace/trace.ts';
import type { Clock } from '../../platform/ports.ts';

type Story = OutputOf<'trace.story'>;

/** The newest order of a trace. `at` ms UTC: when it was made, or came where that is not told. */
export type OrderOfStory = TraceMessage & { at: number };

export type TellStoryDeps = {
  /** How far back everything is read, ms UTC; null = the channels are not level. */
  since: () => number | null;
  waitingAt: (place: { connectionId: string; channelId: string }) => { total: number; urgent: number | null } | null;
  /** Until when the answer to an order is to be expected, ms UTC; null = nobody has said. */
  dueAt: (order: OrderOfStory) => number | null;
  withheldBy: () => readonly WithheldBy[];
  clock: Pick<Clock, 'now'>;
};

/** For whom it is told. `isInsider`: works with the engines, and sees every name. */
export type Listener = { unitIds: readonly string[]; isInsider: boolean };

/** One answer in data: what became of it, by rules over the trace, and nothing that tells of the patient. */
export function createStoryTeller({ since, waitingAt, dueAt, withheldBy, clock }: TellStoryDeps) {
  return function tell(trace: Trace, { unitIds, isInsider }: Listener): Story {
    const now = clock.now();
    const order = trace.messages.filter(({ role }) => role === 'order').at(-1) ?? null;
    const orderedAt = order === null ? null : (order.versionAt ?? order.receivedAt);
    const expected = order === null || orderedAt === null ? null : dueAt({ ...order, at: orderedAt });
    const oldest = since();
    const isCovered =
      trace.holes.length === 0 && oldest !== null && (orderedAt === null || oldest <= orderedAt) && !trace.isCut;
    const recipients = isInsider ? [] : unitIds;
    const conclusion = conclude(trace, { now, recipients, dueAt: expected, isCovered, withheldBy: withheldBy() });
    const subject = conclusion.message === null ? null : (trace.messages[conclusion.message] ?? null);
    const isMasked = !isInsider && !isParty(trace, unitIds);
    const mayWait = conclusion.code === 'waiting' || conclusion.cause === 'waiting' || conclusion.code === 'failed';
    return {
      asOf: now,
      isMasked,
      conclusion: isMasked ? { ...conclusion, sender: null } : conclusion,
      subject: subject?.ref ?? null,
      subjectRole: subject?.role ?? null,
      subjectVersion: subject?.version ?? null,
      waiting: mayWait && subject !== null ? waitingAt(subject.ref) : null,
      steps: recipientStepsOf(trace, { now, dueAt: expected }).map((steps) =>
        isMasked && isNamed(steps.recipient, trace, unitIds) ? { ...steps, recipient: null } : steps,
      ),
      timeline: timelineOf(trace, conclusion).map((entry) => (isMasked ? { ...entry, party: null } : entry)),
      holes: [...trace.holes],
      since: oldest,
    };
  };
}

export type StoryTeller = ReturnType<typeof createStoryTeller>;

/** The caller's unit asked for the answer, or gets it. */
function isParty({ messages }: Trace, unitIds: readonly string[]): boolean {
  return messages.some((message) =>
    [...message.recipients, ...message.requesters].some((party) => unitIds.includes(party)),
  );
}

/** A recipient by its own id. What a destination of ours is called tells of no unit. */
function isNamed(recipient: string | null, { messages }: Trace, unitIds: readonly string[]): boolean {
  if (recipient === null || unitIds.includes(recipient)) return false;
  return messages.some(({ recipients }) => recipients.includes(recipient));
}
