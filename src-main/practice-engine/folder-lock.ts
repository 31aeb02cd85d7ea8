import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../src-shared/domain/app-error.ts';

const heartbeatMs = 1_000;
/** A lock whose file has not been touched for this long belongs to nobody: its process was killed. */
const staleAfterMs = 4_000;
const waitMs = 6_000;

/**
 * One engine per data folder. An engine whose parent was killed needs a moment to end; the next one waits for it.
 * @returns a function that gives the folder back
 * @throws AppError CONFLICT when another engine still uses the folder after 6 s
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'lock');
  for (const giveUpAt = Date.now() + waitMs; ; await sleep(50)) {
    if (tryLock(path)) break;
    if (isStale(path)) rmSync(path, { force: true });
    else if (Date.now() > giveUpAt) throw new AppError('CONFLICT', 'Another practice engine uses this data folder.');
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      // Somebody removed the folder under a running engine: that is theirs to notice, not a reason to fall over.
    }
  }, heartbeatMs).unref();
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

function tryLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(path: string): boolean {
  try {
    const processId = Number(readFileSync(path, 'utf8'));
    return Date.now() - statSync(path).mtimeMs > staleAfterMs || (processId > 0 && !isAlive(processId));
  } catch {
    return false; // it went away just now: the next attempt will have it
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
