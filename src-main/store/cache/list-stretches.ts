import { decodeCursor } from '../sqlite/cursor.ts';
import type { SqlParams } from '../sqlite/database.ts';
import type { FailureQuery, FailureStretches } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { channelKeysOf, type PartitionScope, scopeOf } from './failure-walk.ts';
import { listFailures, newestIn } from './list-failures.ts';
import { stretchesByState, stretchesOfChannel, stretchesOfGroup } from './stretch-queries.ts';

type Asked = { query: FailureQuery; before: number | null; budgetMs: number };
type Stretch = FailureStretches['stretches'][number];

/** Enough for several screens, few enough to be read between two frames. */
const stretchRows = 200;
/** Where rows have to be looked at to tell whether they match. */
const narrowedRows = 1000;

/**
 * Where the failures of a query lie in time. A list of a million is walked along its index, a hop per stretch, until `budgetMs` is spent;
 * what has to be searched for is found a page at a time.
 */
export function listStretches(context: CacheReaderContext, asked: Asked): Promise<FailureStretches> {
  return isCounted(asked.query) ? counted(context, asked) : searched(context, asked);
}

function isCounted({ text, condition, groupId, state }: FailureQuery): boolean {
  return condition === null && (text === null || text === '') && (groupId === null || state === 'open');
}

async function counted(context: CacheReaderContext, { query, before, budgetMs }: Asked): Promise<FailureStretches> {
  const endsAt = performance.now() + budgetMs;
  const ways = waysOf(context, query);
  const from = query.from ?? 0;
  const stretches: Stretch[] = [];
  let at = floorBelow(ways, { at: Math.min(before ?? query.to ?? Number.MAX_SAFE_INTEGER, newestOf(ways)), rows: 0 });
  let open = { to: at, count: 0 };
  while (at >= from) {
    const floor = Math.max(from, floorBelow(ways, { at, rows: null }));
    open.count += countBetween(ways, { floor, at });
    at = floor - 1;
    if (open.count >= stretchRows || (at < from && open.count > 0)) {
      stretches.push({ from: floor, ...open });
      open = { to: at, count: 0 };
    }
    if (at >= from && performance.now() > endsAt) {
      if (open.count > 0) stretches.push({ from: floor, ...open });
      return { stretches, before: at, isCounted: true };
    }
    await context.turn();
  }
  return { stretches, before: null, isCounted: true };
}

/** How one partition is walked. `rows`: of a hop. */
type Way = { scope: PartitionScope; statements: { floor: string; count: string }; params: SqlParams; rows: number };

function waysOf({ partitions }: CacheReaderContext, query: FailureQuery): Way[] {
  return partitions
    .list()
    .map((partition) => scopeOf(partition, query))
    .filter(({ channels }) => channels.length > 0)
    .sort((one, other) => newestIn(other.partition) - newestIn(one.partition))
    .map((scope) => ({ scope, ...wayOf(scope, query) }));
}

function wayOf(scope: PartitionScope, query: FailureQuery): Omit<Way, 'scope'> {
  const channelKeys = channelKeysOf(scope);
  const { kind, groupId, state } = query;
  if (groupId !== null)
    return {
      statements: stretchesOfGroup,
      params: { groupId, channelKeys },
      rows: channelKeys === null ? stretchRows : narrowedRows,
    };
  const [channel, second] = scope.channels;
  if (state === 'open' && channel !== undefined && second === undefined)
    return {
      statements: stretchesOfChannel,
      params: { channelKey: channel.channel_key, kind },
      rows: stretchRows,
    };
  const { floor, count, narrowed } = stretchesByState[state];
  if (channelKeys === null && kind === null) return { statements: { floor, count }, params: {}, rows: stretchRows };
  return { statements: { floor, count: narrowed }, params: { channelKeys, kind }, rows: narrowedRows };
}

function newestOf(ways: Way[]): number {
  return ways[0] === undefined ? -1 : newestIn(ways[0].scope.partition);
}

/**
 * The newest of the times at which so many rows end in each partition; -1 = all have fewer. Partitions that end before it are not asked.
 * `rows` null = a hop of each.
 */
function floorBelow(ways: Way[], { at, rows }: { at: number; rows: number | null }): number {
  let floor = -1;
  for (const way of ways) {
    const { partition } = way.scope;
    if (newestIn(partition) < floor) break;
    const params = { ...way.params, at, rows: rows ?? way.rows };
    const row = partition.database.get<{ failed_at: number }>(way.statements.floor, params);
    floor = Math.max(floor, row?.failed_at ?? -1);
  }
  return floor;
}

function countBetween(ways: Way[], { floor, at }: { floor: number; at: number }): number {
  let count = 0;
  for (const { scope, statements, params } of ways) {
    if (newestIn(scope.partition) < floor) break;
    count += scope.partition.database.get<{ count: number }>(statements.count, { ...params, floor, at })?.count ?? 0;
  }
  return count;
}

/** A page of what is found, cut where the time changes, so that a stretch holds all of its times. */
async function searched(context: CacheReaderContext, { query, before, budgetMs }: Asked): Promise<FailureStretches> {
  const to = Math.min(before ?? Number.MAX_SAFE_INTEGER, query.to ?? Number.MAX_SAFE_INTEGER);
  const page = await listFailures(context, {
    query: { ...query, to },
    cursor: null,
    limit: stretchRows,
    budgetMs,
  });
  const [first] = page.items;
  const answer = (stretch: Stretch | null, next: number | null): FailureStretches => ({
    stretches: stretch === null ? [] : [stretch],
    before: next,
    isCounted: false,
  });
  const whole = (items: typeof page.items, from: number): Stretch | null =>
    first === undefined || items.length === 0 ? null : { from, to: first.failedAt, count: items.length };
  if (page.nextCursor === null) return answer(whole(page.items, query.from ?? 0), null);
  const [unreadAt] = decodeCursor(page.nextCursor, ['number', 'string']);
  if (page.items.length < stretchRows) return answer(whole(page.items, unreadAt + 1), unreadAt);
  const older = page.items.filter(({ failedAt }) => failedAt > unreadAt);
  if (older.length > 0) return answer(whole(older, unreadAt + 1), unreadAt);
  const count = await countAt(context, query, unreadAt);
  return answer({ from: unreadAt, to: unreadAt, count }, unreadAt - 1);
}

/** More failures than a stretch has rows may share a time. */
async function countAt(context: CacheReaderContext, query: FailureQuery, at: number): Promise<number> {
  let count = 0;
  let cursor: string | null = null;
  do {
    const asked = { query: { ...query, from: at, to: at }, cursor, limit: 500, budgetMs: null };
    const page: Awaited<ReturnType<typeof listFailures>> = await listFailures(context, asked);
    count += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return count;
}
