import { z } from 'zod';
import { indexedMessage, messageStatus } from './indexed-message.ts';

const count = z.number().int().nonnegative();
const time = z.number().int();
const namedChannel = z.object({ connectionId: z.string(), channelId: z.string(), channelName: z.string() });

/** The most messages one set holds. */
export const mostAffected = 100_000;

/**
 * One deployment of a channel. `revision` null = the engine no longer tells. `to`: when the next one began, null = it runs. *watched*: seen here,
 * *engine-log*: only the engine's own log tells of it. `watchedTo`: until then it was seen to run; what was deployed between that and `to` may be unknown. ms UTC.
 */
export const deployment = z.object({
  revision: z.number().int().nullable(),
  from: time,
  to: time.nullable(),
  watchedTo: time,
  knownBy: z.enum(['watched', 'engine-log']),
});
export type Deployment = z.infer<typeof deployment>;

/**
 * What is asked for; all parts narrow. `revision`: of that channel, so that both ids are needed; messages are placed by when they were received.
 * `text` in the search's grammar, as far as a header can answer it. Times ms UTC, `to` excluded.
 */
export const affectedFilter = z.object({
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  revision: z.number().int().nullable(),
  from: time.nullable(),
  to: time.nullable(),
  text: z.string().max(2000).nullable(),
});
export type AffectedFilter = z.infer<typeof affectedFilter>;

/** `isUncertain`: in work while another revision was deployed, so that it cannot be told which of the two it passed. */
export const affectedMessage = indexedMessage.extend({ isUncertain: z.boolean() });
export type AffectedMessage = z.infer<typeof affectedMessage>;

/** By channel and the receiver that the messages name, null where the index does not know it (columns tell none). `destinations`: where that channel sends to. */
export const affectedRecipient = namedChannel.extend({
  receiver: z.string().nullable(),
  destinations: z.array(z.string()),
  count,
  delivered: count,
});
export type AffectedRecipient = z.infer<typeof affectedRecipient>;

export const affectedCounts = z.object({
  total: count,
  uncertain: count,
  statuses: z.array(z.object({ status: messageStatus, count })),
  senders: z.array(z.object({ sender: z.string().nullable(), count })),
  recipients: z.array(affectedRecipient),
});
export type AffectedCounts = z.infer<typeof affectedCounts>;

/**
 * What the set covers. `spans`: the times looked through. `since`: everything from then on was in the index, null = not level.
 * `isWhole` false: something is missing, which the rest tells: `olderMissing` (the index begins later than what was asked for), `behind`,
 * `notIndexed`, `hasMore` (more than the set may hold), `unread` (messages known by their status only), `unwatched` (another revision may have run then).
 * `deploy`: whether messages in work at a deploy were looked for: *asked* of the engine, *unasked* because it did not answer, *none* where no revision is asked for.
 */
export const affectedCoverage = z.object({
  isWhole: z.boolean(),
  spans: z.array(z.object({ from: time.nullable(), to: time.nullable() })),
  since: time.nullable(),
  indexed: count,
  olderMissing: z.boolean(),
  behind: z.array(namedChannel),
  notIndexed: z.array(namedChannel),
  hasMore: z.boolean(),
  unread: count,
  unwatched: z.object({ from: time, to: time }).nullable(),
  deploy: z.enum(['asked', 'unasked', 'none']),
});
export type AffectedCoverage = z.infer<typeof affectedCoverage>;

/**
 * A frozen set. `name` and `filter.text` null also when their key was deleted at the end of retention. `hash`: SHA-256 hex over the list,
 * which the audit log holds too.
 */
export const affectedSet = z.object({
  setId: z.string(),
  name: z.string().nullable(),
  frozenAt: time,
  frozenBy: z.string(),
  channelName: z.string().nullable(),
  filter: affectedFilter,
  counts: affectedCounts,
  coverage: affectedCoverage,
  hash: z.string(),
});
export type AffectedSet = z.infer<typeof affectedSet>;

export const affectedNote = z.object({ at: time, person: z.string(), text: z.string().nullable() });
export type AffectedNote = z.infer<typeof affectedNote>;
