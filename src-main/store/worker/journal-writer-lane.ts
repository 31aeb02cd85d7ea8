import { createKeyHasher, type KeyHasher } from '../cache/key-hash.ts';
import { dataPath } from '../files/data-paths.ts';
import { historyWriterOperations } from '../history/history-operations.ts';
import { latencyWriterOperations } from '../history/latency-operations.ts';
import { historyMigrations } from '../history/schema.ts';
import { unitWriterOperations } from '../history/unit-operations.ts';
import { commitGroup, type GroupedWrite } from '../journal/group-commit.ts';
import { journalWriterOperations, unsyncedWrites } from '../journal/journal-writer-operations.ts';
import { fileKey, type OpenJournal, openJournal } from '../journal/open-journal.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openForWriting } from '../sqlite/open-database.ts';
import { findOperation } from './find-operation.ts';
import type { LaneRequest, LaneSetup } from './protocol.ts';

type JournalLaneContext = {
  open(): OpenJournal;
  history(): WritableDatabase;
  closeHistory(): void;
  hashKey: KeyHasher;
};

/** What runs alone, outside group commits. */
const aloneOperations = {
  ...historyWriterOperations,
  ...latencyWriterOperations,
  ...unitWriterOperations,

  openJournal: ({ open }: JournalLaneContext, _nothing: null): void => {
    open();
  },
  openHistory: ({ history }: JournalLaneContext, _nothing: null): void => {
    history();
  },
  /** So that a damaged file can be set aside; the next call opens anew. */
  closeHistory: ({ closeHistory }: JournalLaneContext, _nothing: null): void => {
    closeHistory();
  },
  /** Signs the head after everything before it has reached the disk. */
  writeCheckpoint: ({ open }: JournalLaneContext, { at }: { at: number }): void => {
    syncToDisk(open().journal);
    open().checkpointer.write(at);
  },
  forgetRecordsBefore: ({ open }: JournalLaneContext, { before }: { before: number }): number =>
    open().sealed.forgetBefore(before),
  /** Consistent copies; VACUUM INTO keeps key and cipher (tested). */
  copyFiles: ({ open, history }: JournalLaneContext, { journal, recordKeys, historyCopy }: CopyTargets): void => {
    open().recordKeys.run('vacuum into @path', { path: recordKeys });
    open().journal.run('vacuum into @path', { path: journal });
    history().run('vacuum into @path', { path: historyCopy });
  },
};

type CopyTargets = { journal: string; recordKeys: string; historyCopy: string };

export const journalLaneOperations = { ...journalWriterOperations, ...aloneOperations };

/** The one thread that writes journal, record keys and history. Journal writes that arrive together share one commit. */
export function createJournalWriterLane({ dataDir, dataKey, installationName }: LaneSetup) {
  let journal: OpenJournal | null = null;
  let history: WritableDatabase | null = null;
  let group: GroupedWrite[] = [];
  const closeHistory = () => {
    history?.close();
    history = null;
  };
  const context: JournalLaneContext = {
    closeHistory,
    hashKey: createKeyHasher(dataKey),
    open: () => {
      journal ??= openJournal(dataDir, { dataKey, installationName, now: Date.now() });
      return journal;
    },
    history: () => {
      history ??= openHistory(dataDir, dataKey);
      return history;
    },
  };
  const commit = () => {
    const writes = group;
    group = [];
    if (writes.length === 0) return;
    const opened = context.open();
    commitGroup(opened, writes);
    opened.checkpointer.writeIfDue(Date.now());
  };
  const join = ({ name, args }: LaneRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (group.length === 0) setImmediate(commit); // after every request that has arrived by then
      const run = () => findOperation(journalWriterOperations, name)(context.open(), args);
      group.push({ sync: needsSync(name, args), run, resolve, reject });
    });
  return (request: LaneRequest): unknown => {
    if (Object.hasOwn(journalWriterOperations, request.name)) return join(request);
    commit(); // what came first is written first
    if (request.name === 'close') {
      closeHistory();
      return journal?.close();
    }
    return findOperation(aloneOperations, request.name)(context, request.args);
  };
}

/** Empties the write-ahead log into the file with fsync, so that commits that did not wait for the disk are on it. */
function syncToDisk(journal: WritableDatabase): void {
  journal.exec('pragma synchronous = FULL');
  journal.get('pragma wal_checkpoint(full)');
}

function needsSync(name: string, args: unknown): boolean {
  if (unsyncedWrites.has(name)) return false;
  return !(typeof args === 'object' && args !== null && 'sync' in args && args.sync === false);
}

function openHistory(dataDir: string, dataKey: Uint8Array): WritableDatabase {
  const key = fileKey(dataKey, 'history');
  const database = openForWriting(dataPath(dataDir, 'history'), { key, synchronous: 'NORMAL' });
  migrate(database, historyMigrations);
  return database;
}
