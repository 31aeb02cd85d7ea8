import { z } from 'zod';
import type {
  ExpectationRelation,
  ExpectationStore,
  LearnedRelation,
  OverdueCount,
  OverdueItem,
  OverdueQuery,
  OverdueState,
  UsualTime,
} from '../expectation-store.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import * as sql from './expectation-queries.ts';
import { watchedFrom } from './watched.ts';

type AnsweredRow = { is_urgent: number; awaited_from: number; answered_at: number; answered_in: string | null };
type CountRow = { relation_key: number; is_urgent: number; count: number };

/** How much of a relation's traffic its usual times are learned from, the newest. */
const learnedFrom = 2000;
const states: readonly OverdueState[] = ['missing', 'preliminary', 'undelivered'];
const position = ['number', 'number', 'number'] as const;

/** Everything that is read of what is awaited. */
export const expectationReaderOperations = {
  expectationRelations(
    { partitions }: CacheReaderContext,
    { connectionIds }: { connectionIds: string[] },
  ): ExpectationRelation[] {
    const asked = { connectionIds: JSON.stringify(connectionIds) };
    return partitions.index().all<sql.RelationRow>(sql.listRelations, asked).map(toRelation);
  },

  learnRelation(
    { partitions }: CacheReaderContext,
    { relationKey, since }: { relationKey: number; since: number },
  ): LearnedRelation {
    const asked = { relationKey, since, limit: learnedFrom };
    return learnedOf(partitions.index().all<AnsweredRow>(sql.listAnswered, asked));
  },

  overdueExpectations(
    { partitions }: CacheReaderContext,
    { query, cursor, limit }: { query: OverdueQuery; cursor: string | null; limit: number },
  ): Awaited<ReturnType<ExpectationStore['overdue']>> {
    const [afterUrgent, afterDue, afterKey] = cursor === null ? [-2, 0, 0] : decodeCursor(cursor, position);
    const rows = partitions.index().all<sql.OverdueRow>(sql.listOverdue, {
      ...paramsOf(query),
      ...{ afterUrgent, afterDue, afterKey, limit: limit + 1 },
    });
    const last = rows[limit - 1];
    const next =
      last === undefined || rows.length <= limit
        ? null
        : encodeCursor([-last.is_urgent, last.due_at, last.expectation_key]);
    return { items: rows.slice(0, limit).map(toItem), nextCursor: next };
  },

  countOverdue({ partitions }: CacheReaderContext, { query }: { query: OverdueQuery }): OverdueCount[] {
    return partitions.index().all<CountRow>(sql.countOverdue, paramsOf(query)).map(toCount);
  },

  openExpectations({ partitions }: CacheReaderContext, _nothing: null): (OverdueCount & { oldestFrom: number })[] {
    return partitions
      .index()
      .all<CountRow & { oldest: number }>(sql.countOpen)
      .map((row) => ({ ...toCount(row), oldestFrom: row.oldest }));
  },

  findExpectation({ partitions }: CacheReaderContext, { expectationId }: { expectationId: string }) {
    const told = /^(answer|receipt)([0-9a-f]{16})/.exec(expectationId);
    if (told === null) return null;
    const asked = { kind: told[1] ?? '', hash: Buffer.from(told[2] ?? '', 'hex') };
    const rows = partitions.index().all<FoundRow>(sql.findExpectation, asked);
    const row = rows.find(({ id }) => id === expectationId);
    return row === undefined
      ? null
      : { connectionId: row.connection_id, channelId: row.channel_id, nativeId: String(row.native_id) };
  },

  watchedChannels({ partitions }: CacheReaderContext, { connectionIds }: { connectionIds: string[] }) {
    return connectionIds.flatMap((connectionId) =>
      partitions
        .index()
        .all<sql.WatchedRow>(sql.listWatched, { connectionId })
        .map((row) => ({ connectionId, channelId: row.channel_id, from: watchedFrom(row) })),
    );
  },
};

type FoundRow = { id: string; connection_id: string; channel_id: string; native_id: number };

function toRelation(row: sql.RelationRow): ExpectationRelation {
  return {
    ...{ relationKey: row.relation_key, kind: row.kind === 'receipt' ? 'receipt' : 'answer' },
    ...{ connectionId: row.connection_id, channelId: row.channel_id, channelName: row.channel_name },
    ...{ sender: row.sender, receiver: row.receiver, messageType: row.message_type, testGroup: row.test_group },
  };
}

function learnedOf(answered: readonly AnsweredRow[]): LearnedRelation {
  const usual = (isUrgent: number) => {
    const own = answered.filter((each) => each.is_urgent === isUrgent);
    return usualTime(own.map((each) => each.answered_at - each.awaited_from));
  };
  const places = new Set(answered.flatMap(({ answered_in: place }) => place ?? []));
  const answeredIn = [...places].map((place) => {
    const [connectionId, channelId] = z.tuple([z.string(), z.string()]).parse(JSON.parse(place));
    return { connectionId, channelId };
  });
  return { routine: usual(0), urgent: usual(1), answeredIn };
}

/** What was answered before it was ordered took no time. */
function usualTime(times: readonly number[]): UsualTime | null {
  if (times.length === 0) return null;
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  return { count: sorted.length, p95Ms: Math.max(0, p95) };
}

function paramsOf({ asked, handled, state }: OverdueQuery) {
  const stretches = asked.map(({ relationKey, isUrgent, from, to, waitMs }) => [
    relationKey,
    isUrgent ? 1 : 0,
    ...[from, to, waitMs],
  ]);
  return {
    asked: JSON.stringify(stretches),
    handled: JSON.stringify(handled),
    hasHandled: handled.length > 0 ? 1 : 0,
    state: state === null ? 0 : states.indexOf(state) + 1,
  };
}

function toItem(row: sql.OverdueRow): OverdueItem {
  return {
    ...{ expectationId: row.id, relationKey: row.relation_key, nativeId: String(row.native_id) },
    ...{ controlId: row.control_id, isUrgent: row.is_urgent === 1, state: states[row.state - 1] ?? 'missing' },
    ...{ awaitedFrom: row.awaited_from, dueAt: row.due_at },
  };
}

function toCount({ relation_key: relationKey, is_urgent: isUrgent, count }: CountRow): OverdueCount {
  return { relationKey, isUrgent: isUrgent === 1, count };
}
