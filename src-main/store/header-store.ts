import type { IndexedMessage, MessageStatus } from '../../src-shared/domain/indexed-message.ts';
import type { IndexedTrace } from '../../src-shared/domain/trace/indexed-trace.ts';
import type { FailureCondition } from './failure-condition.ts';

/** One message for the index. The keys are hashed (HMAC under the data key) before they are stored. Its native id is a whole number. */
export type HeaderRecord = { message: IndexedMessage; patientKeys: string[]; orderKeys: string[]; trace: IndexedTrace };

/** A stretch of ids that is indexed without a gap, both ends included; `fromAt`, `toAt`: when its oldest and newest message came, ms UTC. */
export type HeaderSpan = { fromId: number; toId: number; fromAt: number; toAt: number };

/**
 * What is indexed of one channel. `spans` newest first; between two of them is a gap. `newestId`: the engine's highest when last asked,
 * null = never. `unreadCount`: messages whose content was too large or unreadable, so that only their status is known.
 */
export type HeaderCoverage = {
  connectionId: string;
  channelId: string;
  spans: HeaderSpan[];
  newestId: number | null;
  askedAt: number;
  unreadCount: number;
};

/** What became of a message. */
export type HeaderOutcome = { id: number; status: MessageStatus } & Pick<IndexedTrace, 'destinations' | 'endedAt'>;

/** `from` included, `to` excluded; ms UTC, null = open. */
export type HeaderQuery = {
  connectionIds: string[];
  channelId: string | null;
  from: number | null;
  to: number | null;
  condition: HeaderCondition | null;
};

/** What of a search a header can answer. */
export type HeaderCondition =
  | { kind: 'and' | 'or'; parts: HeaderCondition[] }
  | { kind: 'not'; part: HeaderCondition }
  | { kind: 'column'; column: 'channel' | 'type' | 'sender' | 'receiver'; text: string; isPrefix: boolean }
  | { kind: 'missing'; column: 'type' | 'sender' | 'receiver' }
  | { kind: 'message-status'; status: MessageStatus }
  | Extract<FailureCondition, { kind: 'text' | 'control-id' | 'key' | 'time' | 'connection' }>;

/** A message's own control id, or a number of its patient or order. `from` included, ms UTC, null = open. */
export type HeaderNumber = { purpose: 'patient' | 'order' | 'control-id'; value: string; from: number | null };
export type HeaderLookUp = { connectionId: string; numbers: HeaderNumber[]; limit: number };

/** `searchedTo`: nothing older than that was looked at, ms UTC; null = all there is. */
export type HeaderPage = { items: IndexedMessage[]; nextCursor: string | null; searchedTo: number | null };

type ChannelPlace = { connectionId: string; channelId: string };

/** Headers of all messages of a channel for a time: keys, names and state, never content. */
export type HeaderStore = {
  /** Upserts: the same message again is an update. */
  put(records: HeaderRecord[]): Promise<{ added: number; updated: number }>;
  /** Newest first. A page may hold fewer than `limit`, even none, while `nextCursor` says that there is more to look at. */
  list(query: HeaderQuery, cursor: string | null, limit: number): Promise<HeaderPage>;
  /** The newest `limit` of each number in one call, and how far the connection is indexed, which is read first: what was found reaches at least so far. */
  lookUp(question: HeaderLookUp): Promise<{ coverage: HeaderCoverage[]; found: IndexedMessage[][] }>;
  /** Messages whose control id or order number is one of these, at most 10 for each; none for what is not indexed. At most 500 ids. */
  find(query: { connectionIds: string[]; from: number | null; ids: string[] }): Promise<IndexedMessage[][]>;
  /** Ids above `afterId` of messages whose state may still change (processing, waiting, failed), lowest first. */
  unsettled(query: ChannelPlace & { afterId: number; limit: number }): Promise<number[]>;
  setStatuses(change: ChannelPlace & { statuses: HeaderOutcome[] }): Promise<number>;
  /** Deletes up to `limit` headers of one channel that came before `before`; fewer = none is left. `highestId` of those deleted, null = none. */
  forget(query: ChannelPlace & { before: number; limit: number }): Promise<{ count: number; highestId: number | null }>;
  coverage(connectionIds: string[]): Promise<HeaderCoverage[]>;
  putCoverage(coverage: HeaderCoverage): Promise<void>;
};
