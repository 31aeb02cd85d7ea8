import { z } from 'zod';
import { messageRef } from '../domain/message.ts';
import { expectationKind, overdueState, setTime, timeScope, waitSource } from '../domain/trace/expectation.ts';
import { traceHole } from '../domain/trace/trace.ts';
import { cursor, done, nothing, pageLimit, reason, requestId } from './common.ts';
import { command, event, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const time = z.number().int();
const expectationId = z.string().regex(/^(answer|receipt)[0-9a-f]{16,32}$/);

/** How long is waited, ms; `count`: of how many answers it was learned. */
const wait = z.object({ ms: count, by: waitSource, count, timeId: z.string().nullable() });

/** Where something is ordered of whom; '' = not told. `place`: the channel that the order goes through. */
const relation = z.object({
  relationKey: z.number().int(),
  kind: expectationKind,
  connectionId: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  sender: z.string(),
  receiver: z.string(),
  messageType: z.string(),
  testGroup: z.string(),
});

/** One that is overdue. `ref` of the message that asked; its number is not kept, only its control id. Times in ms UTC. */
const overdueItem = z.object({
  expectationId,
  relation,
  ref: messageRef,
  controlId: z.string().nullable(),
  isUrgent: z.boolean(),
  state: overdueState,
  orderedAt: time,
  dueAt: time,
  wait,
});

/** One that somebody settled otherwise. `reason` null = it is not readable any more. */
const handledItem = z.object({
  expectationId,
  at: time,
  person: z.string(),
  reason: z.string().nullable(),
  ref: messageRef.nullable(),
});

/**
 * What cannot be judged. *no-answer-seen*: none ever came in a channel that is read, and not every channel is. *not-read*: a channel of theirs is not read
 * far enough back. `count`: what of it has no answer, overdue or not.
 */
const unjudged = z.object({ relation, count, why: z.enum(['no-answer-seen', 'not-read']) });

/** Answers that are awaited, and those that are overdue. */
export const expectations = {
  procedures: {
    /**
     * Urgent ones first, then the longest overdue. `sender`: of the order, null = any. `total` and `urgent` under the filter. `asOf` ms UTC: as of when, for
     * the latest of its channels; null = nothing can be told. `holes`: channels whose answers are not seen. `byColumns`: channels of which only columns are read, where
     * cancelled orders and preliminary answers are not told apart.
     */
    overdue: query({
      access: readers,
      input: z.object({
        sender: z.string().max(200).nullable(),
        urgentOnly: z.boolean(),
        state: overdueState.nullable(),
        cursor,
        limit: pageLimit,
      }),
      output: z.object({
        items: z.array(overdueItem),
        nextCursor: cursor,
        total: count,
        urgent: count,
        senders: z.array(z.object({ sender: z.string(), count })),
        asOf: time.nullable(),
        holes: z.array(traceHole),
        byColumns: z.array(z.string()),
        unjudged: z.array(unjudged),
        waiting: count,
      }),
    }),
    /** How many are overdue, for the rail. */
    counts: query({ access: readers, input: nothing, output: z.object({ total: count, urgent: count }) }),
    /** What was settled otherwise in the last 90 days, newest first, at most 200. */
    handled: query({ access: readers, input: nothing, output: z.object({ items: z.array(handledItem) }) }),
    /**
     * How long is waited where, and of how many answers in the last 30 days that is known. `times`: what people set.
     */
    times: query({
      access: readers,
      input: nothing,
      output: z.object({
        relations: z.array(relation.extend({ urgent: wait, routine: wait, answered: count })),
        times: z.array(setTime),
      }),
    }),
    /** From now on, also for what is awaited already. */
    setTime: command({
      access: operators,
      input: setTime
        .pick({ urgentMinutes: true, routineMinutes: true })
        .extend({ requestId, scope: timeScope, reason }),
      output: z.object({ timeId: z.string() }),
    }),
    /** @throws NOT_FOUND (`overdue.refused.noTime`) */
    endTime: command({
      access: operators,
      input: z.object({ requestId, timeId: z.string().min(1).max(64) }),
      output: done,
    }),
    /** Takes them off the list: somebody settled them otherwise. @throws NOT_FOUND (`overdue.refused.gone`) */
    handle: command({
      access: operators,
      input: z.object({ requestId, expectationIds: z.array(expectationId).min(1).max(500), reason }),
      output: done,
    }),
    /** Takes that back. */
    undo: command({
      access: operators,
      input: z.object({ requestId, expectationIds: z.array(expectationId).min(1).max(500), reason }),
      output: done,
    }),
  },
  events: {
    changed: event({
      payload: nothing,
      stale: ['expectations.overdue', 'expectations.counts', 'expectations.handled', 'expectations.times'],
    }),
  },
};
