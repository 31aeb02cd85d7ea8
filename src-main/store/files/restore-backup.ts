import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { OsKeyStore } from '../../platform/ports.ts';
import { fileKey } from '../journal/open-journal.ts';
import { readKeysFile, unlock } from '../keys/data-key.ts';
import { openForReading } from '../sqlite/open-database.ts';
import { toStoreError } from '../sqlite/store-error.ts';
import { makeEmptyFolder } from './backup.ts';
import { type BackupFile, describeFile, manifest, manifestName } from './backup-manifest.ts';
import { dataFiles } from './data-paths.ts';

export type RestoreDeps = {
  backupDir: string;
  dataDir: string;
  osKeyStore: OsKeyStore | null;
  keyFileDir: string;
  passphrase?: string | null;
};

/**
 * Copies a backup into a new or empty folder, after every file's SHA-256 and the key have been proved. A folder in use holds files, so a
 * running core's folder is refused as well.
 * @throws AppError BAD_INPUT (folder not empty, no backup, a file missing or changed), STORE_UNAVAILABLE (no key opens, disk full)
 */
export function restoreBackup(deps: RestoreDeps): { files: BackupFile[] } {
  const { backupDir, dataDir } = deps;
  const { files } = readManifest(backupDir);
  for (const file of files) proveFile(backupDir, file);
  proveKey(deps);
  makeEmptyFolder(dataDir);
  try {
    for (const { name } of files) copyFileSync(join(backupDir, name), join(dataDir, name));
  } catch (error) {
    throw toStoreError(error);
  }
  return { files };
}

const restorable: ReadonlySet<string> = new Set([
  dataFiles.journal,
  dataFiles.recordKeys,
  dataFiles.history,
  dataFiles.keys,
  dataFiles.secrets,
  dataFiles.checkpoints,
]);

function readManifest(backupDir: string): { files: BackupFile[] } {
  const path = join(backupDir, manifestName);
  if (!existsSync(path)) throw refused('There is no backup.json in that folder: it is not a whole backup.');
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw refused('backup.json cannot be read.', cause);
  }
}

function proveFile(backupDir: string, expected: BackupFile): void {
  if (!restorable.has(expected.name))
    throw refused(`backup.json names a file that is no part of a backup: ${expected.name}.`);
  if (!existsSync(join(backupDir, expected.name))) throw refused(`The backup lacks ${expected.name}.`);
  if (describeFile(backupDir, expected.name).sha256 !== expected.sha256) {
    throw refused(`${expected.name} is not as it was backed up (its SHA-256 differs). Take another backup.`);
  }
}

/** Opens the journal where it lies; opening for reading changes no file. */
function proveKey({ backupDir, osKeyStore, keyFileDir, passphrase }: RestoreDeps): void {
  const file = readKeysFile(join(backupDir, dataFiles.keys));
  const { dataKey } = unlock(file, { osKeyStore, keyFileDir, passphrase: passphrase ?? null });
  try {
    openForReading(join(backupDir, dataFiles.journal), { key: fileKey(dataKey, 'journal') }).close();
  } catch (error) {
    throw toStoreError(error);
  }
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('BAD_INPUT', message, { cause, messageKey: 'store.backupRefused' });
}
