import { existsSync, renameSync } from 'node:fs';
import { toStoreError } from '../sqlite/store-error.ts';
import { dataPath } from './data-paths.ts';

/** Renames damaged files to `<name>.damaged-<time>`, so that they can be looked at. @returns the new path */
export function setAside(dataDir: string, name: 'cache' | 'history', at: number): string {
  const from = dataPath(dataDir, name);
  const aside = `${from}.damaged-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${aside}${suffix}`);
    }
  } catch (error) {
    throw toStoreError(error);
  }
  return aside;
}
