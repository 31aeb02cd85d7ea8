import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFiles } from './data-paths.ts';

/** Sizes on disk in bytes, with write-ahead logs; of files that come and go while this looks, what was there. */
export function folderSizes(dataDir: string): { cacheBytes: number; journalBytes: number; historyBytes: number } {
  const sum = (folder: string, isOurs: (name: string) => boolean) => {
    if (!existsSync(folder)) return 0;
    const names = readdirSync(folder).filter(isOurs);
    return names.reduce(
      (total, name) => total + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  };
  return {
    cacheBytes: sum(join(dataDir, dataFiles.cache), () => true),
    journalBytes: sum(dataDir, (name) => name.startsWith(dataFiles.journal) || name.startsWith(dataFiles.recordKeys)),
    historyBytes: sum(dataDir, (name) => name.startsWith(dataFiles.history)),
  };
}
