import type { OwnState } from '../../../src-shared/domain/failure-handling.ts';
import type { SqlParams } from '../sqlite/database.ts';
import type { CacheWriterContext } from './cache-writer-context.ts';
import { handleFailure, setOwnState as ownStatement, takeBackFailure } from './failure-queries.ts';
import { inPartition } from './put-failures.ts';

/** A transaction per partition. `at` ms UTC = handled since then; null = taken back, and open until the engine no longer counts it. */
export function setHandled(
  context: CacheWriterContext,
  { failureIds, at }: { failureIds: string[]; at: number | null },
): number {
  return at === null
    ? forEach(context, failureIds, { sql: takeBackFailure, params: {} })
    : forEach(context, failureIds, { sql: handleFailure, params: { at } });
}

/** A transaction per partition. `own` null = the state of each failure's group holds again. */
export function setOwnState(
  context: CacheWriterContext,
  { failureIds, own }: { failureIds: string[]; own: OwnState | null },
): number {
  const params = own ?? { state: null, owner: null, until: null, at: null };
  return forEach(context, failureIds, { sql: ownStatement, params });
}

function forEach(
  { partitions }: CacheWriterContext,
  failureIds: readonly string[],
  { sql, params }: { sql: string; params: SqlParams },
): number {
  let changed = 0;
  for (const partition of partitions.list())
    inPartition(partition, () => {
      for (const failureId of failureIds) changed += partition.database.run(sql, { ...params, failureId }).changes;
    });
  return changed;
}
