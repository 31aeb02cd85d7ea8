import type { Role } from '../../src-shared/domain/account.ts';
import type { AuditEntry } from '../../src-shared/domain/audit-entry.ts';
import type { Connection } from '../../src-shared/domain/connection.ts';
import type { Failure, ReplayState } from '../../src-shared/domain/failure.ts';
import type { CauseRule } from '../../src-shared/domain/failure-cause/cause-rule.ts';
import type { FailureCause } from '../../src-shared/domain/failure-cause/failure-cause.ts';
import type { GroupEntry } from '../../src-shared/domain/failure-group.ts';
import type { FailureHandling, LastHandling, OwnState } from '../../src-shared/domain/failure-handling.ts';
import type { FailureKind } from '../../src-shared/domain/failure-kind.ts';
import type { Body, MessageRef, StageName } from '../../src-shared/domain/message.ts';
import type { Replay } from '../../src-shared/domain/replay.ts';
import type { ChangeMarks } from '../platform/change-marks.ts';
import type { AffectedStore, DeploymentStore } from './affected-store.ts';
import type { AlertStore } from './alert-store.ts';
import type { ApprovalStore } from './approval-store.ts';
import type { ExpectationDecisionStore } from './expectation-decision-store.ts';
import type { ExpectationStore } from './expectation-store.ts';
import type { FailureCondition } from './failure-condition.ts';
import type { HeaderStore } from './header-store.ts';
import type { HistoryStore } from './history-store.ts';
import type { HandoverStore, IncidentStore } from './incident-store.ts';
import type { RunStore } from './run-store.ts';
import type { TraceStore } from './trace-store.ts';
import type { UnitDecisionStore } from './unit-decision-store.ts';

/**
 * Something the operator should know about the data folder; the sentence is `store.notice.<kind>` in `locales`.
 * `path`: what was set aside, null when nothing was.
 */
export type StoreNotice = {
  kind: 'cache-set-aside' | 'history-set-aside' | 'unclean-stop';
  at: number;
  path: string | null;
};

/** The second copy of the journal. `lastCopiedAt` ms UTC, null = not yet; `errorKey` null = the last attempt succeeded. */
export type JournalCopyState = { path: string; lastCopiedAt: number | null; errorKey: string | null };

/** The three databases and the secrets file of one data folder. All calls run in worker threads; all may throw STORE_UNAVAILABLE. */
export type Store = {
  /** Grows while the store is open: a damaged cache may show late. Oldest first. */
  readonly notices: readonly StoreNotice[];
  cache: CacheStore;
  journal: JournalStore;
  history: HistoryStore;
  secrets: SecretsFile;
  keySlots(): { kind: 'os' | 'key-file' | 'passphrase'; createdAt: number; protectsKey: string }[];
  /** Adds or renews a way to open the folder. @throws AppError STORE_UNAVAILABLE when this machine has no key store worth the name */
  addKeySlot(slot: { kind: 'os' } | { kind: 'key-file' } | { kind: 'passphrase'; passphrase: string }): void;
  sizes(): Promise<{ cacheBytes: number; journalBytes: number; historyBytes: number }>;
  /** quick_check of every file, in a worker of its own. `damaged` names files; a damaged cache is set aside and begun anew. */
  check(): Promise<{ checked: number; damaged: string[] }>;
  /** From now on, whenever the cache is empty again (damage, `wipe`); the function returned ends it. */
  onCacheBegunAnew(listener: () => void): () => void;
  /**
   * Deletes cache and history with all that was set aside of them, and the keys of records made before `keepKeysFrom`.
   * The journal stays; what those keys opened is unreadable from then on.
   */
  wipe(keepKeysFrom: number): Promise<{ files: number; bytes: number; recordKeys: number }>;
  /** A consistent copy of journal, history, keys (wrapped) and secrets into a new folder. */
  backup(targetDir: string): Promise<{ files: { name: string; sizeBytes: number; sha256: string }[] }>;
  /** A second copy of the journal without record keys, kept level with it; `set` null = none. */
  journalCopy: {
    state(): JournalCopyState | null;
    set(path: string | null): void;
    /** @throws AppError BAD_INPUT (`store.copy.*`): not whole, inside the data folder, absent or not writable */
    prove(path: string): void;
    onChange(listener: () => void): () => void;
  };
  /** Signs a checkpoint, makes the last copy, marks a clean shutdown and ends the workers. Again = the same promise. */
  close(): Promise<void>;
};

export type Page<T> = { items: T[]; nextCursor: string | null };

export type FailureQuery = {
  connectionIds: string[];
  channelId: string | null;
  kind: FailureKind | null;
  from: number | null;
  to: number | null;
  text: string | null;
  groupId: string | null;
  condition: FailureCondition | null;
  state: 'open' | 'resolved' | 'all';
};

/** Newest first; each with both of its times (ms UTC) included. `before` null = there are none older. `isCounted`: by an index. */
export type FailureStretches = {
  stretches: { from: number; to: number; count: number }[];
  before: number | null;
  isCounted: boolean;
};

/** `channelId` and `kind` null = not narrowed. */
export type GroupQuery = { connectionIds: string[]; channelId: string | null; kind: FailureKind | null };

/**
 * Open failures of one cause. `sample`: the redacted one-liner of the first. Times in ms UTC, of all its failures that are kept.
 * `channelName`, `connectorName`: where the newest open failure is; the connector null when none is open.
 */
export type CauseGroup = {
  groupId: string;
  cause: FailureCause;
  sample: string;
  open: number;
  urgent: number;
  firstAt: number;
  lastAt: number;
  channelCount: number;
  channelName: string;
  connectorName: string | null;
};

/** `total`: with the resolved ones. `patients`: how many different ones, of the newest 50 000. Facets and `trend` count open failures. */
export type GroupDetail = Omit<CauseGroup, 'channelCount'> & {
  total: number;
  patients: number;
  trend: number[];
  channels: { connectionId: string; channelId: string; channelName: string; count: number }[];
  messageTypes: { value: string | null; count: number }[];
  senders: { value: string | null; count: number }[];
};

/** Keys are hashed (HMAC under the data key) before they are stored. `body` null = not kept. */
export type FailureRecord = { failure: Failure; patientKeys: string[]; orderKeys: string[]; body: Body | null };

/** How far a channel has been read; `erroredCounter` is the engine's counter at that time. */
export type SyncCursor = {
  connectionId: string;
  channelId: string;
  afterNativeId: string | null;
  erroredCounter: number;
  syncedAt: number;
};

/** The connector that a failure's own body (`FailureRecord.body`, stage *raw*) is kept under: the source, in the engine's words. */
export const sourceConnectorId = '0';

export type StageKey = { ref: MessageRef; connectorId: string; stage: StageName };

/** Engine data; may be dropped and refilled. Writes are upserts: the same failure again is an update. */
export type CacheStore = {
  /** Of the places in `cachePlaces`: whether one may have changed since it was read. */
  changes: Pick<ChangeMarks, 'stampOf'>;
  headers: HeaderStore;
  traces: TraceStore;
  expectations: ExpectationStore;
  putFailures(records: FailureRecord[]): Promise<{ added: number; updated: number }>;
  /** Newest first. With a `budgetMs` a page may hold fewer than `limit`, even none, while `nextCursor` says that there is more to look at. */
  listFailures(
    query: FailureQuery,
    cursor: string | null,
    limit: number,
    budgetMs?: number | null,
  ): Promise<Page<Failure>>;
  /** Where the failures of a query lie in time, from `before` (ms UTC) downwards; null = from the newest. Contract `failures.stretches`. */
  listStretches(query: FailureQuery, before: number | null, budgetMs: number): Promise<FailureStretches>;
  /** `isWhole` false: `budgetMs` was spent; there are at least so many. */
  countFailures(
    query: FailureQuery,
    budgetMs?: number | null,
  ): Promise<{ total: number; urgent: number; oldestAt: number | null; isWhole: boolean }>;
  failureFacets(
    query: FailureQuery,
    budgetMs?: number | null,
  ): Promise<{
    isWhole: boolean;
    channels: { connectionId: string; channelId: string; channelName: string; count: number }[];
    kinds: { kind: FailureKind; count: number }[];
  }>;
  /** Every group with an open failure, urgent ones first. */
  listGroups(query: GroupQuery): Promise<CauseGroup[]>;
  /** Null: nothing of that cause is kept. `trend` in `slots` equal stretches from `from` to `to`. */
  groupDetail(question: {
    groupId: string;
    connectionIds: string[];
    from: number;
    to: number;
    slots: number;
  }): Promise<GroupDetail | null>;
  /** The site's rules by which failures are grouped from now on; to be set before the first is put. Those kept follow by `groupOlder`. */
  setCauseRules(rules: readonly CauseRule[]): void;
  /** Groups at most `limit` failures kept before there were groups, or grouped by other rules; 0 = none is left. */
  groupOlder(limit: number): Promise<number>;
  getFailure(failureId: string): Promise<Failure | null>;
  /** Hashes of the patient and order numbers of these failures (at most 500), as text; none for what is not kept. Equal numbers have equal hashes. */
  failureKeys(failureIds: string[]): Promise<{ failureId: string; purpose: 'patient' | 'order'; hash: string }[]>;
  /** Open failures of one channel, oldest first; at most `limit`. */
  openNativeIds(connectionId: string, channelId: string, limit: number): Promise<string[]>;
  /** Reads ahead what the first page of these connections will need. */
  warm(connectionIds: string[]): Promise<void>;
  /** Open and urgent per channel over these connections. */
  openCounts(
    connectionIds: string[],
  ): Promise<{ connectionId: string; channelId: string; open: number; urgent: number }[]>;
  markResolved(failureIds: string[], at: number): Promise<number>;
  /** `at` ms UTC = a person settled them otherwise; null = that was taken back. @returns how many were changed */
  setHandled(failureIds: string[], at: number | null): Promise<number>;
  /** What a person decided about them apart from their groups; null = nothing any more. @returns how many were changed */
  setOwnState(failureIds: string[], own: OwnState | null): Promise<number>;
  /** Those of these that are kept, in no order; at most 500 are asked for. */
  getFailures(failureIds: string[]): Promise<Failure[]>;
  /** Failures of one channel whose message has this control id, in any state and no order. */
  failuresOfControlId(question: FailuresOfControlId): Promise<Failure[]>;
  /** At most 500 at a time; what is not kept is passed over. */
  setReplayStates(changes: FailureReplayState[]): Promise<void>;
  putBody(key: StageKey, body: Body): Promise<void>;
  readBody(key: StageKey): Promise<Body | null>;
  syncCursors(connectionId: string): Promise<SyncCursor[]>;
  putSyncCursor(cursor: SyncCursor): Promise<void>;
  removeConnection(connectionId: string): Promise<void>;
  /** Deletes whole partitions older than `before` with their keys; open failures in them move first. */
  applyRetention(before: number): Promise<{ partitionsDeleted: number; moved: number }>;
};

export type StoredAccount = {
  accountId: string;
  name: string;
  roles: Role[];
  disabled: boolean;
  createdAt: number;
  lastSignInAt: number | null;
  /** scrypt parameters, salt and hash as one text. */
  secretHash: string;
};

export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'hash' | 'outcome' | 'errorCode'>;
export type AuditQuery = {
  person: string | null;
  procedure: string | null;
  target: string | null;
  from: number | null;
  to: number | null;
};

export type FailuresOfControlId = { connectionId: string; channelId: string; messageControlId: string; limit: number };

/** What became of a failure's newest replay. `resolvedAt` ms UTC: nobody is needed for it any more. */
export type FailureReplayState = { failureId: string; state: ReplayState; resolvedAt?: number };

/** A replay with what only the journal needs. `sentBytes` and `changes` are encrypted under the record's own key. */
export type ReplayRecord = {
  replay: Replay;
  requestId: string;
  sentBytes: Uint8Array | null;
  changes: string | null;
  bootId: string | null;
};

/** What changes of a replay. */
export type ReplayHead = Pick<
  Replay,
  'state' | 'newNativeId' | 'sentAt' | 'settledAt' | 'settledReason' | 'evidence' | 'errorOneLine'
>;

/**
 * What people did. Asynchronous throughout, so that desks can share one elsewhere.
 * Nothing here is deleted but record keys at the end of retention.
 */
export type AuditSubject = { targets: string[]; mark: string; from: number; limit: number };

export type JournalStore = {
  accounts: {
    list(): Promise<StoredAccount[]>;
    insert(account: StoredAccount, onlyIfNone: boolean): Promise<boolean>;
    update(account: StoredAccount): Promise<void>;
  };
  audit: {
    /** Committed with fsync before it returns. */
    append(entry: NewAuditEntry): Promise<{ sequence: number }>;
    /** The outcome is a chained line of its own that refers to `sequence`. */
    settle(
      sequence: number,
      outcome: {
        outcome: 'ok' | 'failed' | 'refused';
        errorCode: string | null;
        target: string | null;
        summary: string | null;
        at: number;
      },
    ): Promise<void>;
    list(query: AuditQuery, cursor: string | null, limit: number): Promise<Page<AuditEntry> & { total: number }>;
    /** Lines about any of `targets`, or whose summary has `mark`, since `from` ms UTC; newest first, at most `limit`. */
    about(query: AuditSubject): Promise<{ items: AuditEntry[]; isCut: boolean }>;
    /** @returns null = there is no such line */
    entry(sequence: number): Promise<AuditEntry | null>;
    verify(): Promise<{ entries: number; checkpoints: number; brokenAt: number | null; message: string | null }>;
    /** Signed (Ed25519) head of the chain into a separate file; also made every 1 000 entries and at close. */
    checkpoint(): Promise<void>;
  };
  replays: {
    /**
     * Claims the message: CONFLICT while another replay of the same message is not settled. Written as *claimed*, fsynced.
     * The same `requestId` again returns the first record (`isNew` false).
     */
    claim(record: ReplayRecord): Promise<{ record: ReplayRecord; isNew: boolean }>;
    /** One step forward with what is newly known; `from` guards against a race (CONFLICT). `sync` false = plain write that survives the process only. */
    advance(
      replayId: string,
      from: ReplayState[],
      patch: Partial<Replay> & { state: ReplayState; bootId?: string | null },
      sync: boolean,
    ): Promise<ReplayHead>;
    get(replayId: string): Promise<Replay | null>;
    /** What the request began; null = it claimed nothing. */
    ofRequest(requestId: string): Promise<Replay | null>;
    list(state: 'open' | 'all', cursor: string | null, limit: number): Promise<Page<Replay> & { open: number }>;
    ofMessage(ref: MessageRef): Promise<Replay[]>;
    /** Of all of these messages, but for this one. */
    others(refs: MessageRef[], but: string): Promise<Replay[]>;
    /** Of which run it is a message; null = sent by itself, or there is no such replay. */
    runOf(replayId: string): Promise<string | null>;
    /** Those of these that there are, in no order. At most 500 are asked for. */
    states(replayIds: string[]): Promise<Pick<Replay, 'replayId' | 'state'>[]>;
    /** Of each of these messages: native ids of the copies that replays of it made and that failed again. At most 500 are asked for. */
    failedCopies(refs: MessageRef[]): Promise<string[][]>;
    /** After a start: *in-air* (and, after another boot id, every intent) without outcome becomes *unknown*; *claimed* and *intent-journaled* of this boot become *planned*. */
    recover(bootId: string, at: number): Promise<{ unknown: string[]; planned: string[] }>;
    sentBytes(replayId: string): Promise<Uint8Array | null>;
    /** How many a person has begun since then (ms UTC), but for those of which surely nothing left. */
    countSince(person: string, since: number): Promise<number>;
  };
  /** First reply per request id of a command; null = never seen. `reply` is JSON. */
  requests: {
    find(requestId: string): Promise<{ procedure: string; reply: string } | null>;
    remember(requestId: string, procedure: string, reply: string): Promise<void>;
  };
  connections: {
    list(): Promise<Connection[]>;
    put(connection: Connection): Promise<void>;
    remove(connectionId: string): Promise<void>;
  };
  /** Values are JSON texts; `scope` is `installation` or an account id. */
  settings: {
    get(scope: string, key: string): Promise<string | null>;
    put(scope: string, key: string, value: string): Promise<void>;
  };
  /** What people did about failure groups. */
  groups: {
    /** All entries or none. */
    put(entries: GroupEntry[]): Promise<void>;
    /** Newest first, at most 500. */
    entries(groupId: string): Promise<GroupEntry[]>;
    /** The last entry that decides the state of each of these groups; none where nobody decided. */
    decisions(groupIds: string[]): Promise<GroupEntry[]>;
  };
  /** What people decided about single failures. */
  handlings: {
    /** One decision about all of them, or none. */
    put(handling: FailureHandling, failureIds: string[]): Promise<void>;
    /** Newest first, at most 200. */
    of(failureId: string): Promise<FailureHandling[]>;
    /** The last decision about each of these failures; none where nobody decided. */
    last(failureIds: string[]): Promise<(LastHandling & { failureId: string })[]>;
  };
  runs: RunStore;
  approvals: ApprovalStore;
  alerts: AlertStore;
  units: UnitDecisionStore;
  incidents: IncidentStore;
  handovers: HandoverStore;
  expectations: ExpectationDecisionStore;
  deployments: DeploymentStore;
  affected: AffectedStore;
  /** End of retention: deletes the keys of records made before; their reasons, edits and sent bytes are unreadable from then on. */
  forgetBefore(before: number): Promise<{ keysDeleted: number }>;
};

/** Engine secrets, AES-256-GCM under the data key, one file. */
export type SecretsFile = {
  read(connectionId: string): Promise<Record<string, string> | null>;
  write(connectionId: string, values: Record<string, string> | null): Promise<void>;
};
