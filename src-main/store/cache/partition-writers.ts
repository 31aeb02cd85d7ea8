import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { indexPath, partitionPath } from '../files/data-paths.ts';
import { deriveKey } from '../keys/seal.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openForWriting } from '../sqlite/open-database.ts';
import { storeError } from '../sqlite/store-error.ts';
import { createPartitionKeys } from './partition-keys.ts';
import {
  deletePartition,
  growPartition,
  insertPartition,
  listPartitions,
  nextNumber,
  type PartitionRow,
} from './partition-queries.ts';
import { createPartitionSchema, indexMigrations } from './schema.ts';

/** A partition opened by the one writer. `channelKeys`, `groupKeys`, `routeKeys` and `textKeys` remember rows of `channel`, `failure_group`, `header_route` and `trace_text`; emptied when a transaction fails. */
export type WritablePartition = PartitionRow & {
  database: WritableDatabase;
  channelKeys: Map<string, number>;
  groupKeys: Map<string, number>;
  routeKeys: Map<string, number>;
  textKeys: Map<string, number>;
};

/** All files of the cache, opened for writing. */
export type PartitionWriters = {
  index: WritableDatabase;
  /** Newest first. */
  list(): WritablePartition[];
  /** The one that takes new rows; a new one is begun when it is full or a day old. */
  current(at: number): WritablePartition;
  grow(partition: WritablePartition, bodies: number, newestAt: number): void;
  /** Deletes key, then file. */
  drop(partition: WritablePartition): void;
  close(): void;
};

export const bodiesPerPartition = 100_000;
const partitionSpanMs = 24 * 3600_000;
/** Pages of a partition kept by its writer; a quarter of it halves the rate (measured). */
export const partitionCacheKib = 24_000;
/** Of the older ones, which are asked only whether a failure is theirs: with tens of them open, as much for each would be gigabytes. */
const olderCacheKib = 2000;

/** @throws SqliteError SQLITE_NOTADB | SQLITE_CORRUPT, AppError STORE_UNAVAILABLE (damaged) when a listed file is gone */
export function openPartitionWriters(dataDir: string, dataKey: Uint8Array): PartitionWriters {
  const keys = createPartitionKeys(dataKey);
  const indexFile = indexPath(dataDir);
  mkdirSync(join(indexFile, '..'), { recursive: true, mode: 0o700 });
  const index = openForWriting(indexFile, { key: deriveKey(dataKey, 'cache/index.db'), synchronous: 'NORMAL' });
  migrate(index, indexMigrations);

  const open = (row: PartitionRow): WritablePartition => {
    const path = partitionPath(dataDir, row.file_name);
    if (!existsSync(path)) throw storeError('damaged', { message: 'A partition of the cache is missing.' });
    return {
      ...row,
      database: openFile(path, keys.open(row.file_name, row.wrapped_key), olderCacheKib),
      ...noKeys(),
    };
  };
  const partitions = index.all<PartitionRow>(listPartitions).map(open);
  sweepUnlisted(dataDir, partitions);
  resizeCache(partitions[0], partitionCacheKib);

  const begin = (at: number): WritablePartition => {
    const number = index.get<{ number: number }>(nextNumber)?.number ?? 1;
    const fileName = `part-${number}.db`;
    const { key, wrapped } = keys.make(fileName);
    const database = openFile(partitionPath(dataDir, fileName), key, partitionCacheKib);
    index.run(insertPartition, { number, fileName, wrappedKey: wrapped, createdAt: at });
    const row = { number, file_name: fileName, wrapped_key: wrapped, created_at: at, newest_at: 0, body_count: 0 };
    const begun = { ...row, database, ...noKeys() };
    resizeCache(partitions[0], olderCacheKib);
    partitions.unshift(begun);
    return begun;
  };

  return {
    index,
    list: () => [...partitions],
    current: (at) => {
      const newest = partitions[0];
      const isFull = newest === undefined || newest.body_count >= bodiesPerPartition;
      return isFull || at - newest.created_at > partitionSpanMs ? begin(at) : newest;
    },
    grow: (partition, bodies, newestAt) => {
      index.run(growPartition, { number: partition.number, bodies, newestAt });
      partition.body_count += bodies;
      partition.newest_at = Math.max(partition.newest_at, newestAt);
    },
    drop: (partition) => {
      index.run(deletePartition, { number: partition.number });
      partition.database.close();
      partitions.splice(partitions.indexOf(partition), 1);
      removeFiles(partitionPath(dataDir, partition.file_name));
    },
    close: () => {
      for (const { database } of partitions) database.close();
      index.close();
    },
  };
}

function noKeys(): Pick<WritablePartition, 'channelKeys' | 'groupKeys' | 'routeKeys' | 'textKeys'> {
  return { channelKeys: new Map(), groupKeys: new Map(), routeKeys: new Map(), textKeys: new Map() };
}

function openFile(path: string, key: Uint8Array, cacheKib: number): WritableDatabase {
  const database = openForWriting(path, { key, synchronous: 'NORMAL', cacheKib });
  createPartitionSchema(database);
  return database;
}

function resizeCache(partition: WritablePartition | undefined, kib: number): void {
  partition?.database.exec(`pragma cache_size = -${kib}`);
}

/** Files whose key is gone: a deletion that another process' open handle held up, or a begin that was cut off. */
function sweepUnlisted(dataDir: string, partitions: WritablePartition[]): void {
  const listed = new Set(partitions.map((partition) => partition.file_name));
  const folder = join(indexPath(dataDir), '..');
  const strays = readdirSync(folder).filter((name) => /^part-\d+\.db$/.test(name) && !listed.has(name));
  for (const name of strays) removeFiles(join(folder, name));
}

/** Windows keeps a file that a reader has open; it is unreadable without its key and swept at the next start. */
function removeFiles(path: string): void {
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      rmSync(name, { force: true });
    } catch {
      // swept at the next start
    }
  }
}
