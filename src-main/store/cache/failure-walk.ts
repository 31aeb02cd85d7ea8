import type { SqlParams } from '../sqlite/database.ts';
import type { FailureQuery } from '../store.ts';
import { type ChannelRow, countChannels, listChannels, windowFloorByState } from './list-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';

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
export function narrowingParams(query: FailureQuery, scope: PartitionScope): SqlParams {
  const keys = JSON.stringify(scope.channels.map((channel) => channel.channel_key));
  return {
    channelKeys: scope.isEveryChannel ? null : keys,
    kind: query.kind,
    groupId: query.groupId,
    like: likePattern(query.text),
    words: wordsMatch(query.text),
  };
}

/** From the newest failure down to `query.from`, a window at a time. */
export function* walkWindows({ database }: ReadablePartition, query: FailureQuery, startAt: number): Generator<Window> {
  const from = query.from ?? 0;
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

/** The text as a phrase for FTS5, its last word as a prefix from three letters on; null when there is no text. */
export function wordsMatch(text: string | null): string | null {
  if (text === null || text === '') return null;
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return text.trim().length < 3 ? phrase : `${phrase}*`;
}

/** `%text%` with LIKE's own signs escaped; null when there is no text. SQLite's LIKE ignores case for ASCII only. */
export function likePattern(text: string | null): string | null {
  return text === null || text === '' ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
