import type { CacheReaderContext } from '../cache/cache-reader-context.ts';
import { cacheReaderOperations } from '../cache/cache-reader-operations.ts';
import { createKeyHasher } from '../cache/key-hash.ts';
import { createPartitionReaders } from '../cache/partition-readers.ts';
import { dataPath } from '../files/data-paths.ts';
import { type HistoryReaderContext, historyReaderOperations } from '../history/history-operations.ts';
import { latencyReaderOperations } from '../history/latency-operations.ts';
import { unitReaderOperations } from '../history/unit-operations.ts';
import type { JournalReaderContext } from '../journal/journal-context.ts';
import { journalReaderOperations } from '../journal/journal-reader-operations.ts';
import { fileKey } from '../journal/open-journal.ts';
import { createSealedReader } from '../journal/record-keys.ts';
import type { ReadableDatabase } from '../sqlite/database.ts';
import { openForReading } from '../sqlite/open-database.ts';
import { findOperation } from './find-operation.ts';
import type { LaneRequest, LaneSetup } from './protocol.ts';
import { turn } from './serve-lane.ts';

export const readerOperations = {
  ...cacheReaderOperations,
  ...journalReaderOperations,
  ...historyReaderOperations,
  ...latencyReaderOperations,
  ...unitReaderOperations,
  /** So that damaged files can be set aside; the next call opens anew. */
  closeCache: ({ partitions }: ReaderContext, _nothing: null): void => {
    partitions.close();
  },
  closeHistory: ({ closeFile }: ReaderContext, _nothing: null): void => {
    closeFile('history');
  },
};

type ReaderContext = CacheReaderContext &
  JournalReaderContext &
  HistoryReaderContext & { closeFile(name: FileName): void };
type FileName = 'journal' | 'recordKeys' | 'history';

/** One reading thread. Files are opened by the first request that needs them; long scans take turns with other requests. */
export function createReaderLane({ dataDir, dataKey }: LaneSetup): (request: LaneRequest) => unknown {
  const partitions = createPartitionReaders(dataDir, dataKey);
  const opened = new Map<FileName, ReadableDatabase>();
  let underWay = 0;
  const open = (name: FileName): ReadableDatabase => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const database = openForReading(dataPath(dataDir, name), { key: fileKey(dataKey, name) });
    opened.set(name, database);
    return database;
  };
  const closeFile = (name: FileName) => {
    opened.get(name)?.close();
    opened.delete(name);
  };
  const context: ReaderContext = {
    closeFile,
    partitions,
    hashKey: createKeyHasher(dataKey),
    turn,
    journal: () => open('journal'),
    history: () => open('history'),
    sealed: () => createSealedReader(open('recordKeys')),
    checkpointsPath: dataPath(dataDir, 'checkpoints'),
  };
  return async ({ name, args }) => {
    if (name === 'close') {
      partitions.close();
      for (const file of [...opened.keys()]) closeFile(file);
      return null;
    }
    underWay += 1;
    try {
      return await findOperation(readerOperations, name)(context, args);
    } finally {
      underWay -= 1;
      if (underWay === 0) partitions.closeRetired();
    }
  };
}
