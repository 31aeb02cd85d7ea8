import type { KeyHasher } from './key-hash.ts';
import type { PartitionReaders } from './partition-readers.ts';

/** What reading operations of the cache work with. `turn` lets other calls of the same thread run. */
export type CacheReaderContext = { partitions: PartitionReaders; hashKey: KeyHasher; turn(): Promise<void> };
