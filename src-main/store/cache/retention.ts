import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { CauseRule } from '../../../src-shared/domain/failure-cause/cause-rule.ts';
import type { Body, MessageRef, StageName } from '../../../src-shared/domain/message.ts';
import { bodyFidelity, stageName } from '../../../src-shared/domain/message.ts';
import { widenBlocks } from './block-times.ts';
import { channelKeyOf, writeBody } from './body-writer.ts';
import type { CacheWriterContext } from './cache-writer-context.ts';
import { deleteOldExpectations } from './expectation-queries.ts';
import {
  findFailureKey,
  insertFailure,
  insertFailureKey,
  listBodiesOf,
  listKeysOf,
  listOpenWindow,
} from './failure-queries.ts';
import { type FailureRow, toFailure, toFailureParams } from './failure-row.ts';
import { groupKeyOf } from './group-failures.ts';
import { writeNames } from './index-names.ts';
import type { WritablePartition } from './partition-writers.ts';
import { inPartition } from './put-failures.ts';

const windowRows = 200;

type StoredBody = {
  connector_id: string;
  stage: string;
  bytes: Uint8Array;
  encoding: string | null;
  fidelity: string;
  kept_at: number;
};

/**
 * Deletes whole partitions whose newest failure and body are older than `before`. Failures still open, with their keys and
 * bodies, are copied into the current partition first; a copy cut off half-way is taken up again, because it skips what is there.
 */
export function applyRetention(
  context: CacheWriterContext,
  { before, at, rules }: { before: number; at: number; rules: CauseRule[] },
): { partitionsDeleted: number; moved: number } {
  const current = context.partitions.current(at);
  const expired = context.partitions
    .list()
    .filter((partition) => partition !== current && partition.newest_at < before);
  let moved = 0;
  for (const partition of expired) {
    moved += moveOpenFailures(context, { from: partition, to: current, rules });
    context.partitions.drop(partition);
  }
  forgetExpectations(context, before);
  return { partitionsDeleted: expired.length, moved };
}

/** In transactions of some thousands, so that nobody waits for one of a whole day. */
function forgetExpectations({ partitions: { index } }: CacheWriterContext, before: number): void {
  const limit = 5000;
  while (index.transaction(() => index.run(deleteOldExpectations, { before, limit }).changes) === limit);
}

type Move = { from: WritablePartition; to: WritablePartition; rules: readonly CauseRule[] };

function moveOpenFailures(context: CacheWriterContext, move: Move): number {
  const { from, to } = move;
  let moved = 0;
  let afterKey = 0;
  for (;;) {
    const rows = from.database.all<FailureRow>(listOpenWindow, { afterKey, limit: windowRows });
    if (rows.length === 0) return moved;
    const bodies = inPartition(to, () => {
      // Failures first, as `putFailures` does, and for its reason.
      const put = rows.flatMap((row) => moveFailure(row, move) ?? []);
      for (const { failure, failureKey } of put) writeNames(to.database, failure, { failureKey, isNew: true });
      const bodies = put.reduce((count, { failure }) => count + moveBodies(context, failure, { from, to }), 0);
      const messages = put.map(({ failure: { nativeId, channelName, ...of } }) => ({
        channelKey: channelKeyOf(to, { ...of, nativeId }, channelName),
        nativeId,
      }));
      widenBlocks(to.database, messages);
      return bodies;
    });
    const newestAt = rows.reduce((newest, row) => Math.max(newest, row.failed_at), 0);
    context.partitions.grow(to, bodies, newestAt);
    moved += rows.length;
    afterKey = rows.at(-1)?.failure_key ?? afterKey;
  }
}

/** Null: it was there already. */
function moveFailure(row: FailureRow, { from, to, rules }: Move): { failure: Failure; failureKey: number } | null {
  const failure = toFailure(row);
  if (to.database.get(findFailureKey, { failureId: failure.failureId }) !== undefined) return null;
  const params = toFailureParams(failure, {
    channelKey: channelKeyOf(to, failure, failure.channelName),
    groupKey: groupKeyOf(to, failure, rules),
  });
  const { lastKey: failureKey } = to.database.run(insertFailure, params);
  for (const key of from.database.all<{ purpose: string; hash: Uint8Array }>(listKeysOf, {
    failureKey: row.failure_key,
  })) {
    to.database.run(insertFailureKey, { failureKey, ...key });
  }
  return { failure, failureKey };
}

/** @returns how many bodies are new in `to` */
function moveBodies(
  context: CacheWriterContext,
  { connectionId, channelId, nativeId, channelName }: Failure,
  { from, to }: { from: WritablePartition; to: WritablePartition },
): number {
  const ref = { connectionId, channelId, nativeId };
  const stored = from.database.all<StoredBody>(listBodiesOf, ref);
  return stored.filter((body) => moveBody(context, to, { body, ref, channelName })).length;
}

function moveBody(
  { indexText }: CacheWriterContext,
  to: WritablePartition,
  { body, ref, channelName }: { body: StoredBody; ref: MessageRef; channelName: string },
): boolean {
  const stage: StageName = stageName.parse(body.stage);
  const place = { ref, connectorId: body.connector_id, stage, channelName, keptAt: body.kept_at };
  const content: Body = { bytes: body.bytes, encoding: body.encoding, fidelity: bodyFidelity.parse(body.fidelity) };
  return writeBody(to, place, { body: content, indexText });
}
