import { createSystemClock } from '../../../src-main/platform/clock.ts';
import { createLogger } from '../../../src-main/platform/logger.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { benchRecords } from '../../bench/store-rows.ts';
import type { Folders } from '../folders.ts';

export const tenThousand = 10_000;
const rowsPerWrite = 1000;

/** Puts failures of one connection into the cache of a folder that no core has open. */
export async function fillCache(folders: Folders, connectionId: string): Promise<void> {
  const store = await openStore({
    dataDir: folders.dataDir,
    clock: createSystemClock(),
    logger: createLogger({ level: 'error' }),
    osKeyStore: null,
    keyFileDir: folders.configDir,
  });
  try {
    for (let done = 0; done < tenThousand; done += rowsPerWrite) {
      const records = benchRecords(rowsPerWrite, done).map((record) => {
        const { channelId, nativeId } = record.failure;
        const failureId = `${connectionId}/${channelId}/${nativeId}`;
        return { ...record, failure: { ...record.failure, connectionId, failureId } };
      });
      await store.cache.putFailures(records);
    }
  } finally {
    await store.close();
  }
}
