import type { WritableDatabase } from '../sqlite/database.ts';
import { toStoreError } from '../sqlite/store-error.ts';
import type { JournalWriterContext } from './journal-context.ts';

/** One write that joins a group. `sync` false = its commit need not reach the disk by itself. */
export type GroupedWrite = {
  sync: boolean;
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
};

/**
 * Commits writes that arrived together in one transaction with one fsync. Each is a savepoint of its own: one that is refused
 * leaves no trace and the others stand. Nobody is answered before the commit; when that fails, all are refused.
 */
export function commitGroup({ journal, sealed }: JournalWriterContext, writes: readonly GroupedWrite[]): void {
  const answers: (() => void)[] = [];
  try {
    // Outside a transaction, as SQLite wants it. NORMAL appends to the log without waiting for the disk.
    journal.exec(`pragma synchronous = ${writes.some(({ sync }) => sync) ? 'FULL' : 'NORMAL'}`);
    journal.transaction(() => {
      for (const write of writes) answers.push(runInSavepoint(journal, write));
      sealed.flush(); // a sealed value without its key would be lost, a key without its value harms nothing
    });
  } catch (error) {
    sealed.discard();
    for (const { reject } of writes) reject(toStoreError(error));
    return;
  }
  for (const answer of answers) answer();
}

function runInSavepoint({ run, exec }: WritableDatabase, write: GroupedWrite): () => void {
  run('savepoint one'); // prepared once, which `exec` is not
  try {
    const value = write.run();
    run('release one');
    return () => {
      write.resolve(value);
    };
  } catch (error) {
    if (isFatal(error)) throw error;
    exec('rollback to one; release one');
    return () => {
      write.reject(error);
    };
  }
}

/** A full disk or a lock concerns the whole transaction, which SQLite may have rolled back already. */
function isFatal(error: unknown): boolean {
  return toStoreError(error).code === 'STORE_UNAVAILABLE';
}
