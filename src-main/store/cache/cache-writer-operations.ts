import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { FailureReplayState, StageKey, SyncCursor } from '../store.ts';
import { widenBlocks } from './block-times.ts';
import { type BodyPlace, channelKeyOf, writeBody } from './body-writer.ts';
import type { CacheWriterContext } from './cache-writer-context.ts';
import { deleteExpectationsOfConnection } from './expectation-queries.ts';
import {
  deleteBody,
  deleteFailure,
  deleteFailureKeys,
  deleteTrigrams,
  deleteWords,
  findBody,
  findForeignRow,
  listBodyKeysOfChannels,
  listChannelKeysOf,
  listFailureKeysOfChannels,
  resolveFailure,
  setReplayState,
} from './failure-queries.ts';
import { groupAnew, groupOlder } from './group-failures.ts';
import { setHandled, setOwnState } from './handle-failures.ts';
import { listHeaderKeysOfChannels } from './header-queries.ts';
import { deleteCoverage, deleteSyncCursors, upsertSyncCursor } from './partition-queries.ts';
import type { WritablePartition } from './partition-writers.ts';
import { inPartition, putFailures } from './put-failures.ts';
import { headerWriterOperations, removeHeaders } from './put-headers.ts';
import { applyRetention } from './retention.ts';
import { deleteNames } from './text-queries.ts';

/** Everything that the cache's one writing thread does. */
export const cacheWriterOperations = {
  ...headerWriterOperations,
  putFailures,
  applyRetention,
  setHandled,
  setOwnState,

  markResolved({ partitions }: CacheWriterContext, { failureIds, at }: { failureIds: string[]; at: number }): number {
    const resolveIn = ({ database }: WritablePartition) =>
      failureIds.reduce((count, failureId) => count + database.run(resolveFailure, { failureId, at }).changes, 0);
    return partitions
      .list()
      .reduce((count, partition) => count + inPartition(partition, () => resolveIn(partition)), 0);
  },

  setReplayStates({ partitions }: CacheWriterContext, { changes }: { changes: FailureReplayState[] }): void {
    let left = changes;
    for (const partition of partitions.list()) {
      if (left.length === 0) return;
      const { database } = partition;
      const isElsewhere = ({ failureId, state, resolvedAt }: FailureReplayState) => {
        if (database.run(setReplayState, { failureId, state }).changes === 0) return true;
        if (resolvedAt !== undefined) database.run(resolveFailure, { failureId, at: resolvedAt });
        return false;
      };
      left = inPartition(partition, () => left.filter(isElsewhere));
    }
  },

  putBody(context: CacheWriterContext, { key, body, at }: { key: StageKey; body: Body; at: number }): void {
    const { ref, connectorId, stage } = key;
    const isHere = ({ database }: WritablePartition) =>
      database.get(findBody, { ...ref, connectorId, stage }) !== undefined;
    const partition = context.partitions.list().find(isHere) ?? context.partitions.current(at);
    const place: BodyPlace = { ref, connectorId, stage, channelName: null, keptAt: at };
    const isNew = inPartition(partition, () => {
      const isWritten = writeBody(partition, place, { body, indexText: context.indexText });
      widenBlocks(partition.database, [{ channelKey: channelKeyOf(partition, ref, null), nativeId: ref.nativeId }]);
      return isWritten;
    });
    context.partitions.grow(partition, isNew ? 1 : 0, at);
  },

  groupOlder({ partitions }: CacheWriterContext, { limit, rules }: { limit: number; rules: CauseRule[] }): number {
    let grouped = 0;
    for (const partition of partitions.list()) {
      for (const work of [groupOlder, groupAnew.bind(null, partitions)]) {
        if (grouped >= limit) return grouped;
        grouped += inPartition(partition, () => work(partition, { rules, limit: limit - grouped }));
      }
    }
    return grouped;
  },

  putSyncCursor({ partitions }: CacheWriterContext, cursor: SyncCursor): void {
    partitions.index.run(upsertSyncCursor, cursor);
  },

  removeConnection({ partitions }: CacheWriterContext, { connectionId }: { connectionId: string }): void {
    for (const partition of partitions.list()) {
      // Dropping a file takes the text index along; deleting from that is slow (measured: 0.7 ms a row).
      if (partition.database.get(findForeignRow, { connectionId }) === undefined) partitions.drop(partition);
      else removeFromPartition(partition, connectionId);
    }
    partitions.index.run(deleteSyncCursors, { connectionId });
    partitions.index.run(deleteCoverage, { connectionId });
    partitions.index.run(deleteExpectationsOfConnection, { connectionId });
  },
};

/** In transactions of 500 rows. The channel rows stay: they are names only, and other rows may refer to them. */
function removeFromPartition(partition: WritablePartition, connectionId: string): void {
  const { database } = partition;
  const rows = database.all<{ channel_key: number }>(listChannelKeysOf, { connectionId });
  if (rows.length === 0) return;
  const channelKeys = JSON.stringify(rows.map((row) => row.channel_key));
  // In a pass of its own: statements with triggers between them would make the text table write itself out at every row.
  removeInWindows(partition, { list: listFailureKeysOfChannels, channelKeys }, (key) => {
    database.run(deleteNames, { failureKey: key });
  });
  removeInWindows(partition, { list: listFailureKeysOfChannels, channelKeys }, (key) => {
    database.run(deleteFailureKeys, { key });
    database.run(deleteFailure, { key });
  });
  removeInWindows(partition, { list: listBodyKeysOfChannels, channelKeys }, (key) => {
    database.run(deleteWords, { bodyKey: key });
    database.run(deleteTrigrams, { bodyKey: key });
    database.run(deleteBody, { key });
  });
  removeInWindows(partition, { list: listHeaderKeysOfChannels, channelKeys }, (key, { keys }) => {
    removeHeaders(partition, [{ header_key: key, keys }]);
  });
}

function removeInWindows(
  partition: WritablePartition,
  { list, channelKeys }: { list: string; channelKeys: string },
  remove: (key: number, row: { keys: Uint8Array | null }) => void,
): void {
  let afterKey = 0;
  for (;;) {
    const rows = partition.database.all<{ key: number; keys: Uint8Array | null }>(list, { afterKey, channelKeys });
    if (rows.length === 0) return;
    inPartition(partition, () => {
      for (const row of rows) remove(row.key, row);
    });
    afterKey = rows.at(-1)?.key ?? afterKey;
  }
}
