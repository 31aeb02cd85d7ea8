import type { CacheWriterContext } from './cache-writer-context.ts';
import { handleFailure, takeBackFailure } from './failure-queries.ts';
import { inPartition } from './put-failures.ts';

/** A transaction per partition. `at` ms UTC = handled since then; null = taken back, and open until the engine no longer counts it. */
export function setHandled(
  { partitions }: CacheWriterContext,
  { failureIds, at }: { failureIds: string[]; at: number | null },
): number {
  let changed = 0;
  for (const partition of partitions.list())
    inPartition(partition, () => {
      for (const failureId of failureIds) {
        const { database } = partition;
        const { changes } =
          at === null ? database.run(takeBackFailure, { failureId }) : database.run(handleFailure, { failureId, at });
        changed += changes;
      }
    });
  return changed;
}
