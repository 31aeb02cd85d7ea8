import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { judgeProcess, ownIdentity, processIdentity } from './process-identity.ts';

const lockRecord = processIdentity.extend({
  socketPath: z.string(),
  takenAt: z.number(),
  released: z.boolean(),
});
export type LockRecord = z.infer<typeof lockRecord>;

/** `held`: by a process that is alive or cannot be judged from here (`isCertain` false: then only its socket can tell). */
export type LockAttempt =
  | { kind: 'taken'; number: number; release(): void }
  | { kind: 'held'; by: LockRecord; number: number; isCertain: boolean };

/**
 * One core per data folder, by numbered files `core-<n>.lock`. The highest number is the lock; whoever finds its owner
 * gone makes the next number. Making a file that must not exist yet is atomic, and the highest number is never deleted,
 * so two processes that find the same dead owner cannot both win, however long one of them pauses in between.
 * (Rejected: one file that is deleted and made anew. A slow second process would delete the winner's.)
 * @param ignoring a lock number whose owner has been found gone by other means than its process number
 * @throws AppError STORE_UNAVAILABLE when another machine holds the folder or the file system cannot lock
 */
export function tryLock(dataDir: string, socketPath: string, ignoring: number | null = null): LockAttempt {
  for (;;) {
    const number = highestNumber(dataDir);
    if (number > 0 && number !== ignoring) {
      const holder = readHolder(dataDir, number);
      if (holder) return holder;
    }
    const next = number + 1;
    if (!makeExclusive(dataDir, next, record(socketPath))) continue;
    // A pause between listing and making may have let others pass; then a higher number exists and this one is void.
    if (highestNumber(dataDir) > next) {
      rmSync(lockPath(dataDir, next), { force: true });
      continue;
    }
    removeOlder(dataDir, next - 1);
    return { kind: 'taken', number: next, release: () => release(dataDir, next, socketPath) };
  }
}

function readHolder(dataDir: string, number: number): LockAttempt | null {
  const by = readRecord(dataDir, number);
  if (!by || by.released) return null;
  const verdict = judgeProcess(by);
  if (verdict === 'gone') return null;
  if (verdict === 'foreign') {
    throw new AppError(
      'STORE_UNAVAILABLE',
      `This data folder is in use on another machine (${by.host}). If nothing runs there any more, delete core-${number}.lock in it.`,
    );
  }
  return { kind: 'held', by, number, isCertain: verdict === 'alive' && by.startedAt !== null };
}

function record(socketPath: string): LockRecord {
  return { ...ownIdentity(), socketPath, takenAt: Date.now(), released: false };
}

function makeExclusive(dataDir: string, number: number, content: LockRecord): boolean {
  const draft = writeDraft(dataDir, content);
  try {
    // A link appears with its whole content; a file opened for writing could be read half-written.
    linkSync(draft, lockPath(dataDir, number));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new AppError('STORE_UNAVAILABLE', 'The data folder cannot be locked: its file system has no links.', {
      cause: error,
    });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The file stays, as a tombstone: a number that has been used must never be free again. */
function release(dataDir: string, number: number, socketPath: string): void {
  const draft = writeDraft(dataDir, { ...record(socketPath), released: true });
  renameSync(draft, lockPath(dataDir, number));
}

function writeDraft(dataDir: string, content: LockRecord): string {
  const draft = join(dataDir, `.core-${process.pid}-${randomBytes(6).toString('hex')}.draft`);
  try {
    writeFileSync(draft, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new AppError('STORE_UNAVAILABLE', 'The data folder cannot be written to. Check its owner and free space.', {
      cause: error,
    });
  }
  return draft;
}

function readRecord(dataDir: string, number: number): LockRecord | null {
  try {
    return lockRecord.parse(JSON.parse(readFileSync(lockPath(dataDir, number), 'utf8')));
  } catch {
    // Unreadable or cut off by a full disk: nobody can prove to hold it.
    return null;
  }
}

function highestNumber(dataDir: string): number {
  return lockNumbers(dataDir).reduce((highest, number) => Math.max(highest, number), 0);
}

/** The one just below stays too: a listing under way may have passed the place of the newest. */
function removeOlder(dataDir: string, below: number): void {
  for (const number of lockNumbers(dataDir)) if (number < below) rmSync(lockPath(dataDir, number), { force: true });
}

function lockNumbers(dataDir: string): number[] {
  return readdirSync(dataDir)
    .map((name) => /^core-(\d{1,9})\.lock$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
}

function lockPath(dataDir: string, number: number): string {
  return join(dataDir, `core-${number}.lock`);
}
