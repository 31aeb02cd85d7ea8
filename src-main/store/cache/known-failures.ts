import type { WritableDatabase } from '../sqlite/database.ts';
import { findFailureKey, listFailureIds } from './failure-queries.ts';
import type { WritablePartition } from './partition-writers.ts';

/**
 * Which failures an older partition surely does not have: hashes of the ids of all it ever had, in order. A new failure is in none of them, and a
 * look into the file of each took most of the time of writing it down. 4 bytes an id; older partitions get no new ids, and one that is deleted only
 * costs a look.
 */
const hashesOf = new WeakMap<WritableDatabase, Uint32Array>();

/** Reading the ids of one takes some 0.1 s: those that have not been read yet are looked into, and one is read for each call. */
export function learnOneMore(current: WritablePartition, older: readonly WritablePartition[]): void {
  // It takes new ones, as one does again when those after it are gone.
  hashesOf.delete(current.database);
  const next = older.find(({ database }) => !hashesOf.has(database));
  if (next === undefined) return;
  const hashes: number[] = [];
  for (const { failure_id: id } of next.database.each<{ failure_id: string }>(listFailureIds)) hashes.push(hashOf(id));
  hashesOf.set(next.database, Uint32Array.from(hashes).sort());
}

/** The older partition that has the failure already. */
export function homeOf(older: readonly WritablePartition[], failureId: string): WritablePartition | undefined {
  const hash = hashOf(failureId);
  return older.find(({ database }) => mayHave(hashesOf.get(database), hash) && hasFailure(database, failureId));
}

function hasFailure(database: WritableDatabase, failureId: string): boolean {
  return database.get(findFailureKey, { failureId }) !== undefined;
}

function mayHave(hashes: Uint32Array | undefined, hash: number): boolean {
  if (hashes === undefined) return true;
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle] ?? 0;
    if (found === hash) return true;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** FNV-1a over UTF-16 units, 32 bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
