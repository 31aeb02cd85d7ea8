import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeAtomically } from '../files/atomic-write.ts';
import { storeError } from '../sqlite/store-error.ts';
import type { SecretsFile } from '../store.ts';
import { deriveKey, seal, unseal } from './seal.ts';

const context = 'secrets.enc/1';
const content = z.record(z.string(), z.record(z.string(), z.string()));
type Content = Map<string, Record<string, string>>;

/** `secrets.enc`: one sealed JSON text, replaced as a whole on every write. Small, so it is read anew each time. */
export function createSecretsFile(path: string, dataKey: Uint8Array): SecretsFile {
  const key = deriveKey(dataKey, 'secrets.enc');
  let last: Promise<void> = Promise.resolve();
  return {
    read: async (connectionId) => readAll(path, key).get(connectionId) ?? null,
    write: (connectionId, values) => {
      // One after another: two writers at once would each put back the other's old values.
      const next = last.then(() => {
        const all = readAll(path, key);
        if (values === null) all.delete(connectionId);
        else all.set(connectionId, values);
        writeAtomically(path, seal(key, Buffer.from(JSON.stringify(Object.fromEntries(all))), context));
      });
      last = next.catch(() => undefined); // the caller is told; the next write must not be
      return next;
    },
  };
}

function readAll(path: string, key: Uint8Array): Content {
  if (!existsSync(path)) return new Map();
  const plain = unseal(key, readFileSync(path), context);
  if (plain === null) {
    throw storeError('damaged', {
      message: 'secrets.enc is damaged. Delete it and type the engine passwords again, or restore a backup.',
    });
  }
  return new Map(Object.entries(content.parse(JSON.parse(Buffer.from(plain).toString('utf8')))));
}
