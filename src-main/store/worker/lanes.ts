import type { Clock, Logger } from '../../platform/ports.ts';
import { type Erased, eraseFiles } from '../files/erase-files.ts';
import { setAside } from '../files/set-aside.ts';
import { pinAddon } from '../sqlite/pin-addon.ts';
import { isTrouble, storeError } from '../sqlite/store-error.ts';
import type { StoreNotice } from '../store.ts';
import type { cacheLaneOperations } from './cache-writer-lane.ts';
import type { checkerOperations } from './checker-lane.ts';
import { createHealing, type Healing } from './healing.ts';
import type { journalLaneOperations } from './journal-writer-lane.ts';
import { createLane, type Lane } from './lane.ts';
import type { LaneRole, LaneSetup, OperationMap } from './protocol.ts';
import type { readerOperations } from './reader-lane.ts';

type ReaderCall = Lane<typeof readerOperations>['call'];

/** All database threads of one store: a writer for the cache, one for journal and history, two readers, a checker on demand. */
export type Lanes = {
  /** Proves key, header and schema of every file; `mustCheckJournal` reads the whole journal first. */
  openAll(options: { mustCheckJournal: boolean }): Promise<void>;
  /** Calls on the cache are made once more after a damaged cache was set aside. */
  writeCache: Lane<typeof cacheLaneOperations>['call'];
  readCache: ReaderCall;
  /** In every reading thread, so that the first page asked for finds files open and counts known. */
  warmCache(connectionIds: string[]): Promise<void>;
  writeJournal: Lane<typeof journalLaneOperations>['call'];
  readJournal: ReaderCall;
  writeHistory: Lane<typeof journalLaneOperations>['call'];
  readHistory: ReaderCall;
  /** In a thread of its own that ends afterwards. */
  check(scope: 'all' | 'journal'): Promise<{ checked: number; damaged: string[] }>;
  /** In a thread of its own, so that a disk that hangs keeps nobody waiting. */
  copyJournal(targetDir: string): Promise<void>;
  setCacheAside(): Promise<void>;
  setHistoryAside(): Promise<void>;
  /** Deletes the files, with everything set aside before, and begins anew. */
  eraseCache(): Promise<Erased>;
  eraseHistory(): Promise<Erased>;
  close(): Promise<void>;
};

export type LanesDeps = {
  entry: URL;
  setup: Omit<LaneSetup, 'role'>;
  clock: Clock;
  logger: Logger;
  notices: StoreNotice[];
  /** The cache is empty again: what was known of it no longer holds. */
  onCacheBegunAnew: () => void;
};

export function createLanes({ entry, setup, clock, logger, notices, onCacheBegunAnew }: LanesDeps): Lanes {
  pinAddon();
  const start = <Operations extends OperationMap>(role: LaneRole) => createLane<Operations>(entry, { ...setup, role });
  const cacheWriter = start<typeof cacheLaneOperations>('cache-writer');
  const journalWriter = start<typeof journalLaneOperations>('journal-writer');
  const readers = [start<typeof readerOperations>('reader'), start<typeof readerOperations>('reader')] as const;
  // The second reader is started when the first one is busy.
  const read: ReaderCall = (name, args) => {
    const [first, second] = readers;
    return (first.pending() <= second.pending() ? first : second).call(name, args);
  };
  const note = (kind: StoreNotice['kind'], path: string | null) => {
    notices.push({ kind, at: clock.now(), path });
    logger.warn('data folder', { kind });
  };

  /** `clear` runs while no thread has the files open. */
  const renewCache = async (clear: () => void) => {
    await Promise.all([cacheWriter.call('closeCache', null), ...readers.map((lane) => lane.call('closeCache', null))]);
    clear();
    await cacheWriter.call('openCache', null);
    onCacheBegunAnew();
  };
  const renewHistory = async (clear: () => void) => {
    await Promise.all([
      journalWriter.call('closeHistory', null),
      ...readers.map((lane) => lane.call('closeHistory', null)),
    ]);
    clear();
    await journalWriter.call('openHistory', null);
  };
  const cache = createHealing(() =>
    renewCache(() => note('cache-set-aside', setAside(setup.dataDir, 'cache', clock.now()))),
  );
  const history = createHealing(() =>
    renewHistory(() => note('history-set-aside', setAside(setup.dataDir, 'history', clock.now()))),
  );
  const withChecker = async <T>(use: (checker: Lane<typeof checkerOperations>) => Promise<T>): Promise<T> => {
    const checker = start<typeof checkerOperations>('checker');
    try {
      return await use(checker);
    } finally {
      await checker.close();
    }
  };
  const check: Lanes['check'] = (scope) => withChecker((checker) => checker.call('checkFiles', { scope }));

  return {
    async openAll({ mustCheckJournal }) {
      // Threads load side by side; files are opened one after the other, the journal first.
      for (const lane of [journalWriter, cacheWriter, readers[0]]) lane.start();
      await explainJournal(journalWriter.call('openJournal', null));
      if (mustCheckJournal) {
        note('unclean-stop', null);
        const { damaged } = await check('journal');
        if (damaged.length > 0) throw journalDamaged();
      }
      await history.run(() => journalWriter.call('openHistory', null));
      await cache.run(() => cacheWriter.call('openCache', null));
    },
    writeCache: (name, args) => cache.run(() => cacheWriter.call(name, args)),
    readCache: (name, args) => cache.run(() => read(name, args)),
    warmCache: async (connectionIds) => {
      for (const lane of readers) await cache.run(() => lane.call('warm', { connectionIds }));
    },
    writeJournal: (name, args) => explainJournal(journalWriter.call(name, args)),
    readJournal: (name, args) => explainJournal(read(name, args)),
    writeHistory: (name, args) => history.run(() => journalWriter.call(name, args)),
    readHistory: (name, args) => history.run(() => read(name, args)),
    check,
    copyJournal: (targetDir) => withChecker((checker) => checker.call('copyJournal', { targetDir, at: clock.now() })),
    setCacheAside: cache.heal,
    setHistoryAside: history.heal,
    eraseCache: () => erase(cache, renewCache, () => eraseFiles(setup.dataDir, 'cache')),
    eraseHistory: () => erase(history, renewHistory, () => eraseFiles(setup.dataDir, 'history')),
    async close() {
      await Promise.all([cacheWriter, journalWriter, ...readers].map((lane) => lane.close()));
    },
  };
}

async function erase(
  healing: Healing,
  renew: (clear: () => void) => Promise<void>,
  eraseNow: () => Erased,
): Promise<Erased> {
  let erased: Erased = { files: 0, bytes: 0 };
  await healing.replace(() =>
    renew(() => {
      erased = eraseNow();
    }),
  );
  return erased;
}

/** Nothing is repaired in what people did: the operator decides. */
function journalDamaged(cause?: unknown) {
  return storeError('damaged', {
    cause,
    message:
      'The journal is damaged and was not touched. Keep this folder, and restore the newest backup into a new one with "cli restore".',
  });
}

async function explainJournal<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isTrouble(error, 'damaged') ? journalDamaged(error) : error;
  }
}
