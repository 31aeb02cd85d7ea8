import type { FailureCause } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import type { GroupDetail, GroupQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { unionOf } from './channel-sets.ts';
import { everythingOpen } from './count-failures.ts';
import { type PartitionScope, scopeOf } from './failure-walk.ts';
import { causeOf, type GroupColumns, type GroupPlace as Place, packGroups } from './group-columns.ts';
import {
  countGroup,
  findGroupCause,
  type GroupCountRow,
  type GroupPlaceRow,
  groupPatients,
  groupSamples,
  groupTrend,
  groupTrendOfChannels,
  newestOfGroup,
} from './group-queries.ts';
import { type OpenGroup, openGroups } from './open-groups.ts';
import type { ReadablePartition } from './partition-readers.ts';

/** Patients are counted over the newest so many failures of a group and partition. */
const patientLimit = 50_000;

/** Every group with an open failure, urgent ones first, then by number. From kept counts: its time does not grow with the failures. */
export function listGroups({ partitions }: CacheReaderContext, { query }: { query: GroupQuery }): GroupColumns {
  const groups = new Map<string, Sum>();
  for (const partition of partitions.list()) {
    const scope = scopeOf(partition, { ...everythingOpen(query.connectionIds), channelId: query.channelId });
    if (scope.channels.length === 0) continue;
    for (const row of openGroups(partition.database, scope)) {
      if (query.kind !== null && row.group.cause.kind !== query.kind) continue;
      const known = groups.get(row.group.groupId);
      if (known === undefined) groups.set(row.group.groupId, { ...row, scope });
      else add(known, row, scope);
    }
  }
  const sums = [...groups.values()].sort(mostUrgentFirst);
  const samples = samplesOf(sums);
  const places = new Map<string, Place | null>();
  return packGroups(
    sums.map((sum) => ({
      ...sum,
      groupId: sum.group.groupId,
      causeText: sum.group.causeText,
      sample: samples.get(sum.scope)?.get(sum.groupKey) ?? '',
      channelCount: sum.channels.names.length,
      place: placeOf(places, sum, query),
    })),
  );
}

/** A group over the partitions looked at so far. `scope`, `groupKey`: where its newest is. */
type Sum = OpenGroup & { scope: PartitionScope };

function add(sum: Sum, row: OpenGroup, scope: PartitionScope): void {
  sum.open += row.open;
  sum.urgent += row.urgent;
  sum.firstAt = Math.min(sum.firstAt, row.firstAt);
  sum.channels = unionOf(sum.channels, row.channels);
  if (row.lastAt <= sum.lastAt) return;
  sum.lastAt = row.lastAt;
  sum.newestChannelKey = row.newestChannelKey;
  sum.groupKey = row.groupKey;
  sum.scope = scope;
}

function mostUrgentFirst(a: Sum, b: Sum): number {
  return b.urgent - a.urgent || b.open - a.open || b.lastAt - a.lastAt || (a.group.groupId < b.group.groupId ? -1 : 1);
}

function samplesOf(sums: readonly Sum[]): Map<PartitionScope, Map<number, string>> {
  const keysOf = Map.groupBy(sums, ({ scope }) => scope);
  return new Map(
    [...keysOf].map(([scope, here]) => {
      const groupKeys = JSON.stringify(here.map(({ groupKey }) => groupKey));
      const rows = scope.partition.database.all<{ group_key: number; sample: string }>(groupSamples, { groupKeys });
      return [scope, new Map(rows.map((row) => [row.group_key, row.sample]))];
    }),
  );
}

/** Null: no failure of that cause is kept. `trend`: open failures in `slots` equal stretches from `from` to `to`. */
export function groupDetail(
  { partitions }: CacheReaderContext,
  {
    groupId,
    connectionIds,
    from,
    to,
    slots,
  }: {
    groupId: string;
    connectionIds: string[];
    from: number;
    to: number;
    slots: number;
  },
): GroupDetail | null {
  const rows: GroupCountRow[] = [];
  const patients = new Set<string>();
  const trend = Array.from({ length: slots }, () => 0);
  const step = Math.max(1, Math.ceil((to - from + 1) / slots));
  let cause: FailureCause | null = null;
  let sample = '';
  let place: Place | null = null;
  let placeAt = 0;
  for (const { database } of partitions.list()) {
    const found = database.get<{ cause: string; sample: string }>(findGroupCause, { groupId });
    if (found === undefined) continue;
    cause ??= causeOf(groupId, found.cause);
    sample ||= found.sample;
    const everyRow = database.all<GroupCountRow>(countGroup, { groupId });
    const rowsHere = everyRow.filter((row) => connectionIds.includes(row.connection_id));
    rows.push(...rowsHere);
    const newestAt = Math.max(0, ...rowsHere.map((row) => row.last_at));
    if (newestAt > placeAt) {
      place = findPlace(database, { groupId, connectionIds, channelId: null }) ?? place;
      placeAt = newestAt;
    }
    const channelKeys =
      rowsHere.length === everyRow.length ? null : JSON.stringify(rowsHere.map((row) => row.channel_key));
    const shown = { groupId, channelKeys };
    const trendSql = channelKeys === null ? groupTrend : groupTrendOfChannels;
    const stretches = { ...shown, from, to, step };
    for (const { slot, count } of database.all<{ slot: number; count: number }>(trendSql, stretches))
      trend[slot] = (trend[slot] ?? 0) + count;
    for (const { hash } of database.all<{ hash: Uint8Array }>(groupPatients, { ...shown, limit: patientLimit }))
      patients.add(Buffer.from(hash).toString('base64'));
  }
  if (cause === null || rows.length === 0) return null;
  return {
    groupId,
    cause,
    sample,
    open: sum(rows, (row) => row.open),
    urgent: sum(rows, (row) => row.urgent),
    total: sum(rows, (row) => row.total),
    firstAt: Math.min(...rows.map((row) => row.first_at)),
    lastAt: Math.max(...rows.map((row) => row.last_at)),
    patients: patients.size,
    ...(place ?? { channelName: rows[0]?.channel_name ?? '', connectorName: null }),
    trend,
    channels: facet(rows, ({ connection_id, channel_id }) => JSON.stringify([connection_id, channel_id])).map(
      ({ count, first }) => ({
        connectionId: first.connection_id,
        channelId: first.channel_id,
        channelName: first.channel_name,
        count,
      }),
    ),
    messageTypes: facet(rows, (row) => row.message_type).map(({ value, count }) => ({ value: value || null, count })),
    senders: facet(rows, (row) => row.sender).map(({ value, count }) => ({ value: value || null, count })),
  };
}

/**
 * Of the partition with the newest failure, which is not always the newest partition. Looked up once for each channel and place of a cause:
 * thousands of causes are texts of the same few connectors.
 */
function placeOf(
  places: Map<string, Place | null>,
  { group: { groupId, scopeText }, scope, newestChannelKey }: Sum,
  { connectionIds, channelId }: GroupQuery,
): Place {
  const { database } = scope.partition;
  const channel = scope.channels.find((row) => row.channel_key === newestChannelKey);
  const key = `${channel?.connection_id} ${channel?.channel_id} ${scopeText}`;
  let place = places.get(key);
  if (place === undefined) {
    place =
      channel === undefined
        ? null
        : findPlace(database, { groupId, connectionIds: [channel.connection_id], channelId: channel.channel_id });
    places.set(key, place);
  }
  // The newest of all may be resolved, and those of its channel with it.
  return place ?? findPlace(database, { groupId, connectionIds, channelId }) ?? placeless;
}

const placeless: Place = { channelName: '', connectorName: null };

function findPlace(
  database: ReadablePartition['database'],
  { groupId, connectionIds, channelId }: { groupId: string; connectionIds: string[]; channelId: string | null },
): Place | null {
  const params = { groupId, connectionIds: JSON.stringify(connectionIds), channelId };
  const found = database.get<GroupPlaceRow>(newestOfGroup, params);
  return found ? { channelName: found.channel_name, connectorName: found.connector_name } : null;
}

/** Open failures by one property, the most first. */
function facet(rows: GroupCountRow[], propertyOf: (row: GroupCountRow) => string) {
  const counts = new Map<string, { value: string; count: number; first: GroupCountRow }>();
  for (const row of rows) {
    const value = propertyOf(row);
    counts.set(value, {
      value,
      count: (counts.get(value)?.count ?? 0) + row.open,
      first: counts.get(value)?.first ?? row,
    });
  }
  return [...counts.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

function sum(rows: GroupCountRow[], of: (row: GroupCountRow) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
