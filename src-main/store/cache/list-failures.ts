import type { Failure } from '../../../src-shared/domain/failure.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { FailureQuery, Page } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { type FailureRow, toFailure } from './failure-row.ts';
import { narrowingOf, type PartitionScope, scopeOf, walkWindows } from './failure-walk.ts';
import { listOpenOfChannel, listOpenOfGroup } from './list-queries.ts';

type Position = { at: number; id: string };

const newestPossible: Position = { at: Number.MAX_SAFE_INTEGER, id: '\u{10ffff}' };

/**
 * One page, newest first, over all partitions: each gives its own newest rows after the cursor, the newest of all are kept.
 * A failure resolved or added between two pages moves no other one.
 */
export async function listFailures(
  context: CacheReaderContext,
  { query, cursor, limit }: { query: FailureQuery; cursor: string | null; limit: number },
): Promise<Page<Failure>> {
  const after = positionOf(cursor);
  const start = query.to !== null && query.to < after.at ? { at: query.to, id: newestPossible.id } : after;
  const found: FailureRow[] = [];
  for (const partition of context.partitions.list()) {
    const scope = scopeOf(partition, query);
    if (scope.channels.length > 0)
      found.push(...(await readPartition(context, scope, { query, start, limit: limit + 1 })));
  }
  found.sort(newestFirst);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items: rows.map(toFailure), nextCursor: hasMore ? encodeCursor([last.failed_at, last.failure_id]) : null };
}

async function readPartition(
  context: CacheReaderContext,
  scope: PartitionScope,
  { query, start, limit }: { query: FailureQuery; start: Position; limit: number },
): Promise<FailureRow[]> {
  const { database } = scope.partition;
  const [channel, second] = scope.channels;
  if (channel !== undefined && second === undefined && isOpenOnly(query) && query.groupId === null) {
    const params = { channelKey: channel.channel_key, floor: query.from ?? 0, kind: query.kind, ...start, limit };
    return database.all<FailureRow>(listOpenOfChannel, params);
  }
  const { statements, params: narrowing, isDriven } = narrowingOf(context, query, scope);
  if (query.groupId !== null && isOpenOnly(query)) {
    return database.all<FailureRow>(listOpenOfGroup, { ...narrowing, floor: query.from ?? 0, ...start, limit });
  }
  const rows: FailureRow[] = [];
  for (const { floor, at } of walkWindows(scope.partition, query, { startAt: start.at, isDriven })) {
    const id = at === start.at ? start.id : newestPossible.id;
    const params = { ...narrowing, floor, at, id, limit: limit - rows.length };
    rows.push(...database.all<FailureRow>(statements.list, params));
    if (rows.length >= limit) break;
    await context.turn();
  }
  return rows;
}

function isOpenOnly(query: FailureQuery): boolean {
  return query.state === 'open' && query.condition === null && (query.text === null || query.text === '');
}

function positionOf(cursor: string | null): Position {
  if (cursor === null) return newestPossible;
  const [at, id] = decodeCursor(cursor, ['number', 'string']);
  return { at, id };
}

/** By bytes, as SQLite compares text. */
function newestFirst(a: FailureRow, b: FailureRow): number {
  return b.failed_at - a.failed_at || Buffer.compare(Buffer.from(b.failure_id), Buffer.from(a.failure_id));
}
