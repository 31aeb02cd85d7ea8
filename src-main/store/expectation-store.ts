type Place = { connectionId: string; channelId: string };

/** *answer* to an order, or *receipt* of a message. */
export type ExpectationKind = 'answer' | 'receipt';

/** How long the newest answers of a relation took, ms: 95 of 100 no longer. `count` of how many; null = none was seen. */
export type UsualTime = { count: number; p95Ms: number };

/**
 * Where something is ordered of whom: a channel, the sending and receiving system, the type, and the section that answers; '' = not told.
 */
export type ExpectationRelation = Place & {
  relationKey: number;
  kind: ExpectationKind;
  channelName: string;
  sender: string;
  receiver: string;
  messageType: string;
  testGroup: string;
};

/** `answeredIn`: the channels that the answers came in. */
export type LearnedRelation = { routine: UsualTime | null; urgent: UsualTime | null; answeredIn: Place[] };

/** What of a relation counts as overdue: it has been waited for since `from`..`to`, ms UTC, both included, and for longer than `waitMs`. */
export type OverdueStretch = { relationKey: number; isUrgent: boolean; from: number; to: number; waitMs: number };

/** `handled`: ids of those that are left out. `state` null = every one. */
export type OverdueQuery = { asked: OverdueStretch[]; handled: string[]; state: OverdueState | null };

/** *missing*: nothing came. *preliminary*: no last version. *undelivered*: it came here and no destination has it. */
export type OverdueState = 'missing' | 'preliminary' | 'undelivered';

/** `expectationId` stays the same when the cache is begun anew. `controlId` of the message that asked. Times in ms UTC. */
export type OverdueItem = {
  expectationId: string;
  relationKey: number;
  nativeId: string;
  controlId: string | null;
  isUrgent: boolean;
  state: OverdueState;
  awaitedFrom: number;
  dueAt: number;
};

export type OverdueCount = { relationKey: number; isUrgent: boolean; count: number };

/** What is awaited, kept by the cache's writer as it indexes messages. */
export type ExpectationStore = {
  relations(connectionIds: string[]): Promise<ExpectationRelation[]>;
  /** Of the newest 2 000 answers since then, ms UTC. */
  learn(relationKey: number, since: number): Promise<LearnedRelation>;
  /** Urgent ones first, then the longest overdue. */
  overdue(
    query: OverdueQuery,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: OverdueItem[]; nextCursor: string | null }>;
  count(query: OverdueQuery): Promise<OverdueCount[]>;
  /** Everything that is awaited, overdue or not, with the longest wait of each, ms UTC. */
  open(): Promise<(OverdueCount & { oldestFrom: number })[]>;
  /** Where the message is that asked for it; null = it is not known any more. */
  find(expectationId: string): Promise<(Place & { nativeId: string }) | null>;
  /** Since when a channel is read without a gap, ms UTC, 0 = ever; null = it is not. */
  watched(connectionIds: string[]): Promise<(Place & { from: number | null })[]>;
};
