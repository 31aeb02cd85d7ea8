import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import { type FailureRecord, sourceConnectorId } from '../store.ts';
import { widenBlocks } from './block-times.ts';
import { channelKeyOf, writeBody } from './body-writer.ts';
import type { CacheWriterContext } from './cache-writer-context.ts';
import { findFailureKey, insertFailure, insertFailureKey, updateFailure } from './failure-queries.ts';
import { toFailureParams } from './failure-row.ts';
import { groupKeyOf } from './group-failures.ts';
import { writeNames } from './index-names.ts';
import { homeOf, learnOneMore } from './known-failures.ts';
import type { WritablePartition } from './partition-writers.ts';

/** Writes at most 1 000 failures, a transaction per partition touched. `at`: ms UTC, now. */
export function putFailures(
  context: CacheWriterContext,
  { records, at, rules }: { records: FailureRecord[]; at: number; rules: CauseRule[] },
): { added: number; updated: number } {
  const current = context.partitions.current(at);
  const older = context.partitions.list().filter((partition) => partition !== current);
  learnOneMore(current, older);
  const batches = new Map<WritablePartition, FailureRecord[]>();
  for (const record of records) {
    const home = homeOf(older, record.failure.failureId) ?? current;
    const batch = batches.get(home);
    if (batch === undefined) batches.set(home, [record]);
    else batch.push(record);
  }
  const total = { added: 0, updated: 0 };
  for (const [partition, batch] of batches) {
    const { added, updated } = putBatch(context, partition, { records: batch, at, rules });
    total.added += added;
    total.updated += updated;
  }
  return total;
}

function putBatch(
  context: CacheWriterContext,
  partition: WritablePartition,
  { records, at, rules }: { records: FailureRecord[]; at: number; rules: CauseRule[] },
): { added: number; updated: number } {
  let added = 0;
  let bodies = 0;
  inPartition(partition, () => {
    // All failures before the first body: a statement with triggers makes the text index write out what it holds back (measured: 15 times slower).
    const put = records.map((record) => ({ record, ...putFailure(context, partition, { record, rules }) }));
    added = put.filter(({ isNew }) => isNew).length;
    for (const { record, ...row } of put) {
      const { failure, body } = record;
      writeNames(partition.database, failure, row);
      if (body === null) continue;
      const place = { ref: failure, connectorId: sourceConnectorId, stage: 'raw' as const };
      const isNew = writeBody(partition, refOnly(place, failure, at), { body, indexText: context.indexText });
      if (isNew) bodies += 1;
    }
    widenBlocks(
      partition.database,
      records.map(({ failure }) => ({
        channelKey: channelKeyOf(partition, failure, failure.channelName),
        nativeId: failure.nativeId,
      })),
    );
  });
  const newestAt = records.reduce((newest, { failure }) => Math.max(newest, failure.failedAt), 0);
  context.partitions.grow(partition, bodies, newestAt);
  return { added, updated: records.length - added };
}

function refOnly<P extends object>(place: P, failure: Failure, keptAt: number) {
  const { connectionId, channelId, nativeId, channelName } = failure;
  return { ...place, ref: { connectionId, channelId, nativeId }, channelName, keptAt };
}

/** `isNew`: in this partition. */
function putFailure(
  context: CacheWriterContext,
  partition: WritablePartition,
  { record, rules }: { record: FailureRecord; rules: readonly CauseRule[] },
): { failureKey: number; isNew: boolean } {
  const { failure } = record;
  const params = toFailureParams(failure, {
    channelKey: channelKeyOf(partition, failure, failure.channelName),
    groupKey: groupKeyOf(partition, failure, rules),
  });
  const { changes, lastKey } = partition.database.run(insertFailure, params);
  const isNew = changes === 1;
  if (!isNew) partition.database.run(updateFailure, params);
  const failureKey = isNew ? lastKey : (findKey(partition, failure) ?? 0);
  const hashes = [
    ...record.patientKeys.map((value) => ['patient', context.hashKey('patient', value)] as const),
    ...record.orderKeys.map((value) => ['order', context.hashKey('order', value)] as const),
  ];
  for (const [purpose, hash] of hashes) partition.database.run(insertFailureKey, { failureKey, purpose, hash });
  return { failureKey, isNew };
}

/** A transaction; when it fails, channel, group and route rows that it made are forgotten as well. */
export function inPartition<T>(partition: WritablePartition, work: () => T): T {
  try {
    return partition.database.transaction(work);
  } catch (error) {
    partition.channelKeys.clear();
    partition.groupKeys.clear();
    partition.routeKeys.clear();
    partition.textKeys.clear();
    throw error;
  }
}

function findKey({ database }: WritablePartition, failure: Failure): number | null {
  const { failureId } = failure;
  return database.get<{ failure_key: number }>(findFailureKey, { failureId })?.failure_key ?? null;
}
