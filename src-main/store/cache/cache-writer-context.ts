import type { IndexText } from './body-writer.ts';
import type { KeyHasher } from './key-hash.ts';
import type { PartitionWriters } from './partition-writers.ts';

/** What the operations of the cache's writing thread work with. */
export type CacheWriterContext = {
  partitions: PartitionWriters;
  hashKey: KeyHasher;
  indexText: IndexText;
};
