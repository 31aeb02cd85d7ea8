import type { SqlParams } from '../sqlite/database.ts';
import type { FailureQuery } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { conditionSql } from './condition-sql.ts';
import {
  type ChannelRow,
  countChannels,
  driven,
  listChannels,
  type WindowStatements,
  windowFloorByState,
  windowsWith,
} from './list-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';
import { likePattern, wordsMatch } from './text-match.ts';

/** A query resolved against one partition. `channels` empty = nothing there can match. `isEveryChannel`: no channel filter is needed. */
export type PartitionScope = { partition: ReadablePartition; channels: ChannelRow[]; isEveryChannel: boolean };

/** A stretch of failure times, both ends included. `isLast`: nothing older is asked for. */
export type Window = { floor: number; at: number; isLast: boolean };

/** Rows walked between two chances for other calls to run: a statement under way cannot be interrupted. */
export const windowRows = 2000;

export function scopeOf(partition: ReadablePartition, query: FailureQuery): PartitionScope {
  const connectionIds = JSON.stringify(query.connectionIds);
  const channels = partition.database.all<ChannelRow>(listChannels, { connectionIds, channelId: query.channelId });
  const every = partition.database.get<{ count: number }>(countChannels)?.count ?? 0;
  return { partition, channels, isEveryChannel: channels.length === every };
}

/** The narrowing parameters of the windowed statements; null = not narrowed by this. */
function narrowingParams(query: FailureQuery, scope: PartitionScope): SqlParams {
  const keys = JSON.stringify(scope.channels.map((channel) => channel.channel_key));
  return {
    channelKeys: scope.isEveryChannel ? null : keys,
    kind: query.kind,
    groupId: query.groupId,
    like: likePattern(query.text),
    words: wordsMatch(query.text),
  };
}

/** How one partition is asked: the statements of a window, their parameters, and whether an index leads to the few that can match. */
export type Narrowing = { statements: WindowStatements; params: SqlParams; isDriven: boolean };

export function narrowingOf(
  { hashKey }: Pick<CacheReaderContext, 'hashKey'>,
  query: FailureQuery,
  scope: PartitionScope,
): Narrowing {
  const plain = narrowingParams(query, scope);
  if (query.condition === null) return { statements: windowsWith(query.state, null), params: plain, isDriven: false };
  const { sql, params, driver } = conditionSql(query.condition, hashKey);
  const statements = driver === null ? windowsWith(query.state, sql) : driven(query.state, driver, sql);
  return { statements, params: { ...plain, ...params }, isDriven: driver !== null };
}

/** From the newest failure down to `query.from`, a window at a time; in one where an index leads to what can match. */
export function* walkWindows(
  { database }: ReadablePartition,
  query: FailureQuery,
  { startAt, isDriven }: { startAt: number; isDriven: boolean },
): Generator<Window> {
  const from = query.from ?? 0;
  if (isDriven) {
    yield { floor: from, at: startAt, isLast: true };
    return;
  }
  let at = startAt;
  while (at >= from) {
    const row = database.get<{ failed_at: number }>(windowFloorByState[query.state], { at, rows: windowRows });
    const isLast = row === undefined || row.failed_at <= from;
    const floor = isLast ? from : row.failed_at;
    yield { floor, at, isLast };
    if (isLast) return;
    at = floor - 1;
  }
}
