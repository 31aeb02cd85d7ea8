import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';

/** Longest path of a Unix socket that every supported system takes, in bytes (Linux has 108, macOS 104, with a final 0). */
const longestSocketPath = 100;

/**
 * Makes the data folder (0700) if need be and checks that it belongs to who runs this process.
 * @returns its absolute path
 * @throws AppError STORE_UNAVAILABLE
 */
export function openDataFolder(dataDir: string): string {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError('STORE_UNAVAILABLE', 'The data folder cannot be made. Choose another one with --data.', {
      cause: error,
    });
  }
  requireOwnFolder(folder, statSync(folder));
  return folder;
}

/** The core's address: `core.sock` in the folder, a short path when that is too long, a named pipe on Windows. */
export function socketPathOf(folder: string): string {
  const key = createHash('sha256').update(`${userInfo().username}\n${folder}`).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\vaktbord-${key}`;
  const inFolder = join(folder, 'core.sock');
  return Buffer.byteLength(inFolder) <= longestSocketPath ? inFolder : join(shortSocketFolder(), `${key}.sock`);
}

function shortSocketFolder(): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const folder = join(runtime || tmpdir(), `vaktbord-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // In a shared folder such as /tmp somebody else may have made it first, or put a link there.
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new AppError('STORE_UNAVAILABLE', 'The folder for the local socket is not a folder.');
  requireOwnFolder(folder, found);
  chmodSync(folder, 0o700);
  return folder;
}

function requireOwnFolder(folder: string, found: { uid: number; isDirectory(): boolean }): void {
  if (!found.isDirectory()) throw new AppError('STORE_UNAVAILABLE', `${folder} is not a folder.`);
  const own = process.getuid?.();
  if (own !== undefined && found.uid !== own) {
    throw new AppError('STORE_UNAVAILABLE', `${folder} belongs to another user of this machine.`);
  }
}
