import type { HeaderCoverage, HeaderOutcome, HeaderRecord } from '../header-store.ts';
import { channelKeyOf } from './body-writer.ts';
import type { CacheWriterContext } from './cache-writer-context.ts';
import { findWatched, type WatchedRow } from './expectation-queries.ts';
import {
  type AnswerRow,
  deleteHeader,
  deleteHeaderKey,
  findAnswer,
  findHeader,
  findRoute,
  insertHeader,
  insertHeaderKey,
  insertRoute,
  listHeadersBefore,
  type StoredKeys,
  setHeaderStatus,
  updateHeader,
} from './header-queries.ts';
import { headerHash } from './key-hash.ts';
import { forgetHeaderRanges, mayHaveHeader } from './known-headers.ts';
import { upsertCoverage } from './partition-queries.ts';
import type { WritablePartition } from './partition-writers.ts';
import { answerArrived, type ExpectationEvent, expectationEvents, putExpectations } from './put-expectations.ts';
import { inPartition } from './put-failures.ts';
import { destinationsKey, roleOf, traceColumns } from './trace-columns.ts';
import { watchedAfter } from './watched.ts';

type ChannelPlace = { connectionId: string; channelId: string };

/** What the cache's one writing thread does with headers. */
export const headerWriterOperations = {
  putHeaders,

  setHeaderStatuses(
    { partitions, hashKey }: CacheWriterContext,
    { statuses, ...place }: ChannelPlace & { statuses: HeaderOutcome[] },
  ): number {
    const arrived: ExpectationEvent[] = [];
    const setIn = (partition: WritablePartition) =>
      statuses.reduce((count, { id, status, destinations, endedAt }) => {
        const told = { id, status, endedAt, destinationsKey: destinationsKey(partition, destinations) };
        const { changes } = partition.database.run(setHeaderStatus, { ...place, ...told });
        const answer =
          status === 'delivered' ? partition.database.get<AnswerRow>(findAnswer, { ...place, id }) : undefined;
        if (answer !== undefined) arrived.push(...answerArrived(answer, place, hashKey));
        return count + changes;
      }, 0);
    const changed = partitions
      .list()
      .reduce((count, partition) => count + inPartition(partition, () => setIn(partition)), 0);
    putExpectations(partitions.index, arrived);
    return changed;
  },

  forgetHeaders(
    { partitions }: CacheWriterContext,
    { limit, ...query }: ChannelPlace & { before: number; limit: number },
  ): { count: number; highestId: number | null } {
    const forgotten: number[] = [];
    for (const partition of partitions.list()) {
      const asked = { ...query, limit: limit - forgotten.length };
      const rows = partition.database.all<StoredKeys & { native_id: number }>(listHeadersBefore, asked);
      if (rows.length > 0) inPartition(partition, () => removeHeaders(partition, rows));
      forgotten.push(...rows.map(({ native_id: id }) => id));
      if (forgotten.length >= limit) break;
    }
    return { count: forgotten.length, highestId: forgotten.length === 0 ? null : Math.max(...forgotten) };
  },

  putCoverage({ partitions }: CacheWriterContext, { spans, ...coverage }: HeaderCoverage): void {
    const { connectionId, channelId, newestId } = coverage;
    const before = partitions.index.get<WatchedRow>(findWatched, { connectionId, channelId }) ?? null;
    const { from: watchedFrom, to: watchedTo } = watchedAfter(before, { spans, newestId });
    partitions.index.run(upsertCoverage, { ...coverage, spans: JSON.stringify(spans), watchedFrom, watchedTo });
  },
};

export function removeHeaders({ database }: WritablePartition, rows: StoredKeys[]): void {
  for (const { header_key: headerKey, keys } of rows) {
    for (const hash of hashesIn(keys)) database.run(deleteHeaderKey, { hash, headerKey });
    database.run(deleteHeader, { headerKey });
  }
}

/** At most 1 000. One that an older partition holds is updated there. */
function putHeaders(
  context: CacheWriterContext,
  { records, at }: { records: HeaderRecord[]; at: number },
): { added: number; updated: number } {
  const current = context.partitions.current(at);
  const batches = new Map<WritablePartition, { record: HeaderRecord; known: StoredKeys | undefined }[]>();
  const older = context.partitions.list().filter((partition) => partition !== current);
  forgetHeaderRanges(current);
  for (const record of records) {
    const { connectionId, channelId, nativeId } = record.message;
    const params = { connectionId, channelId, id: Number(nativeId) };
    const { partition, known } = homeOf({ current, older }, params) ?? { partition: current, known: undefined };
    const batch = batches.get(partition) ?? [];
    batch.push({ record, known });
    batches.set(partition, batch);
  }
  let added = 0;
  for (const [partition, batch] of batches) {
    inPartition(partition, () => {
      for (const { record, known } of batch) putHeader(context, partition, { record, known });
    });
    added += batch.filter(({ known }) => known === undefined).length;
    context.partitions.grow(partition, 0, Math.max(...batch.map(({ record }) => record.message.receivedAt)));
  }
  // A crash in between costs nothing: the stretch does not count as read yet, and is read and written again.
  const events = records.flatMap((record) => expectationEvents(record, roleOf(record), context.hashKey));
  putExpectations(context.partitions.index, events);
  return { added, updated: records.length - added };
}

/** The partition that holds it already, the newest looked in first: most are there or nowhere. */
function homeOf(
  { current, older }: { current: WritablePartition; older: readonly WritablePartition[] },
  params: ChannelPlace & { id: number },
): { partition: WritablePartition; known: StoredKeys } | null {
  for (const partition of [current, ...older]) {
    if (partition !== current && !mayHaveHeader(partition, params)) continue;
    const known = partition.database.get<StoredKeys>(findHeader, params);
    if (known !== undefined) return { partition, known };
  }
  return null;
}

function putHeader(
  { hashKey }: CacheWriterContext,
  partition: WritablePartition,
  { record, known }: { record: HeaderRecord; known: StoredKeys | undefined },
): void {
  const { message } = record;
  const birthDate = record.trace.facts?.birthDate ?? null;
  const hashes = [
    ...record.patientKeys.map((value) => headerHash(hashKey, 'patient', value)),
    ...record.orderKeys.map((value) => headerHash(hashKey, 'order', value)),
    ...(birthDate === null ? [] : [headerHash(hashKey, 'birth', birthDate)]),
  ];
  const { database } = partition;
  const params = {
    routeKey: routeKeyOf(partition, record),
    status: message.status,
    receivedAt: message.receivedAt,
    controlId: message.header.messageControlId,
    keys: hashes.length === 0 ? null : new Uint8Array(Buffer.concat(hashes)),
    ...traceColumns(partition, record, hashKey),
  };
  let headerKey = known?.header_key;
  if (headerKey === undefined) {
    const channelKey = channelKeyOf(partition, message, message.channelName);
    headerKey = database.run(insertHeader, { ...params, channelKey, id: Number(message.nativeId) }).lastKey;
  } else {
    database.run(updateHeader, { ...params, headerKey });
    for (const hash of hashesIn(known?.keys ?? null)) database.run(deleteHeaderKey, { hash, headerKey });
  }
  for (const hash of hashes) database.run(insertHeaderKey, { hash, headerKey });
}

function routeKeyOf({ database, routeKeys }: WritablePartition, { message: { header } }: HeaderRecord): number {
  const route = { type: header.messageType ?? '', sender: header.sender ?? '', receiver: header.receiver ?? '' };
  const mapKey = JSON.stringify(route);
  const known = routeKeys.get(mapKey) ?? database.get<{ route_key: number }>(findRoute, route)?.route_key;
  const key = known ?? database.run(insertRoute, route).lastKey;
  routeKeys.set(mapKey, key);
  return key;
}

const hashBytes = 8;

function hashesIn(keys: Uint8Array | null): Uint8Array[] {
  if (keys === null) return [];
  return Array.from({ length: keys.length / hashBytes }, (_, at) => keys.slice(at * hashBytes, (at + 1) * hashBytes));
}
