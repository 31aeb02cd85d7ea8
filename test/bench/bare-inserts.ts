import { createHash } from 'node:crypto';
import {
  insertBody,
  insertChannel,
  insertFailure,
  insertFailureKey,
  insertTrigrams,
  insertWords,
} from '../../src-main/store/cache/failure-queries.ts';
import { toFailureParams } from '../../src-main/store/cache/failure-row.ts';
import { indexTextOf } from '../../src-main/store/cache/index-text.ts';
import { partitionCacheKib } from '../../src-main/store/cache/partition-writers.ts';
import { createPartitionSchema } from '../../src-main/store/cache/schema.ts';
import type { SqlParams, WritableDatabase } from '../../src-main/store/sqlite/database.ts';
import { openForWriting } from '../../src-main/store/sqlite/open-database.ts';
import type { FailureRecord } from '../../src-main/store/store.ts';

/** A row with everything worked out beforehand: parameters, hashes, text to index. */
export type PreparedRow = { channelId: string; failure: SqlParams; hashes: SqlParams[]; body: SqlParams; text: string };

/** A file of one partition's schema that is filled without any of the store's own work. */
export type BareTarget = { insert(rows: PreparedRow[]): void; close(): void };

const rowsPerTransaction = 1000;

export function prepareRows(records: FailureRecord[]): PreparedRow[] {
  return records.map(({ failure, patientKeys, orderKeys, body }) => ({
    channelId: failure.channelId,
    failure: toFailureParams(failure, { channelKey: 0, groupKey: null }),
    hashes: [
      ...patientKeys.map((value) => ({ purpose: 'patient', hash: hash(value) })),
      ...orderKeys.map((value) => ({ purpose: 'order', hash: hash(value) })),
    ],
    body: {
      nativeId: failure.nativeId,
      connectorId: '0',
      stage: 'raw',
      bytes: body?.bytes ?? new Uint8Array(),
      encoding: body?.encoding ?? null,
      fidelity: body?.fidelity ?? 'wire',
      keptAt: failure.failedAt,
    },
    text: body === null ? '' : indexTextOf(body),
  }));
}

/** `isPlain`: no encryption, and nothing is put into the text index. */
export function openBareTarget(path: string, { isPlain }: { isPlain: boolean }): BareTarget {
  const key = isPlain ? null : new Uint8Array(32).fill(7);
  const database = openForWriting(path, { key, synchronous: 'NORMAL', cacheKib: partitionCacheKib });
  createPartitionSchema(database);
  const channelKeys = new Map<string, number>();
  return {
    insert: (rows) => {
      for (let start = 0; start < rows.length; start += rowsPerTransaction) {
        database.transaction(() => {
          for (const row of rows.slice(start, start + rowsPerTransaction))
            insertRow(database, { row, channelKeys, isPlain });
        });
      }
    },
    close: () => {
      database.close();
    },
  };
}

function insertRow(
  database: WritableDatabase,
  { row, channelKeys, isPlain }: { row: PreparedRow; channelKeys: Map<string, number>; isPlain: boolean },
): void {
  const { channelId } = row;
  const names = { connectionId: 'bench', channelId, name: channelId };
  const channelKey = channelKeys.get(channelId) ?? database.run(insertChannel, names).lastKey;
  channelKeys.set(channelId, channelKey);
  const { lastKey: failureKey } = database.run(insertFailure, { ...row.failure, channelKey });
  for (const one of row.hashes) database.run(insertFailureKey, { ...one, failureKey });
  const { lastKey: bodyKey } = database.run(insertBody, { ...row.body, channelKey });
  if (isPlain) return;
  database.run(insertWords, { bodyKey, text: row.text });
  database.run(insertTrigrams, { bodyKey, text: row.text });
}

function hash(value: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(value).digest().subarray(0, 16));
}
