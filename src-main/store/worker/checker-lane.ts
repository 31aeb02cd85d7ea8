import { existsSync } from 'node:fs';
import { createPartitionKeys } from '../cache/partition-keys.ts';
import { listPartitions, type PartitionRow } from '../cache/partition-queries.ts';
import { dataFiles, dataPath, indexPath, partitionPath } from '../files/data-paths.ts';
import { writeJournalCopy } from '../files/journal-copy.ts';
import { fileKey } from '../journal/open-journal.ts';
import { deriveKey } from '../keys/seal.ts';
import { openForReading } from '../sqlite/open-database.ts';
import { isTrouble, toStoreError } from '../sqlite/store-error.ts';
import { findOperation } from './find-operation.ts';
import type { LaneRequest, LaneSetup } from './protocol.ts';

type CheckerContext = Pick<LaneSetup, 'dataDir' | 'dataKey'>;

export const checkerOperations = {
  /** `quick_check` of every file, or of what people did alone; `damaged` names files within the folder. */
  checkFiles(
    { dataDir, dataKey }: CheckerContext,
    { scope }: { scope: 'all' | 'journal' },
  ): { checked: number; damaged: string[] } {
    const names =
      scope === 'all' ? (['journal', 'recordKeys', 'history'] as const) : (['journal', 'recordKeys'] as const);
    const files = [
      ...names.map((name) => ({
        name: dataFiles[name] as string,
        path: dataPath(dataDir, name),
        key: fileKey(dataKey, name),
      })),
      ...(scope === 'all' ? listCacheFiles({ dataDir, dataKey }) : []),
    ].filter(({ path }) => existsSync(path));
    const damaged = files.filter(({ path, key }) => key === null || !isSound(path, key)).map(({ name }) => name);
    return { checked: files.length, damaged };
  },
  /** Beside the writer, which goes on writing meanwhile. */
  copyJournal({ dataDir, dataKey }: CheckerContext, { targetDir, at }: { targetDir: string; at: number }): void {
    writeJournalCopy({ dataDir, targetDir, key: fileKey(dataKey, 'journal'), at });
  },
};

export function createCheckerLane(setup: LaneSetup): (request: LaneRequest) => unknown {
  return ({ name, args }) => (name === 'close' ? null : findOperation(checkerOperations, name)(setup, args));
}

/** A damaged index hides its partitions: it alone is named then. `key` null = the wrapped key does not open. */
function listCacheFiles({
  dataDir,
  dataKey,
}: CheckerContext): { name: string; path: string; key: Uint8Array | null }[] {
  const path = indexPath(dataDir);
  const key = deriveKey(dataKey, 'cache/index.db');
  const index = { name: `${dataFiles.cache}/${dataFiles.index}`, path, key };
  if (!existsSync(path) || !isSound(path, key)) return [index];
  const database = openForReading(path, { key });
  const rows = database.all<PartitionRow>(listPartitions);
  database.close();
  const keys = createPartitionKeys(dataKey);
  return [
    index,
    ...rows.map((row) => ({
      name: `${dataFiles.cache}/${row.file_name}`,
      path: partitionPath(dataDir, row.file_name),
      key: openKey(() => keys.open(row.file_name, row.wrapped_key)),
    })),
  ];
}

function openKey(open: () => Uint8Array): Uint8Array | null {
  try {
    return open();
  } catch {
    return null; // reported as damaged
  }
}

function isSound(path: string, key: Uint8Array): boolean {
  try {
    const database = openForReading(path, { key });
    const answer = database.get<{ quick_check: string }>('pragma quick_check(1)');
    database.close();
    return answer?.quick_check === 'ok';
  } catch (error) {
    if (isTrouble(toStoreError(error), 'damaged')) return false;
    throw error;
  }
}
