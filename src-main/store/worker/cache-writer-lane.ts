import type { CacheWriterContext } from '../cache/cache-writer-context.ts';
import { cacheWriterOperations } from '../cache/cache-writer-operations.ts';
import { indexTextOf } from '../cache/index-text.ts';
import { createKeyHasher } from '../cache/key-hash.ts';
import { openPartitionWriters, type PartitionWriters } from '../cache/partition-writers.ts';
import { findOperation } from './find-operation.ts';
import type { LaneRequest, LaneSetup } from './protocol.ts';

type CacheLaneContext = CacheWriterContext & { closeFiles(): void };

/** The cache's one writing thread: one request after another. */
export const cacheLaneOperations = {
  ...cacheWriterOperations,
  /** Proves key, header and schema of every file. */
  openCache: (context: CacheLaneContext, _nothing: null): number => context.partitions.list().length,
  /** So that the files can be set aside; the next call opens anew. */
  closeCache: (context: CacheLaneContext, _nothing: null): void => {
    context.closeFiles();
  },
};

export function createCacheWriterLane({ dataDir, dataKey }: LaneSetup): (request: LaneRequest) => unknown {
  let partitions: PartitionWriters | null = null;
  const closeFiles = () => {
    partitions?.close();
    partitions = null;
  };
  const context: CacheLaneContext = {
    closeFiles,
    get partitions() {
      partitions ??= openPartitionWriters(dataDir, dataKey);
      return partitions;
    },
    hashKey: createKeyHasher(dataKey),
    indexText: indexTextOf,
  };
  return ({ name, args }) => {
    if (name === 'close') return closeFiles();
    return findOperation(cacheLaneOperations, name)(context, args);
  };
}
