import type { Clock } from '../../platform/ports.ts';
import type { CacheStore } from '../store.ts';
import type { Lanes } from '../worker/lanes.ts';

const rowsPerTransaction = 1000;

/** The cache's side of the port: each call goes to its thread. */
export function createCacheStore({ writeCache, readCache }: Lanes, clock: Clock): CacheStore {
  return {
    async putFailures(records) {
      const total = { added: 0, updated: 0 };
      for (let start = 0; start < records.length; start += rowsPerTransaction) {
        const batch = records.slice(start, start + rowsPerTransaction);
        const { added, updated } = await writeCache('putFailures', { records: batch, at: clock.now() });
        total.added += added;
        total.updated += updated;
      }
      return total;
    },
    listFailures: (query, cursor, limit) => readCache('listFailures', { query, cursor, limit }),
    countFailures: (query) => readCache('countFailures', { query }),
    failureFacets: (query) => readCache('failureFacets', { query }),
    getFailure: (failureId) => readCache('getFailure', { failureId }),
    openNativeIds: (connectionId, channelId, limit) => readCache('openNativeIds', { connectionId, channelId, limit }),
    openCounts: (connectionIds) => readCache('openCounts', { connectionIds }),
    markResolved: (failureIds, at) => writeCache('markResolved', { failureIds, at }),
    setReplayState: (failureId, state) => writeCache('setReplayState', { failureId, state }),
    putBody: (key, body) => writeCache('putBody', { key, body, at: clock.now() }),
    readBody: (key) => readCache('readBody', key),
    syncCursors: (connectionId) => readCache('syncCursors', { connectionId }),
    putSyncCursor: (cursor) => writeCache('putSyncCursor', cursor),
    removeConnection: (connectionId) => writeCache('removeConnection', { connectionId }),
    applyRetention: (before) => writeCache('applyRetention', { before, at: clock.now() }),
  };
}
