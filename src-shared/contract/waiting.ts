import { z } from 'zod';
import { channelState } from '../domain/channel.ts';
import { engineStates } from '../domain/connection.ts';
import { event, query, readers } from './procedure.ts';

/**
 * A message that its engine will send by itself. `lastTryAt` null before the first try. `isUrgent`, `messageControlId` and `messageType`
 * are null while its content was not looked at, and where it does not tell.
 */
export const waitingMessage = z.object({
  connectionId: z.string(),
  channelId: z.string(),
  connectorId: z.string(),
  nativeId: z.string(),
  channelName: z.string(),
  since: z.number().int(),
  sendAttempts: z.number().int(),
  lastTryAt: z.number().int().nullable(),
  isUrgent: z.boolean().nullable(),
  messageControlId: z.string().nullable(),
  messageType: z.string().nullable(),
});

/**
 * The queue of one destination. `count` is the engine's own; `listed` of them, the first in order, were read at `readAt` (null = not yet), and `urgent`
 * of the `lookedAt` whose content was seen are urgent. `head` blocks the rest; `headError` is its last error, redacted. `nextTryAt` is reckoned
 * from the last try, null when the engine does not tell its pace. `problemKey` names a sentence (`waiting.problem.*`), null when the last read went well.
 */
export const waitingQueue = z.object({
  channelId: z.string(),
  channelName: z.string(),
  connectorId: z.string(),
  connectorName: z.string(),
  connectorState: channelState,
  count: z.number().int(),
  listed: z.number().int(),
  lookedAt: z.number().int(),
  urgent: z.number().int(),
  head: waitingMessage.nullable(),
  headError: z.string().nullable(),
  retryEveryMs: z.number().int().nullable(),
  nextTryAt: z.number().int().nullable(),
  readAt: z.number().int().nullable(),
  problemKey: z.enum(['waiting.problem.unread', 'waiting.problem.cannot']).nullable(),
});

/** Everything that waits for one receiver of an engine. `target` is `host:port`, null until a message told it. `names` of its destinations. */
export const waitingReceiver = z.object({
  receiverId: z.string(),
  connectionId: z.string(),
  engineName: z.string(),
  target: z.string().nullable(),
  names: z.array(z.string()),
  count: z.number().int(),
  lookedAt: z.number().int(),
  urgent: z.number().int(),
  oldestAt: z.number().int().nullable(),
  queues: z.array(waitingQueue),
});

/** `observedAt`: when its queues were last counted, null = never since this core started. */
const waitingEngine = z.object({
  connectionId: z.string(),
  name: z.string(),
  state: z.enum(engineStates),
  observedAt: z.number().int().nullable(),
});

export const waiting = {
  procedures: {
    /** By receiver, the oldest first. Asking keeps the queues read for a minute, each at most every 30 s. */
    list: query({
      access: readers,
      input: z.object({}),
      output: z.object({ receivers: z.array(waitingReceiver), engines: z.array(waitingEngine) }),
    }),
    /** The messages listed of one receiver, the oldest first; `receiver` null when nothing waits for it any more. */
    messages: query({
      access: readers,
      input: z.object({ receiverId: z.string().max(400) }),
      output: z.object({ receiver: waitingReceiver.nullable(), items: z.array(waitingMessage) }),
    }),
  },
  events: {
    changed: event({
      payload: z.object({ connectionId: z.string() }),
      stale: ['waiting.list', 'waiting.messages'],
    }),
  },
};
