import { type FailureKind, failureKind } from '../../../src-shared/domain/failure-kind.ts';
import type { FailureQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { narrowingOf, type PartitionScope, scopeOf, walkWindows } from './failure-walk.ts';
import type { ChannelRow, OpenCountRow } from './list-queries.ts';
import { allTimes, openCountsOf } from './open-counts.ts';

/** Counting stops here: a person reads "100 000 or more". */
export const countCap = 100_000;

type Count = { total: number; urgent: number; oldestAt: number | null };
type CountRow = { total: number; urgent: number; oldest_at: number | null };

/** `total` is capped at 100 000, `urgent` and `oldestAt` are of the rows counted until then. */
export async function countFailures(context: CacheReaderContext, { query }: { query: FailureQuery }): Promise<Count> {
  const sum: Count = { total: 0, urgent: 0, oldestAt: null };
  for (const partition of context.partitions.list()) {
    const scope = scopeOf(partition, query);
    if (scope.channels.length === 0) continue;
    for await (const row of isIndexed(query) ? openCounts(scope, query) : windowCounts(context, scope, query)) {
      sum.total += row.total;
      sum.urgent += row.urgent;
      sum.oldestAt = Math.min(sum.oldestAt ?? Number.MAX_SAFE_INTEGER, row.oldest_at ?? Number.MAX_SAFE_INTEGER);
      if (sum.total >= countCap) return { ...sum, total: countCap };
    }
  }
  return { ...sum, oldestAt: sum.total === 0 ? null : sum.oldestAt };
}

/** Facets of a dimension ignore the query's own choice in it, so that the other chips keep their numbers. */
export async function failureFacets(context: CacheReaderContext, { query }: { query: FailureQuery }) {
  const channels = await groupCounts(context, { ...query, channelId: null });
  const isOneQuestion = query.channelId === null && query.kind === null;
  const kinds = isOneQuestion ? channels : await groupCounts(context, { ...query, kind: null });
  return {
    channels: [...channels.byChannel.values()].sort(
      (a, b) => b.count - a.count || a.channelName.localeCompare(b.channelName),
    ),
    kinds: [...kinds.byKind]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind)),
  };
}

/** Open and urgent per channel of these connections. */
export function openChannelCounts({ partitions }: CacheReaderContext, { connectionIds }: { connectionIds: string[] }) {
  const counts = new Map<string, { connectionId: string; channelId: string; open: number; urgent: number }>();
  for (const partition of partitions.list()) {
    const scope = scopeOf(partition, everythingOpen(connectionIds));
    for (const { channel, row } of openRows(scope, everythingOpen(connectionIds))) {
      const ids = { connectionId: channel.connection_id, channelId: channel.channel_id };
      const known = counts.get(JSON.stringify(ids)) ?? { ...ids, open: 0, urgent: 0 };
      counts.set(JSON.stringify(ids), { ...ids, open: known.open + row.count, urgent: known.urgent + row.urgent });
    }
  }
  return [...counts.values()];
}

type Facets = {
  byChannel: Map<string, { connectionId: string; channelId: string; channelName: string; count: number }>;
  byKind: Map<FailureKind, number>;
};

async function groupCounts(context: CacheReaderContext, query: FailureQuery): Promise<Facets> {
  const facets: Facets = { byChannel: new Map(), byKind: new Map() };
  for (const partition of context.partitions.list()) {
    const scope = scopeOf(partition, query);
    if (scope.channels.length === 0) continue;
    if (isIndexed(query)) {
      for (const { channel, row } of openRows(scope, query)) addFacet(facets, channel, row);
      continue;
    }
    const channelByKey = new Map(scope.channels.map((channel) => [channel.channel_key, channel]));
    const narrowing = narrowingOf(context, query, scope);
    const startAt = query.to ?? Number.MAX_SAFE_INTEGER;
    for (const window of walkWindows(partition, query, { startAt, isDriven: narrowing.isDriven })) {
      const params = { ...narrowing.params, floor: window.floor, at: window.at };
      const rows = partition.database.all<GroupRow>(narrowing.statements.facet, params);
      for (const row of rows) addFacet(facets, channelByKey.get(row.channel_key), row);
      await context.turn();
    }
  }
  return facets;
}

type GroupRow = { channel_key: number; kind: string; count: number };

function addFacet({ byChannel, byKind }: Facets, channel: ChannelRow | undefined, row: GroupRow): void {
  const kind = failureKind.parse(row.kind);
  byKind.set(kind, (byKind.get(kind) ?? 0) + row.count);
  if (channel === undefined) return;
  const { connection_id: connectionId, channel_id: channelId, name: channelName } = channel;
  const key = JSON.stringify([connectionId, channelId]);
  const count = (byChannel.get(key)?.count ?? 0) + row.count;
  byChannel.set(key, { connectionId, channelId, channelName, count });
}

/** Open failures without a text filter are counted from a covering index, whatever their number. */
function isIndexed(query: FailureQuery): boolean {
  return (
    query.state === 'open' &&
    query.groupId === null &&
    query.condition === null &&
    (query.text === null || query.text === '')
  );
}

function* openRows(scope: PartitionScope, query: FailureQuery): Generator<{ channel: ChannelRow; row: OpenCountRow }> {
  const bounds = { floor: query.from ?? allTimes.floor, at: query.to ?? allTimes.at };
  const countsOf = openCountsOf(scope.partition.database);
  for (const channel of scope.channels) {
    for (const row of countsOf(channel.channel_key, bounds))
      if (query.kind === null || row.kind === query.kind) yield { channel, row };
  }
}

function* openCounts(scope: PartitionScope, query: FailureQuery): Generator<CountRow> {
  for (const { row } of openRows(scope, query)) {
    yield { total: row.count, urgent: row.urgent, oldest_at: row.oldest_at };
  }
}

async function* windowCounts(
  context: CacheReaderContext,
  scope: PartitionScope,
  query: FailureQuery,
): AsyncGenerator<CountRow> {
  const { statements, params, isDriven } = narrowingOf(context, query, scope);
  const startAt = query.to ?? Number.MAX_SAFE_INTEGER;
  for (const { floor, at } of walkWindows(scope.partition, query, { startAt, isDriven })) {
    const row = scope.partition.database.get<CountRow>(statements.count, { ...params, floor, at });
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
