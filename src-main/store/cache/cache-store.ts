import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import type { Clock } from '../../platform/ports.ts';
import type { CacheStore } from '../store.ts';
import type { Lanes } from '../worker/lanes.ts';

const rowsPerTransaction = 1000;

type Counts = { added: number; updated: number };

/** The cache's side of the port: each call goes to its thread. */
export function createCacheStore({ writeCache, readCache, warmCache }: Lanes, clock: Clock): CacheStore {
  let rules: CauseRule[] = [];
  return {
    setCauseRules(next) {
      rules = [...next];
    },
    headers: {
      put: (records) => putInBatches(records, (batch) => writeCache('putHeaders', { records: batch, at: clock.now() })),
      list: (query, cursor, limit) => readCache('listHeaders', { query, cursor, limit }),
      find: (query) => readCache('findHeaders', query),
      unsettled: (query) => readCache('unsettledHeaders', query),
      setStatuses: (change) => writeCache('setHeaderStatuses', change),
      forget: (query) => writeCache('forgetHeaders', query),
      coverage: (connectionIds) => readCache('headerCoverage', { connectionIds }),
      putCoverage: (coverage) => writeCache('putCoverage', coverage),
    },
    putFailures: (records) =>
      putInBatches(records, (batch) => writeCache('putFailures', { records: batch, at: clock.now(), rules })),
    listFailures: (query, cursor, limit, budgetMs = null) =>
      readCache('listFailures', { query, cursor, limit, budgetMs }),
    countFailures: (query, budgetMs = null) => readCache('countFailures', { query, budgetMs }),
    failureFacets: (query, budgetMs = null) => readCache('failureFacets', { query, budgetMs }),
    listGroups: (query) => readCache('listGroups', { query }),
    groupDetail: (question) => readCache('groupDetail', question),
    groupOlder: (limit) => writeCache('groupOlder', { limit, rules }),
    getFailure: (failureId) => readCache('getFailure', { failureId }),
    openNativeIds: (connectionId, channelId, limit) => readCache('openNativeIds', { connectionId, channelId, limit }),
    warm: warmCache,
    openCounts: (connectionIds) => readCache('openCounts', { connectionIds }),
    markResolved: (failureIds, at) => writeCache('markResolved', { failureIds, at }),
    setHandled: (failureIds, at) => writeCache('setHandled', { failureIds, at }),
    getFailures: (failureIds) => readCache('getFailures', { failureIds }),
    setReplayState: (failureId, state) => writeCache('setReplayState', { failureId, state }),
    putBody: (key, body) => writeCache('putBody', { key, body, at: clock.now() }),
    readBody: (key) => readCache('readBody', key),
    syncCursors: (connectionId) => readCache('syncCursors', { connectionId }),
    putSyncCursor: (cursor) => writeCache('putSyncCursor', cursor),
    removeConnection: (connectionId) => writeCache('removeConnection', { connectionId }),
    applyRetention: (before) => writeCache('applyRetention', { before, at: clock.now(), rules }),
  };
}

/** One batch crosses the thread border while the one before it is written; no third one is on its way. */
async function putInBatches<T>(records: T[], put: (batch: T[]) => Promise<Counts>): Promise<Counts> {
  const total: Counts = { added: 0, updated: 0 };
  const add = (counts: Counts) => {
    total.added += counts.added;
    total.updated += counts.updated;
  };
  let before: Promise<void> = Promise.resolve();
  for (let start = 0; start < records.length; start += rowsPerTransaction) {
    const written = put(records.slice(start, start + rowsPerTransaction)).then(add);
    written.catch(() => undefined); // awaited below, but it may be refused while the one before it is awaited
    await before;
    before = written;
  }
  await before;
  return total;
}
