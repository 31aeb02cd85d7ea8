import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toStoreError } from '../sqlite/store-error.ts';
import { dataFiles } from './data-paths.ts';

/** What a deletion took away, so that it can be proved. */
export type Erased = { files: number; bytes: number };

/** Beside the files themselves: their logs, what was set aside as damaged, and copies made before a migration. */
const belongings: Record<'cache' | 'history', readonly string[]> = {
  cache: [dataFiles.cache, `${dataFiles.cache}.damaged-`],
  history: [dataFiles.history, `${dataFiles.recordKeys}.before-`],
};

/** Deletes all that is kept of cache or history. Their databases must be closed. @throws AppError STORE_UNAVAILABLE */
export function eraseFiles(dataDir: string, name: 'cache' | 'history'): Erased {
  const [own, ...others] = belongings[name];
  const erased: Erased = { files: 0, bytes: 0 };
  try {
    for (const entry of readdirSync(dataDir)) {
      const isOwn = name === 'history' ? entry.startsWith(own!) : entry === own;
      if (!isOwn && !others.some((prefix) => entry.startsWith(prefix))) continue;
      count(join(dataDir, entry), erased);
      rmSync(join(dataDir, entry), { recursive: true, force: true });
    }
  } catch (error) {
    throw toStoreError(error);
  }
  return erased;
}

function count(path: string, erased: Erased): void {
  const stat = lstatSync(path);
  if (stat.isDirectory()) {
    for (const entry of readdirSync(path)) count(join(path, entry), erased);
    return;
  }
  erased.files += 1;
  erased.bytes += stat.size;
}
