import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { copyDatabase } from '../sqlite/copy-database.ts';
import { toStoreError } from '../sqlite/store-error.ts';
import { syncFile, syncFolder, writeAtomically } from './atomic-write.ts';
import { describeFile, manifestName } from './backup-manifest.ts';
import { dataFiles, dataPath } from './data-paths.ts';

/** Within the folder the administrator named. `restoreBackup` reads either: one of them is whole at any time. */
export const copyNames = { newest: 'journal-copy', before: 'journal-copy.before' } as const;

/**
 * Writes a second copy of the journal, of the wrapped keys that open it and of the audit checkpoints: into a folder of its own, each
 * file and the folder on the disk, which then takes the place of the copy before.
 * Record keys stay out: a reason, edit or sent body is forgotten by deleting its key, and a copy elsewhere, perhaps in
 * a backup or a snapshot, could not be made to forget. Cache, history and engine passwords can be had again.
 * @throws AppError STORE_UNAVAILABLE (full, read-only, not there); the copy before is then unchanged
 */
export function writeJournalCopy(copy: { dataDir: string; targetDir: string; key: Uint8Array; at: number }): void {
  const { dataDir, targetDir } = copy;
  const fresh = join(targetDir, 'journal-copy.tmp');
  try {
    // The folder itself is not made anew: an unmounted drive would be filled up under its mount point.
    readdirSync(targetDir);
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    // Checkpoints first: one of lines that the copied journal does not have yet would look like a cut.
    for (const name of ['checkpoints', 'keys'] as const) {
      if (existsSync(dataPath(dataDir, name))) copyFileSync(dataPath(dataDir, name), join(fresh, dataFiles[name]));
    }
    copyDatabase(dataPath(dataDir, 'journal'), join(fresh, dataFiles.journal), copy.key);
    const files = readdirSync(fresh)
      .sort()
      .map((name) => describeFile(fresh, name));
    for (const { name } of files) syncFile(join(fresh, name));
    writeAtomically(
      join(fresh, manifestName),
      `${JSON.stringify({ version: 1, createdAt: copy.at, files }, null, 2)}\n`,
    );
    takePlace(targetDir, fresh);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw toStoreError(error);
  }
}

function takePlace(targetDir: string, fresh: string): void {
  const newest = join(targetDir, copyNames.newest);
  const before = join(targetDir, copyNames.before);
  if (existsSync(newest)) {
    rmSync(before, { recursive: true, force: true });
    renameSync(newest, before);
  }
  renameSync(fresh, newest);
  rmSync(before, { recursive: true, force: true });
  syncFolder(targetDir);
}

/**
 * Whether the folder can take the copy: named whole, outside the data folder (links followed), there, and writable.
 * @throws AppError BAD_INPUT with `store.copy.*`
 */
export function proveCopyFolder(dataDir: string, targetDir: string): void {
  if (!isAbsolute(targetDir)) throw refused('notAbsolute', 'Write the whole path of the folder for the copy.');
  if (isWithin(realPathOf(dataDir), realPathOf(targetDir))) {
    throw refused('insideDataFolder', 'The copy cannot lie in the data folder: it would be lost together with it.');
  }
  try {
    if (!statSync(targetDir).isDirectory()) throw notWritable();
    const probe = join(targetDir, `.vaktbord-${process.pid}.probe`);
    mkdirSync(probe);
    rmSync(probe, { recursive: true });
  } catch (cause) {
    throw notWritable(cause);
  }
}

/** Of what is there of it: a folder that does not exist yet lies where its nearest parent does. */
function realPathOf(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole) || dirname(whole) === whole) return realpathSync(whole);
  return join(realPathOf(dirname(whole)), relative(dirname(whole), whole));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || isAbsolute(way));
}

function notWritable(cause?: unknown): AppError {
  return refused('notWritable', 'The folder for the copy is not there, or cannot be written to.', cause);
}

function refused(what: string, message: string, cause?: unknown): AppError {
  return new AppError('BAD_INPUT', message, { cause, messageKey: `store.copy.${what}` });
}
