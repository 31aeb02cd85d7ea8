import { existsSync } from 'node:fs';
import { indexPath, partitionPath } from '../files/data-paths.ts';
import { deriveKey } from '../keys/seal.ts';
import type { ReadableDatabase, SqlValue } from '../sqlite/database.ts';
import { openForReading } from '../sqlite/open-database.ts';
import { fieldMatches } from './field-match.ts';
import { createPartitionKeys } from './partition-keys.ts';
import { listPartitions, type PartitionRow } from './partition-queries.ts';
import { pieceHolds, textHolds } from './text-holds.ts';

const functions = {
  field_matches: (bytes: SqlValue, encoding: SqlValue, path: SqlValue, value: SqlValue, isPrefix: SqlValue) =>
    bytes instanceof Uint8Array &&
    fieldMatches(bodyOf(bytes, encoding), { path: String(path), value: String(value), isPrefix: isPrefix === 1 })
      ? 1
      : 0,
  piece_holds: (bytes: SqlValue, encoding: SqlValue, text: SqlValue) =>
    bytes instanceof Uint8Array && pieceHolds(bodyOf(bytes, encoding), String(text)) ? 1 : 0,
  text_holds: (bytes: SqlValue, encoding: SqlValue, text: SqlValue) =>
    bytes instanceof Uint8Array && textHolds(bodyOf(bytes, encoding), String(text)) ? 1 : 0,
};

function bodyOf(bytes: Uint8Array, encoding: SqlValue) {
  return { bytes, encoding: typeof encoding === 'string' ? encoding : null };
}

export type ReadablePartition = PartitionRow & { database: ReadableDatabase };

/** The cache as one reading thread sees it. */
export type PartitionReaders = {
  index(): ReadableDatabase;
  /** Newest first, as listed now; new files are opened, connections to dropped ones retired. */
  list(): ReadablePartition[];
  /** Closes retired connections; called when nothing is under way in this thread. */
  closeRetired(): void;
  /** Closes everything, so that files can be set aside; the next call opens anew. */
  close(): void;
};

export function createPartitionReaders(dataDir: string, dataKey: Uint8Array): PartitionReaders {
  const keys = createPartitionKeys(dataKey);
  const indexKey = deriveKey(dataKey, 'cache/index.db');
  let index: ReadableDatabase | null = null;
  const opened = new Map<string, ReadablePartition>();
  const retired: ReadableDatabase[] = [];

  const openIndex = () => {
    index ??= openForReading(indexPath(dataDir), { key: indexKey });
    return index;
  };
  const open = (row: PartitionRow): ReadablePartition | null => {
    const known = opened.get(row.file_name);
    if (known !== undefined) return { ...known, ...row };
    const path = partitionPath(dataDir, row.file_name);
    if (!existsSync(path)) return null; // dropped between the list and now
    const partition = {
      ...row,
      database: openForReading(path, { key: keys.open(row.file_name, row.wrapped_key), functions }),
    };
    opened.set(row.file_name, partition);
    return partition;
  };
  const retire = (listed: Set<string>) => {
    for (const [name, { database }] of opened) {
      if (listed.has(name)) continue;
      opened.delete(name);
      retired.push(database);
    }
  };

  return {
    index: openIndex,
    list: () => {
      const rows = openIndex().all<PartitionRow>(listPartitions);
      retire(new Set(rows.map((row) => row.file_name)));
      return rows.map(open).filter((partition) => partition !== null);
    },
    closeRetired: () => {
      for (const database of retired.splice(0)) database.close();
    },
    close: () => {
      for (const { database } of opened.values()) database.close();
      opened.clear();
      for (const database of retired.splice(0)) database.close();
      index?.close();
      index = null;
    },
  };
}
