import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { toStoreError } from '../sqlite/store-error.ts';
import type { Lanes } from '../worker/lanes.ts';
import { writeAtomically } from './atomic-write.ts';
import { type BackupFile, describeFile, manifestName } from './backup-manifest.ts';
import { dataFiles, dataPath } from './data-paths.ts';

/**
 * Copies journal, record keys, history, wrapped keys, secrets and checkpoints into a new or empty folder, then writes `backup.json`
 * with size and SHA-256 of each. The cache is left out: it is refilled from the engines.
 * @throws AppError BAD_INPUT when the folder is not empty, STORE_UNAVAILABLE (disk full, read-only)
 */
export async function backupFolder(deps: {
  dataDir: string;
  targetDir: string;
  lanes: Lanes;
  at: number;
}): Promise<{ files: BackupFile[] }> {
  const { dataDir, targetDir, lanes, at } = deps;
  makeEmptyFolder(targetDir);
  const target = (name: keyof typeof dataFiles) => join(targetDir, dataFiles[name]);
  await lanes.writeJournal('copyFiles', {
    journal: target('journal'),
    recordKeys: target('recordKeys'),
    historyCopy: target('history'),
  });
  try {
    for (const name of ['keys', 'secrets', 'checkpoints'] as const) {
      if (existsSync(dataPath(dataDir, name))) copyFileSync(dataPath(dataDir, name), target(name));
    }
    const files = readdirSync(targetDir)
      .sort()
      .map((name) => describeFile(targetDir, name));
    writeAtomically(
      join(targetDir, manifestName),
      `${JSON.stringify({ version: 1, createdAt: at, files }, null, 2)}\n`,
    );
    return { files };
  } catch (error) {
    throw toStoreError(error);
  }
}

/** @throws AppError BAD_INPUT when there is something in it */
export function makeEmptyFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw toStoreError(error);
  }
  throw new AppError('BAD_INPUT', 'The folder is not empty. Choose a new one.', { messageKey: 'store.folderNotEmpty' });
}
