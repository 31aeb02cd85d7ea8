import { type FailureKind, failureKind } from '../../../src-shared/domain/failure-kind.ts';
import type { FailureQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { channelKeysOf, narrowingOf, type PartitionScope, scopeOf, statesIn, stepsOf } from './failure-walk.ts';
import {
  type ChannelCountRow,
  type ChannelRow,
  countByChannelByState,
  type KeptCountRow,
  keptCounts,
  oldestByState,
} from './list-queries.ts';

/** Counting stops here: a person reads "100 000 or more". */
export const countCap = 100_000;

type Count = { total: number; urgent: number; oldestAt: number | null; isWhole: boolean };
type CountRow = { total: number; urgent: number; oldest_at: number | null };

/**
 * `total` is capped at 100 000, `urgent` and `oldestAt` are of the rows counted until then. `isWhole` false: `budgetMs` was spent before all
 * were looked at.
 */
export async function countFailures(
  context: CacheReaderContext,
  { query, budgetMs }: { query: FailureQuery; budgetMs: number | null },
): Promise<Count> {
  const endsAt = budgetMs === null ? Number.POSITIVE_INFINITY : performance.now() + budgetMs;
  const sum = { total: 0, urgent: 0, oldestAt: Number.MAX_SAFE_INTEGER };
  const answer = (isWhole: boolean): Count => ({
    total: Math.min(sum.total, countCap),
    urgent: sum.urgent,
    oldestAt: sum.total === 0 ? null : sum.oldestAt,
    isWhole,
  });
  for (const partition of context.partitions.list()) {
    const scope = scopeOf(partition, query);
    if (scope.channels.length === 0) continue;
    for await (const row of isKept(query) ? keptTotals(scope, query) : countedTotals(context, scope, query)) {
      sum.total += row.total;
      sum.urgent += row.urgent;
      sum.oldestAt = Math.min(sum.oldestAt, row.oldest_at ?? Number.MAX_SAFE_INTEGER);
      if (sum.total >= countCap) return answer(true);
      if (performance.now() > endsAt) return answer(false);
    }
  }
  return answer(true);
}

/** Facets of a dimension ignore the query's own choice in it, so that the other chips keep their numbers. `isWhole` as in counts. */
export async function failureFacets(
  context: CacheReaderContext,
  { query, budgetMs }: { query: FailureQuery; budgetMs: number | null },
) {
  const endsAt = budgetMs === null ? Number.POSITIVE_INFINITY : performance.now() + budgetMs;
  const channels = await groupCounts(context, { ...query, channelId: null }, endsAt);
  const isOneQuestion = query.channelId === null && query.kind === null;
  const kinds = isOneQuestion ? channels : await groupCounts(context, { ...query, kind: null }, endsAt);
  return {
    channels: [...channels.byChannel.values()].sort(
      (a, b) => b.count - a.count || a.channelName.localeCompare(b.channelName),
    ),
    kinds: [...kinds.byKind]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind)),
    isWhole: channels.isWhole && kinds.isWhole,
  };
}

/** Open and urgent per channel of these connections, from kept counts. */
export function openChannelCounts({ partitions }: CacheReaderContext, { connectionIds }: { connectionIds: string[] }) {
  const counts = new Map<string, { connectionId: string; channelId: string; open: number; urgent: number }>();
  const query = everythingOpen(connectionIds);
  for (const partition of partitions.list()) {
    for (const { channel, total, urgent } of keptRows(scopeOf(partition, query), query)) {
      const ids = { connectionId: channel.connection_id, channelId: channel.channel_id };
      const known = counts.get(JSON.stringify(ids)) ?? { ...ids, open: 0, urgent: 0 };
      counts.set(JSON.stringify(ids), { ...ids, open: known.open + total, urgent: known.urgent + urgent });
    }
  }
  return [...counts.values()];
}

type Facets = {
  byChannel: Map<string, { connectionId: string; channelId: string; channelName: string; count: number }>;
  byKind: Map<FailureKind, number>;
  isWhole: boolean;
};

async function groupCounts(context: CacheReaderContext, query: FailureQuery, endsAt: number): Promise<Facets> {
  const facets: Facets = { byChannel: new Map(), byKind: new Map(), isWhole: true };
  for (const partition of context.partitions.list()) {
    const scope = scopeOf(partition, query);
    if (scope.channels.length === 0) continue;
    if (isKept(query)) {
      for (const { channel, kind, total } of keptRows(scope, query)) addFacet(facets, channel, { kind, count: total });
      continue;
    }
    const channelByKey = new Map(scope.channels.map((channel) => [channel.channel_key, channel]));
    const narrowing = narrowingOf(context, query, scope);
    const startAt = query.to ?? Number.MAX_SAFE_INTEGER;
    for (const { params } of stepsOf(partition, query, { narrowing, startAt })) {
      const rows = partition.database.all<GroupRow>(narrowing.statements.facet, params);
      for (const row of rows) addFacet(facets, channelByKey.get(row.channel_key), row);
      if (performance.now() > endsAt) return { ...facets, isWhole: false };
      await context.turn();
    }
  }
  return facets;
}

type GroupRow = { channel_key: number; kind: string; count: number };

function addFacet(
  { byChannel, byKind }: Facets,
  channel: ChannelRow | undefined,
  row: { kind: string; count: number },
): void {
  if (row.count === 0) return;
  const kind = failureKind.parse(row.kind);
  byKind.set(kind, (byKind.get(kind) ?? 0) + row.count);
  if (channel === undefined) return;
  const { connection_id: connectionId, channel_id: channelId, name: channelName } = channel;
  const key = JSON.stringify([connectionId, channelId]);
  const count = (byChannel.get(key)?.count ?? 0) + row.count;
  byChannel.set(key, { connectionId, channelId, channelName, count });
}

/** Failures of all times by channel and kind are counted as they come. */
function isKept(query: FailureQuery): boolean {
  return query.from === null && query.to === null && isPlain(query);
}

function isPlain({ groupId, condition, text }: FailureQuery): boolean {
  return groupId === null && condition === null && (text === null || text === '');
}

type KeptRow = { channel: ChannelRow; kind: string; total: number; urgent: number };

function* keptRows({ partition, channels }: PartitionScope, { kind, state }: FailureQuery): Generator<KeptRow> {
  const channelByKey = new Map(channels.map((channel) => [channel.channel_key, channel]));
  for (const row of partition.database.all<KeptCountRow>(keptCounts)) {
    const channel = channelByKey.get(row.channel_key);
    if (channel === undefined || (kind !== null && row.kind !== kind)) continue;
    if (state === 'open') yield { channel, kind: row.kind, total: row.open, urgent: row.urgent_open };
    else if (state === 'all') yield { channel, kind: row.kind, total: row.total, urgent: row.urgent_total };
    else {
      const urgent = row.urgent_total - row.urgent_open;
      yield { channel, kind: row.kind, total: row.total - row.open, urgent };
    }
  }
}

function* keptTotals(scope: PartitionScope, query: FailureQuery): Generator<CountRow> {
  let total = 0;
  let urgent = 0;
  for (const row of keptRows(scope, query)) {
    total += row.total;
    urgent += row.urgent;
  }
  if (total === 0) return;
  const params = { channelKeys: channelKeysOf(scope), kind: query.kind };
  const oldest = scope.partition.database.get<{ failed_at: number }>(oldestByState[query.state], params);
  yield { total, urgent, oldest_at: oldest?.failed_at ?? null };
}

async function* countedTotals(
  context: CacheReaderContext,
  scope: PartitionScope,
  query: FailureQuery,
): AsyncGenerator<CountRow> {
  const { database } = scope.partition;
  const startAt = query.to ?? Number.MAX_SAFE_INTEGER;
  if (isPlain(query)) {
    for (const { channel_key: channelKey } of scope.channels) {
      const params = { channelKey, floor: query.from ?? 0, at: startAt };
      for (const state of statesIn[query.state])
        for (const { kind, count, urgent, oldest_at } of database.all<ChannelCountRow>(
          countByChannelByState[state],
          params,
        ))
          if (query.kind === null || kind === query.kind) yield { total: count, urgent, oldest_at };
      await context.turn();
    }
    return;
  }
  const narrowing = narrowingOf(context, query, scope);
  for (const { params } of stepsOf(scope.partition, query, { narrowing, startAt })) {
    const row = database.get<CountRow>(narrowing.statements.count, params);
    if (row !== undefined) yield row;
    await context.turn();
  }
}

export function everythingOpen(connectionIds: string[]): FailureQuery {
  return {
    connectionIds,
    channelId: null,
    kind: null,
    from: null,
    to: null,
    text: null,
    groupId: null,
    condition: null,
    state: 'open',
  };
}
