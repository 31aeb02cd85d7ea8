import type { Failure } from '../../../src-shared/domain/failure.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { FailureQuery, Page } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { type FailureRow, toFailure } from './failure-row.ts';
import { channelKeysOf, narrowingOf, type PartitionScope, scopeOf, statesIn, stepsOf } from './failure-walk.ts';
import { listOfChannelByState, listOpenOfGroup } from './list-queries.ts';
import type { ReadablePartition } from './partition-readers.ts';

type Position = { at: number; id: string };
/** Rows of one partition; `unreadBelow`: nothing at or before it was looked at, null = all was. */
type Part = { rows: FailureRow[]; unreadBelow: number | null };
type Asked = { query: FailureQuery; start: Position; limit: number; mayStop: () => boolean };

const newestPossible: Position = { at: Number.MAX_SAFE_INTEGER, id: '\u{10ffff}' };

/**
 * One page, newest first, over all partitions: each gives its own newest rows after the cursor, the newest of all are kept.
 * A failure resolved or added between two pages moves no other one. `budgetMs`: afterwards a search ends with what it has found, and the
 * cursor goes on from where it stood; null = it looks until the page is full.
 */
export async function listFailures(
  context: CacheReaderContext,
  {
    query,
    cursor,
    limit,
    budgetMs,
  }: { query: FailureQuery; cursor: string | null; limit: number; budgetMs: number | null },
): Promise<Page<Failure>> {
  const after = positionOf(cursor);
  const start = query.to !== null && query.to < after.at ? { at: query.to, id: newestPossible.id } : after;
  const endsAt = budgetMs === null ? Number.POSITIVE_INFINITY : performance.now() + budgetMs;
  const found: FailureRow[] = [];
  const waiting = byNewest(context.partitions.list());
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const scope = scopeOf(next, query);
    const olderAt = newestIn(waiting[0]);
    // Ending where another partition may have something newer would tell nothing and lead nowhere.
    const mayStop = () => performance.now() > endsAt && olderAt < start.at;
    const part = await readPartition(context, scope, { query, start, limit: limit + 1, mayStop });
    found.push(...part.rows);
    found.sort(newestFirst);
    const unreadAt = Math.max(olderAt, part.unreadBelow ?? -1);
    const isFull = found.length > limit && (found[limit]?.failed_at ?? 0) > unreadAt;
    if (isFull) break;
    if (part.unreadBelow !== null || (waiting.length > 0 && mayStop()))
      return partOf(found, { limit, unreadBelow: unreadAt });
  }
  return pageOf(found, limit);
}

function pageOf(found: FailureRow[], limit: number): Page<Failure> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items: rows.map(toFailure), nextCursor: hasMore ? encodeCursor([last.failed_at, last.failure_id]) : null };
}

function partOf(found: FailureRow[], { limit, unreadBelow }: { limit: number; unreadBelow: number }): Page<Failure> {
  const told = pageOf(
    found.filter((row) => row.failed_at > unreadBelow),
    limit,
  );
  return { ...told, nextCursor: told.nextCursor ?? encodeCursor([unreadBelow, newestPossible.id]) };
}

/** A partition that nothing was told of yet may hold anything. */
export function newestIn(partition: ReadablePartition | undefined): number {
  return partition === undefined ? -1 : partition.newest_at || Number.MAX_SAFE_INTEGER;
}

function byNewest(partitions: ReadablePartition[]): ReadablePartition[] {
  return partitions.sort((a, b) => newestIn(b) - newestIn(a) || b.number - a.number);
}

async function readPartition(
  context: CacheReaderContext,
  scope: PartitionScope,
  { query, start, limit, mayStop }: Asked,
): Promise<Part> {
  const { partition, channels } = scope;
  if (channels.length === 0 || newestIn(partition) < (query.from ?? 0)) return { rows: [], unreadBelow: null };
  const known = indexedRows(scope, { query, start, limit });
  if (known !== null) return { rows: known, unreadBelow: null };
  const narrowing = narrowingOf(context, query, scope);
  const rows: FailureRow[] = [];
  // Of these nothing newer can come any more.
  let certain = 0;
  for (const { params, downTo } of stepsOf(partition, query, { narrowing, startAt: start.at })) {
    const id = params.at === start.at ? start.id : newestPossible.id;
    rows.push(
      ...partition.database.all<FailureRow>(narrowing.statements.list, { ...params, id, limit: limit - certain }),
    );
    certain = rows.filter((row) => row.failed_at > downTo).length;
    if (certain >= limit) break;
    if (downTo < start.at && mayStop()) return { rows, unreadBelow: downTo };
    await context.turn();
  }
  rows.sort(newestFirst);
  return { rows: rows.slice(0, limit), unreadBelow: null };
}

/** Failures of one channel, or open ones of a group, from an index of their own; null for other questions. */
function indexedRows(
  scope: PartitionScope,
  { query, start, limit }: { query: FailureQuery; start: Position; limit: number },
): FailureRow[] | null {
  if (query.condition !== null || (query.text !== null && query.text !== '')) return null;
  const { database } = scope.partition;
  const bounds = { floor: query.from ?? 0, kind: query.kind, ...start, limit };
  if (query.groupId !== null) {
    if (query.state !== 'open') return null;
    const params = { ...bounds, groupId: query.groupId, channelKeys: channelKeysOf(scope) };
    return database.all<FailureRow>(listOpenOfGroup, params);
  }
  const [channel, second] = scope.channels;
  if (channel === undefined || second !== undefined) return null;
  const params = { ...bounds, channelKey: channel.channel_key };
  const rows = statesIn[query.state].flatMap((state) => database.all<FailureRow>(listOfChannelByState[state], params));
  return rows.sort(newestFirst).slice(0, limit);
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
