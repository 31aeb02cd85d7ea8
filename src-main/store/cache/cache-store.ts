import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import type { ChangeMarks } from '../../platform/change-marks.ts';
import type { Clock } from '../../platform/ports.ts';
import { cachePlaces } from '../cache-places.ts';
import type { CacheStore } from '../store.ts';
import type { Lanes } from '../worker/lanes.ts';
import { unpackGroups } from './group-columns.ts';

const rowsPerTransaction = 1000;

type Counts = { added: number; updated: number };

/** The cache's side of the port: each call goes to its thread. */
export function createCacheStore(
  { writeCache, readCache, warmCache }: Lanes,
  { clock, changes }: { clock: Clock; changes: ChangeMarks },
): CacheStore {
  let rules: CauseRule[] = [];
  const inIndex = <T>(connectionIds: string[], write: Promise<T>) =>
    changes.around(connectionIds.map(cachePlaces.index), write);
  /** What may move or drop rows of any connection. */
  const anywhere = <T>(write: Promise<T>) => {
    changes.touchAll();
    return write.finally(changes.touchAll);
  };
  return {
    changes,
    setCauseRules(next) {
      rules = [...next];
    },
    headers: {
      put: (records) =>
        inIndex(
          records.map(({ message }) => message.connectionId),
          putInBatches(records, (batch) => writeCache('putHeaders', { records: batch, at: clock.now() })),
        ),
      list: (query, cursor, limit) => readCache('listHeaders', { query, cursor, limit }),
      find: (query) => readCache('findHeaders', query),
      unsettled: (query) => readCache('unsettledHeaders', query),
      lookUp: (question) => readCache('lookUpHeaders', question),
      setStatuses: (change) => inIndex([change.connectionId], writeCache('setHeaderStatuses', change)),
      forget: (query) => inIndex([query.connectionId], writeCache('forgetHeaders', query)),
      coverage: (connectionIds) => readCache('headerCoverage', { connectionIds }),
      putCoverage: (coverage) => inIndex([coverage.connectionId], writeCache('putCoverage', coverage)),
    },
    traces: { find: (query) => readCache('findTrace', query) },
    expectations: {
      relations: (connectionIds) => readCache('expectationRelations', { connectionIds }),
      learn: (relationKey, since) => readCache('learnRelation', { relationKey, since }),
      overdue: (query, cursor, limit) => readCache('overdueExpectations', { query, cursor, limit }),
      count: (query) => readCache('countOverdue', { query }),
      open: () => readCache('openExpectations', null),
      find: (expectationId) => readCache('findExpectation', { expectationId }),
      watched: (connectionIds) => readCache('watchedChannels', { connectionIds }),
    },
    putFailures: (records) =>
      changes.around(
        records.map(({ failure }) => cachePlaces.failures(failure.connectionId)),
        putInBatches(records, (batch) => writeCache('putFailures', { records: batch, at: clock.now(), rules })),
      ),
    listFailures: (query, cursor, limit, budgetMs = null) =>
      readCache('listFailures', { query, cursor, limit, budgetMs }),
    listStretches: (query, before, budgetMs) => readCache('listStretches', { query, before, budgetMs }),
    countFailures: (query, budgetMs = null) => readCache('countFailures', { query, budgetMs }),
    failureFacets: (query, budgetMs = null) => readCache('failureFacets', { query, budgetMs }),
    listGroups: async (query) => unpackGroups(await readCache('listGroups', { query })),
    groupDetail: (question) => readCache('groupDetail', question),
    groupOlder: (limit) => writeCache('groupOlder', { limit, rules }),
    getFailure: (failureId) => readCache('getFailure', { failureId }),
    failuresOfControlId: (question) => readCache('failuresOfControlId', question),
    openNativeIds: (connectionId, channelId, limit) => readCache('openNativeIds', { connectionId, channelId, limit }),
    warm: warmCache,
    openCounts: (connectionIds) => readCache('openCounts', { connectionIds }),
    markResolved: (failureIds, at) => writeCache('markResolved', { failureIds, at }),
    setHandled: (failureIds, at) =>
      changes.around(failureIds.map(cachePlaces.handled), writeCache('setHandled', { failureIds, at })),
    failureKeys: (failureIds) => readCache('failureKeys', { failureIds }),
    setOwnState: (failureIds, own) => writeCache('setOwnState', { failureIds, own }),
    getFailures: (failureIds) => readCache('getFailures', { failureIds }),
    setReplayStates: (changes) => writeCache('setReplayStates', { changes }),
    putBody: (key, body) => writeCache('putBody', { key, body, at: clock.now() }),
    readBody: (key) => readCache('readBody', key),
    syncCursors: (connectionId) => readCache('syncCursors', { connectionId }),
    putSyncCursor: (cursor) => writeCache('putSyncCursor', cursor),
    removeConnection: (connectionId) => anywhere(writeCache('removeConnection', { connectionId })),
    applyRetention: (before) => anywhere(writeCache('applyRetention', { before, at: clock.now(), rules })),
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
