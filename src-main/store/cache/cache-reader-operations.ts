import type { Failure } from '../../../src-shared/domain/failure.ts';
import { type Body, bodyFidelity } from '../../../src-shared/domain/message.ts';
import type { FailuresOfControlId, StageKey, SyncCursor } from '../store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { countFailures, everythingOpen, failureFacets, openChannelCounts } from './count-failures.ts';
import { type BodyRow, findBody } from './failure-queries.ts';
import { type FailureRow, toFailure } from './failure-row.ts';
import { findTrace } from './find-trace.ts';
import { expectationReaderOperations } from './list-expectations.ts';
import { listFailures } from './list-failures.ts';
import { groupDetail, listGroups } from './list-groups.ts';
import { headerReaderOperations } from './list-headers.ts';
import {
  type ChannelRow,
  failuresOfControlId as failuresOfControlIdSql,
  getFailure as getFailureSql,
  getFailures as getFailuresSql,
  listChannels,
  listFailureKeys,
  oldestOpenNativeIds,
} from './list-queries.ts';
import { listStretches } from './list-stretches.ts';
import { listSyncCursors, type SyncCursorRow } from './partition-queries.ts';

/** Everything that is read from the cache. */
export const cacheReaderOperations = {
  ...headerReaderOperations,
  ...expectationReaderOperations,
  findTrace,
  listFailures,
  listStretches,
  countFailures,
  failureFacets,
  openCounts: openChannelCounts,
  listGroups,
  groupDetail,

  /** Opens the files and reads what the first page asked for will need: the newest failures and the counts. */
  async warm(context: CacheReaderContext, { connectionIds }: { connectionIds: string[] }): Promise<void> {
    await listFailures(context, { query: everythingOpen(connectionIds), cursor: null, limit: 100, budgetMs: null });
    openChannelCounts(context, { connectionIds });
  },

  getFailure({ partitions }: CacheReaderContext, { failureId }: { failureId: string }): Failure | null {
    for (const { database } of partitions.list()) {
      const row = database.get<FailureRow>(getFailureSql, { failureId });
      if (row !== undefined) return toFailure(row);
    }
    return null;
  },

  getFailures({ partitions }: CacheReaderContext, { failureIds }: { failureIds: string[] }): Failure[] {
    const params = { failureIds: JSON.stringify(failureIds) };
    return partitions.list().flatMap(({ database }) => database.all<FailureRow>(getFailuresSql, params).map(toFailure));
  },

  failuresOfControlId({ partitions }: CacheReaderContext, question: FailuresOfControlId): Failure[] {
    return partitions
      .list()
      .flatMap(({ database }) => database.all<FailureRow>(failuresOfControlIdSql, question).map(toFailure))
      .slice(0, question.limit);
  },

  failureKeys({ partitions }: CacheReaderContext, { failureIds }: { failureIds: string[] }) {
    const params = { failureIds: JSON.stringify(failureIds) };
    return partitions.list().flatMap(({ database }) =>
      database.all<FailureKeyRow>(listFailureKeys, params).map(({ failure_id: failureId, purpose, hash }) => ({
        failureId,
        purpose,
        hash: Buffer.from(hash).toString('base64'),
      })),
    );
  },

  openNativeIds(
    { partitions }: CacheReaderContext,
    { connectionId, channelId, limit }: { connectionId: string; channelId: string; limit: number },
  ): string[] {
    const connectionIds = JSON.stringify([connectionId]);
    const found = partitions.list().flatMap(({ database }) => {
      const [channel] = database.all<ChannelRow>(listChannels, { connectionIds, channelId });
      if (channel === undefined) return [];
      const params = { channelKey: channel.channel_key, limit };
      return database.all<{ native_id: string; failed_at: number }>(oldestOpenNativeIds, params);
    });
    found.sort((a, b) => a.failed_at - b.failed_at);
    return found.slice(0, limit).map((row) => row.native_id);
  },

  readBody({ partitions }: CacheReaderContext, { ref, connectorId, stage }: StageKey): Body | null {
    for (const { database } of partitions.list()) {
      const row = database.get<BodyRow>(findBody, { ...ref, connectorId, stage });
      if (row === undefined) continue;
      const { bytes, encoding, fidelity } = row;
      return { bytes: new Uint8Array(bytes), encoding, fidelity: bodyFidelity.parse(fidelity) };
    }
    return null;
  },

  syncCursors({ partitions }: CacheReaderContext, { connectionId }: { connectionId: string }): SyncCursor[] {
    return partitions.index().all<SyncCursorRow>(listSyncCursors, { connectionId }).map(toSyncCursor);
  },
};

type FailureKeyRow = { failure_id: string; purpose: 'patient' | 'order'; hash: Uint8Array };

function toSyncCursor(row: SyncCursorRow): SyncCursor {
  return {
    connectionId: row.connection_id,
    channelId: row.channel_id,
    afterNativeId: row.after_native_id,
    erroredCounter: row.errored_counter,
    syncedAt: row.synced_at,
  };
}
