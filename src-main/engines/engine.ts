import type { ChannelSnapshot, LifecycleAction } from '../../src-shared/domain/channel.ts';
import type { CheckStep, Connection, ConnectionSecrets, EngineState } from '../../src-shared/domain/connection.ts';
import type { Failure } from '../../src-shared/domain/failure.ts';
import type { IndexedMessage, KeySource, MessageStatus } from '../../src-shared/domain/indexed-message.ts';
import type { Body, ConnectorRow, MessageRef, StageName } from '../../src-shared/domain/message.ts';
import type { ReceiverRow } from '../../src-shared/domain/replay.ts';
import type { IndexedTrace } from '../../src-shared/domain/trace/indexed-trace.ts';
import type { Clock, Logger } from '../platform/ports.ts';

/**
 * The port to an integration engine: a set of optional facets, so that engines that can do less fit as well.
 * Every call takes an AbortSignal, is bounded in time and bytes, and throws AppError only:
 * ENGINE_UNREACHABLE (nothing was delivered), ENGINE_REFUSED, ENGINE_PROTOCOL, OUTCOME_UNKNOWN (commands only), CANCELLED.
 */
export type Engine = {
  readonly connection: Connection;
  readonly capabilities: EngineCapabilities;
  readonly pollPlan: PollPlan;
  /** Newest known state; changes are told to `onStateChange`. Before the first answer: *connecting*. */
  state(): EngineState;
  onStateChange(listener: (state: EngineState) => void): () => void;
  /** Requests put on the wire since the engine was made, sign-ins included. Feeds the polling bench. */
  requestCount(): number;
  /** Tests the connection step by step; stops at the first failed step and reports the rest as skipped. */
  check(signal: AbortSignal): AsyncIterable<CheckStep>;
  /** Ends sessions and sockets. Calls after it throw CANCELLED. */
  close(): Promise<void>;
  channels?: ChannelsFacet;
  messages?: MessagesFacet;
  failures?: FailuresFacet;
  headers?: HeadersFacet;
  deployments?: DeploymentsFacet;
  waiting?: WaitingFacet;
  replay?: ReplayFacet;
  lifecycle?: LifecycleFacet;
  log?: LogFacet;
};

/** What an engine cannot do is data: `false` comes with the key of a sentence that explains it (`engine.cannot.*`). */
export type Capability = { can: true } | { can: false; reasonKey: string };
export type EngineCapabilities = {
  replaySameBytes: Capability;
  replayEditedBytes: Capability;
  chooseDestinations: Capability;
  confirmReplay: Capability;
  lifecycle: Capability;
  readBodies: Capability;
  /** Copies made by others can be looked for. */
  findCopies: Capability;
  /** Takes a message of another engine, its bytes given. */
  takeForeignMessages: Capability;
};

/** How often each question may be asked, in ms. `busyStatusMs` while errors or queues move or a page is open. */
export type PollPlan = { statusMs: number; busyStatusMs: number; logMs: number; slowMs: number };

export type ChannelsFacet = {
  /**
   * All channels with counters and connector states, undeployed ones with zero counters and no connectors.
   * Names, tags and the list of undeployed channels may be older by one slow poll; numbers never are: it throws instead.
   */
  snapshot(signal: AbortSignal): Promise<ChannelSnapshot[]>;
  /** The cheap rest: clock skew, version, system load, names, tags. Refreshes `state()`. */
  refreshSlow(signal: AbortSignal): Promise<SystemLoad | null>;
};

/** Shares 0..1, sizes in bytes; null where the engine does not tell. `alerts`: the engine's own, with how often each was raised. */
export type SystemLoad = {
  cpuShare: number | null;
  heapShare: number | null;
  diskFreeBytes: number | null;
  alerts: { name: string; isEnabled: boolean; raisedCount: number }[] | null;
  at: number;
};

/**
 * A failure as an engine tells it. `errorText` is content: it is redacted before anything but a message view sees it.
 * `errorLine` is the one line of it worth reading, also not redacted yet. `body` is the source's raw, null when not stored or too large;
 * `bodyIsTooLarge` tells the two apart.
 */
export type EngineFailure = Omit<
  Failure,
  | 'failureId'
  | 'header'
  | 'isUrgent'
  | 'replayState'
  | 'resolvedAt'
  | 'handledAt'
  | 'ownState'
  | 'groupId'
  | 'oneLine'
  | 'sizeBytes'
> & { errorText: string; errorLine: string; body: Body | null; bodyIsTooLarge: boolean };

export type FailuresFacet = {
  /**
   * Failures of one channel with a native id above `afterNativeId` (null = from the oldest kept), oldest first.
   * At most `limit` (1..500), often fewer: an adapter keeps its answers small. `complete` false = ask again after the last item; then there is one.
   * A message may fail long after younger ones did (queue, reprocess): ask from below at times, not only from the newest known.
   */
  list(
    query: { channelId: string; afterNativeId: string | null; limit: number },
    signal: AbortSignal,
  ): Promise<{ items: EngineFailure[]; complete: boolean }>;
  /** Which of these messages the engine still counts as failed; used to notice what colleagues resolved. At most 500 ids. */
  stillFailed(query: { channelId: string; nativeIds: string[] }, signal: AbortSignal): Promise<Set<string>>;
};

/**
 * One message as the index knows it; content is read inside the adapter and dropped there. `id` is the engine's own number, which grows with
 * every message of the channel. `isUnread`: its content was too large, not stored or unreadable, so that only its state is known.
 * `messageAt`: the message's own time, null where the key source does not give it. `endedAt`: as `HeadersFacet.outcomes` tells it.
 * `counts`: its connectors by state, as the channel's counters count them. `body`: only where it was asked for and read; to be dropped after use.
 */
export type EngineHeader = Pick<IndexedMessage, 'channelName' | 'receivedAt' | 'status' | 'header'> & {
  id: number;
  patientKeys: string[];
  orderKeys: string[];
  isUnread: boolean;
  messageAt: number | null;
  counts: { sent: number; errored: number; filtered: number };
  body?: Body;
} & IndexedTrace;

export type HeadersFacet = {
  /** The highest id the channel ever gave, 0 = none. Leaves no trace in the engine's audit. */
  newestId(channelId: string, signal: AbortSignal): Promise<number>;
  /** Custom columns of the channel that tell an id or a number; empty = this channel cannot be indexed by columns. */
  keyColumns(channelId: string, signal: AbortSignal): Promise<string[]>;
  /**
   * Messages with ids from `fromId` to `toId`, newest first, at most `limit` (1..200). Everything from `reachedId` to `toId` is in the answer.
   * Each call leaves a row in the engine's audit, with *content* two.
   */
  list(
    query: {
      channelId: string;
      keySource: Exclude<KeySource, 'off'>;
      fromId: number;
      toId: number;
      limit: number;
      /** Give the content that was read for the keys along; only with *content*. */
      wantsBodies?: boolean;
    },
    signal: AbortSignal,
  ): Promise<{ items: EngineHeader[]; reachedId: number }>;
  /**
   * What became of these messages, and when the engine was done with them (ms UTC): null = still in work. Those the engine no longer has are left
   * out. At most 200 ids.
   */
  outcomes(
    query: { channelId: string; ids: number[] },
    signal: AbortSignal,
  ): Promise<Map<number, { status: MessageStatus } & Pick<IndexedTrace, 'destinations' | 'endedAt'>>>;
  /**
   * When the engine was done with each of these messages, ms UTC: its last connector sent it or gave it up. Null = still in work.
   * Those the engine no longer has are left out. At most 200 ids; leaves a row in the engine's audit.
   */
  endings(query: { channelId: string; ids: number[] }, signal: AbortSignal): Promise<Map<number, number | null>>;
};

/** Which version of a channel ran when. No engine stamps its messages with it. */
export type DeploymentsFacet = {
  /**
   * The revision that runs and since when, ms UTC. Leaves a row in the engine's audit: to be asked when `deployedAt` of the snapshot changed.
   * Null: not deployed, or saved or deployed while it was asked.
   */
  running(channelId: string, signal: AbortSignal): Promise<{ revision: number; deployedAt: number } | null>;
  /** Deployments that the engine's own log of events still tells of, newest first, at most 500; it knows no revision. `channelId` null = every channel. */
  told(signal: AbortSignal): Promise<{ channelId: string | null; at: number }[]>;
};

/**
 * One message with every connector it passed. `connectors[].error.oneLine` is not redacted yet: the caller does it.
 * `missingDestinations` is empty while the engine still works on the message. `channelDeployedAt` ms UTC of the running deployment:
 * later than the failure = another revision may run. Null where the engine does not tell.
 */
export type MessageDetail = {
  ref: MessageRef;
  channelName: string;
  receivedAt: number;
  originalNativeId: string | null;
  connectors: ConnectorRow[];
  /** Destinations of the channel that have no row, because an earlier transformer stopped the chain. */
  missingDestinations: { connectorId: string; name: string }[];
  attachmentCount: number;
  channelRevision: number | null;
  channelDeployedAt: number | null;
};

export type MessagesFacet = {
  /** @returns null when the engine no longer has the message */
  read(ref: MessageRef, signal: AbortSignal): Promise<MessageDetail | null>;
  /** @returns null when that stage was not stored. Bodies over 64 MB throw ENGINE_PROTOCOL with `messageKey` `engine.tooLarge`. */
  readBody(
    query: { ref: MessageRef; connectorId: string; stage: StageName },
    signal: AbortSignal,
  ): Promise<Body | null>;
  /** The full error text of one connector, content; null when there is none. */
  readError(query: { ref: MessageRef; connectorId: string }, signal: AbortSignal): Promise<string | null>;
};

/** A message in a destination's queue, which the engine sends by itself. `since`: when it came there; `lastTryAt` null before the first try. */
export type WaitingRow = {
  ref: MessageRef;
  connectorId: string;
  since: number;
  sendAttempts: number;
  lastTryAt: number | null;
};
/**
 * What is to be sent, `host:port` it goes to, and how long the engine rests between two tries (ms); each null where the engine does not tell.
 * `errorLine` of the last try is not redacted yet, null when none failed.
 */
export type WaitingContent = {
  nativeId: string;
  body: Body | null;
  target: string | null;
  retryEveryMs: number | null;
  errorLine: string | null;
};
export type WaitingFacet = {
  /** The head of a destination's queue in the order in which it goes, at most `limit` (1..500). `expected`: how many waited lately. Without content. */
  list(
    query: { channelId: string; connectorId: string; expected: number; limit: number },
    signal: AbortSignal,
  ): Promise<WaitingRow[]>;
  /** Content of at most 100 of them. Left out: those sent meanwhile, and the rest of an answer that grew too large; ask again for them. */
  read(
    query: { channelId: string; connectorId: string; nativeIds: string[] },
    signal: AbortSignal,
  ): Promise<WaitingContent[]>;
};

/**
 * What became of a copy at one destination: *delivered* = the engine calls it sent (with or without an ACK);
 * *failed* = in error there and the engine will not try again by itself; *filtered* = the channel dropped it on purpose;
 * *unsettled* = queued, pending or still in work.
 */
export type CopyDelivery = 'delivered' | 'failed' | 'filtered' | 'unsettled';

/**
 * A copy of a message made by anyone since. `by` is the person as far as known (our source map), null for other tools.
 * `correlationId` is a `replayId` of some journal, ours or another's. `deliveries` has one row per destination the copy reached (for *reprocessed*: the message's own
 * rows); null = the engine still works on it or does not tell. Empty = finished, and it reached none (its source failed or filtered it).
 */
export type FoundCopy = {
  nativeId: string;
  at: number;
  how: 'original-id' | 'reprocessed' | 'correlation-id';
  by: string | null;
  correlationId: string | null;
  deliveries: { connectorId: string; delivery: CopyDelivery }[] | null;
};

/**
 * `body` null = the engine's own stored bytes, attachments put back. `destinationIds` null = all.
 * `provenance` goes into the engine's source map and is searchable there.
 */
export type ReplayRequest = {
  ref: MessageRef;
  body: Uint8Array | null;
  destinationIds: string[] | null;
  replayId: string;
  provenance: { person: string; reason: string; at: number };
};

/**
 * `nativeId` null when the engine took the request without naming the copy (reprocess). `bodyHash` SHA-256 hex of the bytes sent, if we sent them.
 * `evidence`: what a receiver answered at the send itself, for one that keeps no list to ask later; empty where `confirm` asks the engine.
 */
export type ReplayReceipt = {
  replayId: string;
  ref: MessageRef;
  nativeId: string | null;
  acceptedAt: number;
  bodyHash: string | null;
  destinationIds: string[] | null;
  evidence: ReceiverRow[];
};

/**
 * *unknown* = nothing found yet; `receivers` there: answers that may tell a person something, but settle nothing. Else one row per destination
 * served. `nativeId` null where the receiver gives no ids.
 */
export type ReplayOutcome =
  | { kind: 'unknown'; receivers?: ReceiverRow[] }
  | { kind: 'processing'; nativeId: string | null; receivers: ReceiverRow[] }
  | {
      kind: 'confirmed-by-engine' | 'confirmed-by-receiver' | 'failed-again';
      nativeId: string | null;
      receivers: ReceiverRow[];
      errorText: string | null;
    };

export type ReplayFacet = {
  /** How many sends it bears at once, each over a connection of its own; left out = one. */
  readonly connectionCount?: number;
  /** Copies made by anyone since `ref`, newest first; looked for directly before each send. Throws rather than answer half. */
  findCopies(ref: MessageRef, signal: AbortSignal): Promise<FoundCopy[]>;
  /**
   * Why this message cannot be replayed whole from the engine's own store, null = it can: raw content not stored, attachment missing, channel stopped …
   * `reasonKey` under `engine.cannot.*`. `body`: the bytes to be sent, for an engine that takes foreign messages.
   */
  obstacle(
    ref: MessageRef,
    signal: AbortSignal,
    body?: Uint8Array,
  ): Promise<{ reasonKey: string; params: Record<string, string | number> } | null>;
  /**
   * Sends once. Never repeats by itself.
   * @throws AppError OUTCOME_UNKNOWN when the request may have been carried out. All else means that nothing was sent or taken: ENGINE_UNREACHABLE,
   * ENGINE_REFUSED, FORBIDDEN, BAD_INPUT, CANCELLED, and ENGINE_PROTOCOL with a `messageKey` `engine.cannot.*`; any other ENGINE_PROTOCOL is to be taken for unknown
   */
  replay(request: ReplayRequest, signal: AbortSignal): Promise<ReplayReceipt>;
  /** What became of it, read from the engine. Safe to call again at any time, also after a restart with `nativeId` null. */
  confirm(receipt: ReplayReceipt, signal: AbortSignal): Promise<ReplayOutcome>;
};

export type LifecycleFacet = {
  /** What the engine will not do, said beforehand; null = it will. */
  obstacle(query: { channelId: string; connectorId: string | null; action: LifecycleAction }): Promise<string | null>;
  /** Returns when the engine says the state is reached. The caller reads the state back. */
  act(
    query: { channelId: string; connectorId: string | null; action: LifecycleAction },
    signal: AbortSignal,
  ): Promise<void>;
};

/**
 * One line of an engine's own log. `text` is content (it may quote messages). `sequence` grows per `source` until the engine restarts.
 * *engine* = its server log, *connection* = what its sockets did. `at` ms UTC, whatever zone the engine writes in.
 */
export type EngineLogLine = {
  source: 'engine' | 'connection';
  sequence: number;
  at: number;
  level: 'debug' | 'info' | 'warning' | 'error';
  text: string;
  channelId: string | null;
};
export type LogFacet = {
  /**
   * Lines after the last call, oldest first per source; `gap` true when lines were lost (ring overrun or restart).
   * `highestEventId`: of the engine's own audit; a rise says that somebody did something there. Null when not asked this time.
   */
  poll(signal: AbortSignal): Promise<{ lines: EngineLogLine[]; gap: boolean; highestEventId: number | null }>;
};

/** How an adapter is made. `config` is a saved connection; secrets are held in memory only as long as the engine lives. */
export type EngineDeps = { connection: Connection; secrets: ConnectionSecrets; clock: Clock; logger: Logger };
export type CreateEngine = (deps: EngineDeps) => Engine;
