import { mkdirSync } from 'node:fs';
import { createChangeMarks } from '../platform/change-marks.ts';
import { entryPath } from '../platform/entry-path.ts';
import type { Clock, Logger, OsKeyStore } from '../platform/ports.ts';
import { createCacheStore } from './cache/cache-store.ts';
import { backupFolder } from './files/backup.ts';
import { dataPath } from './files/data-paths.ts';
import { folderSizes } from './files/folder-sizes.ts';
import { proveCopyFolder } from './files/journal-copy.ts';
import { markRunning, unmarkRunning, wasCutOff } from './files/running-mark.ts';
import { createHistoryStore } from './history/history-store.ts';
import { createJournalStore } from './journal/journal-store.ts';
import { createJournalCopy } from './journal-copy.ts';
import { addSlot, openFolderKey } from './keys/data-key.ts';
import { createSecretsFile } from './keys/secrets-file.ts';
import type { Keyring } from './keys/wrap-key.ts';
import { toStoreError } from './sqlite/store-error.ts';
import type { Store, StoreNotice } from './store.ts';
import { createLanes, type Lanes } from './worker/lanes.ts';

/**
 * `osKeyStore` null = this shell has none. `keyFileDir`: the user's configuration folder, never inside `dataDir`.
 * `installationName` goes into the journal on first run; absent = `vaktbord`.
 */
export type OpenStoreDeps = {
  dataDir: string;
  clock: Clock;
  logger: Logger;
  osKeyStore: OsKeyStore | null;
  keyFileDir: string;
  passphrase?: string | null;
  installationName?: string;
};

/**
 * Opens a data folder or makes it on first run. A damaged cache or history is set aside and begun anew (see `notices`).
 * @throws AppError STORE_UNAVAILABLE: no key opens, newer schema, damaged journal (never touched), disk full, read-only
 */
export async function openStore(deps: OpenStoreDeps): Promise<Store> {
  const { dataDir, clock, logger } = deps;
  const keyring: Keyring = {
    osKeyStore: deps.osKeyStore,
    keyFileDir: deps.keyFileDir,
    passphrase: deps.passphrase ?? null,
  };
  makeFolder(dataDir);
  let folderKey = openFolderKey(dataDir, keyring, clock.now());
  const { dataKey } = folderKey;
  const notices: StoreNotice[] = [];
  const setup = { dataDir, dataKey, installationName: deps.installationName ?? 'vaktbord' };
  const cacheListeners = new Set<() => void>();
  const changes = createChangeMarks();
  const onCacheBegunAnew = () => {
    changes.touchAll();
    for (const listener of cacheListeners) listener();
  };
  const entry = entryPath(import.meta.url, 'store-worker');
  const lanes = createLanes({ entry, setup, clock, logger, notices, onCacheBegunAnew });
  try {
    await lanes.openAll({ mustCheckJournal: wasCutOff(dataDir) });
  } catch (error) {
    await lanes.close();
    throw error;
  }
  markRunning(dataDir);
  const journalCopy = createJournalCopy({ clock, logger, write: lanes.copyJournal });
  const journal = createJournalStore(lanes, clock, journalCopy.note);
  let closing: Promise<void> | null = null;
  const closeStore = async () => {
    try {
      await journal.audit.checkpoint();
    } finally {
      await journalCopy.close();
      await lanes.close(); // also when the disk is too full for a checkpoint: the mark stays, and the next start checks
    }
    unmarkRunning(dataDir);
  };
  return {
    notices,
    cache: createCacheStore(lanes, { clock, changes }),
    journal,
    history: createHistoryStore(lanes),
    secrets: createSecretsFile(dataPath(dataDir, 'secrets'), dataKey),
    keySlots: () =>
      folderKey.slots.map(({ kind, createdAt }) => ({ kind, createdAt, protectsKey: `settings.keySlot.${kind}` })),
    addKeySlot: (slot) => {
      const passphrase = slot.kind === 'passphrase' ? slot.passphrase : null;
      folderKey = addSlot(dataDir, folderKey, {
        kind: slot.kind,
        keyring: { ...keyring, passphrase },
        now: clock.now(),
      });
      journalCopy.note(); // the wrapped keys go with the journal
    },
    sizes: async () => folderSizes(dataDir),
    check: () => checkAndHeal(lanes),
    onCacheBegunAnew: (listener) => {
      cacheListeners.add(listener);
      return () => void cacheListeners.delete(listener);
    },
    wipe: (keepKeysFrom) => wipe(lanes, keepKeysFrom),
    backup: (targetDir) => backupFolder({ dataDir, targetDir, lanes, at: clock.now() }),
    journalCopy: { ...journalCopy, prove: (path) => proveCopyFolder(dataDir, path) },
    close: () => {
      closing ??= closeStore();
      return closing;
    },
  };
}

/** A damaged journal is only named. */
async function checkAndHeal(lanes: Lanes): Promise<{ checked: number; damaged: string[] }> {
  const found = await lanes.check('all');
  if (found.damaged.some((name) => name.startsWith('cache/'))) await lanes.setCacheAside();
  if (found.damaged.includes('history.db')) await lanes.setHistoryAside();
  return found;
}

/** Keys first: they are what makes the rest unreadable should the machine stop in between. */
async function wipe(lanes: Lanes, keepKeysFrom: number) {
  const recordKeys = await lanes.writeJournal('forgetRecordsBefore', { before: keepKeysFrom });
  const cache = await lanes.eraseCache();
  const history = await lanes.eraseHistory();
  return { files: cache.files + history.files, bytes: cache.bytes + history.bytes, recordKeys };
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toStoreError(error);
  }
}
