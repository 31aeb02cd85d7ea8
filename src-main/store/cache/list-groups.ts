import { type FailureCause, failureCause } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import type { CauseGroup, GroupDetail, GroupQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { everythingOpen } from './count-failures.ts';
import { scopeOf } from './failure-walk.ts';
import {
  countGroup,
  findGroupCause,
  type GroupCountRow,
  type GroupPlaceRow,
  groupPatients,
  groupTrend,
  groupTrendOfChannels,
  listOpenGroups,
  newestOfGroup,
  type OpenGroupRow,
} from './group-queries.ts';
import type { ChannelRow } from './list-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';

/** Patients are counted over the newest so many failures of a group and partition. */
const patientLimit = 50_000;

/** Every group with an open failure, urgent ones first, then by number. From kept counts: its time does not grow with the failures. */
export function listGroups({ partitions }: CacheReaderContext, { query }: { query: GroupQuery }): CauseGroup[] {
  const groups = new Map<string, CauseGroup & { channels: Set<string> }>();
  const places = new Map<string, Place | null>();
  for (const partition of partitions.list()) {
    const scope = scopeOf(partition, { ...everythingOpen(query.connectionIds), channelId: query.channelId });
    if (scope.channels.length === 0) continue;
    const channelByKey = new Map(scope.channels.map((row) => [row.channel_key, row]));
    const channelKeys = scope.isEveryChannel ? null : JSON.stringify([...channelByKey.keys()]);
    for (const row of partition.database.all<OpenGroupRow>(listOpenGroups, { channelKeys })) {
      const known = groups.get(row.group_id);
      const cause = known?.cause ?? readCause(row.cause);
      if (query.kind !== null && cause.kind !== query.kind) continue;
      const channels = known?.channels ?? new Set<string>();
      for (const key of JSON.parse(row.channel_keys) as number[]) channels.add(nameOf(channelByKey.get(key), key));
      const isNewer = known === undefined || row.last_at > known.lastAt;
      const channel = channelByKey.get(row.newest_channel_key);
      const { channelName, connectorName } = isNewer
        ? placeOf(places, cause, { row, channel, partition, query })
        : known;
      groups.set(row.group_id, {
        ...added(known, row, cause),
        channelCount: channels.size,
        channelName,
        connectorName,
        channels,
      });
    }
  }
  return [...groups.values()]
    .map(({ channels: _counted, ...group }) => group)
    .sort(
      (a, b) => b.urgent - a.urgent || b.open - a.open || b.lastAt - a.lastAt || a.groupId.localeCompare(b.groupId),
    );
}

function nameOf(channel: ChannelRow | undefined, key: number): string {
  return channel === undefined ? String(key) : `${channel.connection_id}/${channel.channel_id}`;
}

/** A group with what one more partition has of it. */
function added(known: CauseGroup | undefined, row: OpenGroupRow, cause: FailureCause) {
  const { group_id: groupId, sample, open, urgent, first_at: firstAt, last_at: lastAt } = row;
  if (known === undefined) return { groupId, cause, sample, open, urgent, firstAt, lastAt };
  return {
    ...{ groupId, cause, sample: known.sample },
    open: known.open + open,
    urgent: known.urgent + urgent,
    firstAt: Math.min(known.firstAt, firstAt),
    lastAt: Math.max(known.lastAt, lastAt),
  };
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
    cause ??= readCause(found.cause);
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

type Place = Pick<CauseGroup, 'channelName' | 'connectorName'>;

type Newest = { row: OpenGroupRow; channel: ChannelRow | undefined; partition: ReadablePartition; query: GroupQuery };

/**
 * Of the partition with the newest failure, which is not always the newest partition. Looked up once for each channel and place of a cause:
 * thousands of causes are texts of the same few connectors.
 */
function placeOf(
  places: Map<string, Place | null>,
  { scope }: FailureCause,
  { row, channel, partition: { database }, query }: Newest,
): Place {
  const { connectionIds, channelId } = query;
  const { group_id: groupId } = row;
  const key = JSON.stringify([channel?.connection_id, channel?.channel_id, scope]);
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

const knownCauses = new Map<string, FailureCause>();
const mostKnown = 50_000;

/** A text always says the same cause; reading twenty thousand of them took most of the time of a list. */
function readCause(text: string): FailureCause {
  const known = knownCauses.get(text);
  if (known !== undefined) return known;
  if (knownCauses.size >= mostKnown) knownCauses.clear();
  const cause = failureCause.parse(JSON.parse(text));
  knownCauses.set(text, cause);
  return cause;
}
