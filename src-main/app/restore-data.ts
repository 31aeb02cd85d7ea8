import { restoreBackup } from '../store/files/restore-backup.ts';

/**
 * Puts a backup into a new data folder; no core can be running there, because it must be empty.
 * @param configDir where the key file that opens the backup is; a passphrase does as well
 * @throws AppError BAD_INPUT for a folder in use or a backup that is not whole, STORE_UNAVAILABLE when no key opens it
 */
export function restoreData(options: {
  backupDir: string;
  dataDir: string;
  configDir: string;
  passphrase: string | null;
}): { files: { name: string; sizeBytes: number; sha256: string }[] } {
  const { backupDir, dataDir, configDir, passphrase } = options;
  return restoreBackup({ backupDir, dataDir, osKeyStore: null, keyFileDir: configDir, passphrase });
}
