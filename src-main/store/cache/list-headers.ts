import { type IndexedMessage, messageStatus } from '../../../src-shared/domain/indexed-message.ts';
import type { HeaderCoverage, HeaderLookUp, HeaderPage, HeaderQuery, HeaderSpan } from '../header-store.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { headerSql } from './header-condition.ts';
import {
  type HeaderRow,
  headerFloor,
  headersByControlId,
  headersByKey,
  headersDriven,
  headersOfWindow,
  listUnsettled,
  newestByControlId,
  newestByKey,
} from './header-queries.ts';
import { headerHash } from './key-hash.ts';
import { type ChannelRow, countChannels, listChannels } from './list-queries.ts';
import { type CoverageRow, listCoverage } from './partition-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';

/** A row's place in the order: newest first, then newest partition, then last written. */
type Position = { at: number; partition: number; key: number };
type Found = { row: HeaderRow; partition: number };
/** Of one partition; `unreadBelow`: rows older than that were not looked at, null = all were. */
type Part = { found: Found[]; unreadBelow: number | null };

const windowRows = 5000;
/** One call walks at most so many windows of each partition: half a million rows. */
const maxWindows = 100;
const newestPossible: Position = {
  at: Number.MAX_SAFE_INTEGER,
  partition: Number.MAX_SAFE_INTEGER,
  key: Number.MAX_SAFE_INTEGER,
};
const matchesPerId = 10;

/** Everything that is read of headers. */
export const headerReaderOperations = {
  listHeaders,

  lookUpHeaders(
    context: CacheReaderContext,
    { connectionId, numbers, limit }: HeaderLookUp,
  ): { coverage: HeaderCoverage[]; found: IndexedMessage[][] } {
    const coverage = coverageOf(context, connectionId);
    const partitions = context.partitions.list();
    const found = numbers.map(({ purpose, value, from }) => {
      const place = { connectionId, from: from ?? 0, limit };
      const [sql, params] =
        purpose === 'control-id'
          ? [newestByControlId, { ...place, id: value }]
          : [newestByKey, { ...place, hash: headerHash(context.hashKey, purpose, value) }];
      const rows = partitions.flatMap(({ database, number: partition }) =>
        database.all<HeaderRow>(sql, params).map((row) => ({ row, partition })),
      );
      return rows
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ row }) => toMessage(row));
    });
    return { coverage, found };
  },

  async findHeaders(
    { partitions, hashKey, turn }: CacheReaderContext,
    { ids, connectionIds, from }: { connectionIds: string[]; from: number | null; ids: string[] },
  ): Promise<IndexedMessage[][]> {
    const bounds = { connectionIds: JSON.stringify(connectionIds), from: from ?? 0, limit: matchesPerId };
    const found: IndexedMessage[][] = [];
    for (const id of ids) {
      const rows = partitions
        .list()
        .flatMap(({ database }) => [
          ...database.all<HeaderRow>(headersByControlId, { ...bounds, id }),
          ...database.all<HeaderRow>(headersByKey, { ...bounds, hash: headerHash(hashKey, 'order', id) }),
        ]);
      const once = new Map(
        rows.map((row) => [JSON.stringify([row.connection_id, row.channel_id, row.native_id]), row]),
      );
      found.push([...once.values()].slice(0, matchesPerId).map(toMessage));
      if (found.length % 50 === 0) await turn();
    }
    return found;
  },

  unsettledHeaders(
    { partitions }: CacheReaderContext,
    { limit, ...query }: { connectionId: string; channelId: string; afterId: number; limit: number },
  ): number[] {
    const ids = partitions
      .list()
      .flatMap(({ database }) => database.all<{ native_id: number }>(listUnsettled, { ...query, limit }));
    return ids
      .map(({ native_id: id }) => id)
      .sort((a, b) => a - b)
      .slice(0, limit);
  },

  headerCoverage(context: CacheReaderContext, { connectionIds }: { connectionIds: string[] }): HeaderCoverage[] {
    return connectionIds.flatMap((connectionId) => coverageOf(context, connectionId));
  },
};

function coverageOf({ partitions }: CacheReaderContext, connectionId: string): HeaderCoverage[] {
  return partitions.index().all<CoverageRow>(listCoverage, { connectionId }).map(toCoverage);
}

/**
 * One page over all partitions. Each gives its newest matches; where one of them was not read to its end, only what is newer than that place
 * can be told yet, and the cursor goes on from there.
 */
async function listHeaders(
  context: CacheReaderContext,
  { query, cursor, limit }: { query: HeaderQuery; cursor: string | null; limit: number },
): Promise<HeaderPage> {
  const after = positionOf(cursor);
  const found: Found[] = [];
  let unreadBelow: number | null = null;
  for (const partition of context.partitions.list()) {
    const part = await readPartition(context, partition, { query, after, limit: limit + 1 });
    found.push(...part.found);
    if (part.unreadBelow !== null) unreadBelow = Math.max(unreadBelow ?? 0, part.unreadBelow);
  }
  const floor = unreadBelow ?? 0;
  const told = found.filter(({ row }) => row.received_at >= floor).sort(newestFirst);
  const page = told.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(({ row }) => toMessage(row));
  if (told.length > limit && last !== undefined) {
    const { received_at: at, header_key: key } = last.row;
    return { items, nextCursor: encodeCursor([at, last.partition, key]), searchedTo: at };
  }
  const isAll = unreadBelow === null;
  const nextCursor = isAll ? null : encodeCursor([floor - 1, newestPossible.partition, newestPossible.key]);
  return { items, nextCursor, searchedTo: unreadBelow };
}

async function readPartition(
  context: CacheReaderContext,
  partition: ReadablePartition,
  { query, after, limit }: { query: HeaderQuery; after: Position; limit: number },
): Promise<Part> {
  const { database, number } = partition;
  const connectionIds = JSON.stringify(query.connectionIds);
  const channels = database.all<ChannelRow>(listChannels, { connectionIds, channelId: query.channelId });
  const [channel, second] = channels;
  if (channel === undefined) return { found: [], unreadBelow: null };
  const isEvery = channels.length === (database.get<{ count: number }>(countChannels)?.count ?? 0);
  const { sql, params, driver } =
    query.condition === null
      ? { sql: 'true', params: {}, driver: null }
      : headerSql(query.condition, { database, channels, hashKey: context.hashKey });
  const walk = second === undefined ? 'channel' : 'newest';
  const statement = driver === null ? headersOfWindow(walk, sql) : headersDriven(driver, sql);
  const keys = JSON.stringify(channels.map(({ channel_key: key }) => key));
  const always = {
    ...params,
    channelKeys: isEvery || (walk === 'channel' && driver === null) ? null : keys,
    ...(walk === 'channel' && driver === null ? { channelKey: channel.channel_key } : {}),
  };

  const found: Found[] = [];
  const from = query.from ?? 0;
  let { at, key } = startIn(number, after, query.to);
  for (let window = 0; at >= from; window += 1) {
    if (window >= maxWindows) return { found, unreadBelow: at + 1 };
    const place =
      walk === 'channel' ? { at, rows: windowRows, channelKey: channel.channel_key } : { at, rows: windowRows };
    const edge = driver === null ? database.get<{ received_at: number }>(headerFloor[walk], place) : undefined;
    const floor = Math.max(from, edge?.received_at ?? from);
    const rows = database.all<HeaderRow>(statement, { ...always, floor, at, key, limit: limit - found.length });
    found.push(...rows.map((row) => ({ row, partition: number })));
    // What is older in this partition than a full page is not on it.
    if (found.length >= limit || floor <= from) break;
    at = floor - 1;
    key = newestPossible.key;
    await context.turn();
  }
  return { found, unreadBelow: null };
}

/** Where reading begins in a partition, so that every row after the position is read and none before it. */
function startIn(number: number, after: Position, to: number | null): { at: number; key: number } {
  if (to !== null && to <= after.at) return { at: to - 1, key: newestPossible.key };
  if (number === after.partition) return { at: after.at, key: after.key };
  return { at: number < after.partition ? after.at : after.at - 1, key: newestPossible.key };
}

function positionOf(cursor: string | null): Position {
  if (cursor === null) return newestPossible;
  const [at, partition, key] = decodeCursor(cursor, ['number', 'number', 'number']);
  return { at, partition, key };
}

function newestFirst(a: Found, b: Found): number {
  return b.row.received_at - a.row.received_at || b.partition - a.partition || b.row.header_key - a.row.header_key;
}

function toMessage(row: HeaderRow): IndexedMessage {
  return {
    connectionId: row.connection_id,
    channelId: row.channel_id,
    nativeId: String(row.native_id),
    channelName: row.channel_name,
    status: messageStatus.parse(row.status),
    receivedAt: row.received_at,
    header: {
      messageControlId: row.message_control_id,
      messageType: row.message_type === '' ? null : row.message_type,
      sender: row.sender === '' ? null : row.sender,
      receiver: row.receiver === '' ? null : row.receiver,
    },
  };
}

function toCoverage(row: CoverageRow): HeaderCoverage {
  return {
    connectionId: row.connection_id,
    channelId: row.channel_id,
    spans: JSON.parse(row.spans) as HeaderSpan[],
    newestId: row.newest_id,
    askedAt: row.asked_at,
    unreadCount: row.unread_count,
  };
}
