import { randomBytes } from 'node:crypto';
import { keyedHash, seal, unseal } from '../keys/seal.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import { countOldKeys, deleteOldKeys, findKey, insertKey } from './record-key-queries.ts';

/** Values under a record's own key, as seen by a reader. `recordId`: `audit/<sequence>`, `replay/<id>` or `replay/<id>/settled`. */
export type SealedReader = {
  /** null when the key was deleted at the end of retention. */
  open(recordId: string, sealed: Uint8Array | null, field: string): Uint8Array | null;
  openText(recordId: string, sealed: Uint8Array | null, field: string): string | null;
};

/** The writer's side. Keys made are committed by `flush`, which runs before the journal's own commit. */
export type SealedWriter = SealedReader & {
  seal(
    record: { recordId: string; at: number },
    field: string,
    plain: Uint8Array | string,
  ): { sealed: Uint8Array; hash: string };
  flush(): void;
  discard(): void;
  /** @returns how many keys were deleted; the pages are overwritten and the log is emptied */
  forgetBefore(before: number): number;
};

export function createSealedReader(database: ReadableDatabase): SealedReader {
  return readerOver((recordId) => database.get<{ key: Uint8Array }>(findKey, { recordId })?.key ?? null);
}

export function createSealedWriter(database: WritableDatabase): SealedWriter {
  const made = new Map<string, { key: Uint8Array; at: number }>();
  const find = (recordId: string) =>
    made.get(recordId)?.key ?? database.get<{ key: Uint8Array }>(findKey, { recordId })?.key ?? null;
  const keyFor = (recordId: string, at: number) => {
    const known = find(recordId);
    if (known !== null) return known;
    const key = new Uint8Array(randomBytes(32));
    made.set(recordId, { key, at });
    return key;
  };
  return {
    ...readerOver(find),
    seal: ({ recordId, at }, field, plain) => {
      const key = keyFor(recordId, at);
      const bytes = typeof plain === 'string' ? Buffer.from(plain) : plain;
      return {
        sealed: seal(key, bytes, `${recordId}/${field}`),
        get hash() {
          return keyedHash(key, bytes); // the chain alone asks for it
        },
      };
    },
    flush: () => {
      if (made.size === 0) return;
      database.transaction(() => {
        for (const [recordId, { key, at }] of made) database.run(insertKey, { recordId, key, madeAt: at });
      });
      made.clear();
    },
    discard: () => {
      made.clear();
    },
    forgetBefore: (before) => {
      const count = database.get<{ count: number }>(countOldKeys, { before })?.count ?? 0;
      if (count === 0) return 0;
      database.transaction(() => database.run(deleteOldKeys, { before }));
      database.get('pragma wal_checkpoint(truncate)'); // the log still holds the page as it was
      return count;
    },
  };
}

function readerOver(find: (recordId: string) => Uint8Array | null): SealedReader {
  const open: SealedReader['open'] = (recordId, sealed, field) => {
    const key = sealed === null ? null : find(recordId);
    return sealed === null || key === null ? null : unseal(key, sealed, `${recordId}/${field}`);
  };
  return {
    open,
    openText: (recordId, sealed, field) => {
      const plain = open(recordId, sealed, field);
      return plain === null ? null : Buffer.from(plain).toString('utf8');
    },
  };
}
