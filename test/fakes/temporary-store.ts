import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Logger } from '../../src-main/platform/ports.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
};

/** A real store in a folder of its own. `reopen` is what a restarted process would see; `remove` ends it all. */
export type TemporaryStore = {
  store: Store;
  dataDir: string;
  keyFileDir: string;
  reopen(): Promise<Store>;
  remove(): Promise<void>;
};

export async function openTemporaryStore(clock: Clock): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'vaktbord-store-'));
  const dataDir = join(folder, 'data');
  const keyFileDir = join(folder, 'key');
  const open = () =>
    openStore({
      dataDir,
      keyFileDir,
      clock,
      logger: silentLogger,
      osKeyStore: null,
    });
  const current: TemporaryStore = {
    store: await open(),
    dataDir,
    keyFileDir,
    async reopen() {
      await current.store.close();
      current.store = await open();
      return current.store;
    },
    async remove() {
      await current.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return current;
}
