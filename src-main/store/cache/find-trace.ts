import { messageStatus } from '../../../src-shared/domain/indexed-message.ts';
import { processingState } from '../../../src-shared/domain/message.ts';
import { agree, nameOf } from '../../../src-shared/domain/trace/link-messages.ts';
import type { TraceDestination } from '../../../src-shared/domain/trace/trace.ts';
import { receiptFact, reportVersion, traceRole } from '../../../src-shared/domain/trace/trace-facts.ts';
import type { FoundTrace, IndexedTraceMessage, TraceSeed } from '../trace-store.ts';
import type { CacheReaderContext } from './cache-reader-context.ts';
import { headerHash } from './key-hash.ts';
import {
  type TracedRow,
  tracedByControlId,
  tracedByHash,
  tracedByParent,
  tracedByPlace,
  tracedByReference,
} from './trace-queries.ts';

type Query = { connectionIds: string[]; seed: TraceSeed; limit: number; isSeedOnly: boolean };
type Scope = { from: number; to: number; connectionIds: string };

/** A number that stands in more messages than that is none of one order: it leads nowhere. */
const mostOfOneOrder = 500;
/** An answer may come long after its order: what belongs together is looked for beyond the time asked for. */
const reachMs = 30 * 24 * 3_600_000;

/** Everything that hangs together with the seed, one step further at a time. */
export async function findTrace(context: CacheReaderContext, query: Query): Promise<FoundTrace> {
  const { seed, limit, isSeedOnly } = query;
  const { from, to } = seed;
  const connectionIds = JSON.stringify(query.connectionIds);
  const found = new Map<string, IndexedTraceMessage>();
  let isCut = false;
  const add = (messages: readonly IndexedTraceMessage[]): IndexedTraceMessage[] => {
    const fresh = messages.filter((message) => !found.has(nameOf(message.ref)));
    const taken = fresh.slice(0, limit - found.size);
    isCut ||= taken.length < fresh.length;
    for (const message of taken) found.set(nameOf(message.ref), message);
    return taken;
  };
  const asked = new Set<string>();
  let next = add(readSeed(context, { seed, scope: { from, to, connectionIds }, limit: limit + 1 }));
  const scope = { from: Math.max(0, from - reachMs), to: to + reachMs, connectionIds };
  while (!isSeedOnly && next.length > 0 && !isCut) {
    await context.turn();
    next = add(neighboursOf(context, { messages: next, scope, asked }));
  }
  const messages = [...found.values()].sort(
    (a, b) => a.receivedAt - b.receivedAt || nameOf(a.ref).localeCompare(nameOf(b.ref)),
  );
  return { messages, isCut };
}

function readSeed(
  { partitions, hashKey }: CacheReaderContext,
  { seed, scope, limit }: { seed: TraceSeed; scope: Scope; limit: number },
): IndexedTraceMessage[] {
  return partitions.list().flatMap(({ database }) => {
    if (seed.kind === 'message') {
      const { connectionId, channelId, nativeId } = seed.ref;
      return database.all<TracedRow>(tracedByPlace, { connectionId, channelId, id: Number(nativeId) }).map(toMessage);
    }
    const rows =
      seed.kind === 'control-id'
        ? database.all<TracedRow>(tracedByControlId, { ...scope, limit, ids: JSON.stringify([seed.value]) })
        : database.all<TracedRow>(tracedByHash, { ...scope, limit, hash: headerHash(hashKey, seed.kind, seed.value) });
    return rows.map(toMessage);
  });
}

type Step = { messages: readonly IndexedTraceMessage[]; scope: Scope; asked: Set<string> };

function neighboursOf({ partitions }: CacheReaderContext, { messages, scope, asked }: Step): IndexedTraceMessage[] {
  const isNew = (name: string) => {
    if (asked.has(name)) return false;
    asked.add(name);
    return true;
  };
  const idsOf = (values: readonly (string | null)[], kind: string) =>
    JSON.stringify(values.filter((value) => value !== null && isNew(`${kind} ${value}`)));
  const ownIds = messages.map(({ messageControlId }) => messageControlId);
  const answered = messages.map(({ refersTo }) => refersTo);
  const byId = { ...scope, ids: idsOf([...ownIds, ...answered], 'id'), limit: mostOfOneOrder };
  const byReference = { ...scope, ids: idsOf(ownIds, 'answers'), limit: mostOfOneOrder };
  const patients = [...new Set(messages.flatMap((message) => message.patients))];
  const orders = [...new Set(messages.flatMap((message) => message.orders))].filter((key) => isNew(`order ${key}`));
  return partitions.list().flatMap(({ database }) => {
    const all = (sql: string, params: Parameters<typeof database.all>[1]) =>
      database.all<TracedRow>(sql, params).map(toMessage);
    const byNumber = orders.flatMap((key) => {
      const rows = all(tracedByHash, { ...scope, hash: Buffer.from(key, 'hex'), limit: mostOfOneOrder + 1 });
      return rows.length > mostOfOneOrder ? [] : rows;
    });
    const sameId = all(tracedByControlId, byId).concat(all(tracedByReference, byReference));
    const others = sameId.concat(byNumber).filter((message) => agree(patients, message.patients));
    const kin = messages.flatMap(({ ref, parent }) => [
      ...(parent !== null && isNew(`place ${nameOf(parent)} ${database.path}`)
        ? all(tracedByPlace, { ...placeOf(parent), id: Number(parent.nativeId) })
        : []),
      ...all(tracedByParent, { ...placeOf(ref), id: Number(ref.nativeId), limit: mostOfOneOrder }),
    ]);
    return [...kin, ...others];
  });
}

function placeOf({ connectionId, channelId }: IndexedTraceMessage['ref']) {
  return { connectionId, channelId };
}

const hashBytes = 8;

function toMessage(row: TracedRow): IndexedTraceMessage {
  const ref = { connectionId: row.connection_id, channelId: row.channel_id, nativeId: String(row.native_id) };
  const hex = row.keys === null ? '' : Buffer.from(row.keys).toString('hex');
  const hashes = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => hex.slice((from + at) * 2 * hashBytes, (from + at + 1) * 2 * hashBytes));
  return {
    ref,
    channelName: row.channel_name,
    receivedAt: row.received_at,
    status: messageStatus.parse(row.status),
    messageControlId: row.message_control_id,
    messageType: row.message_type || null,
    sender: row.sender || null,
    receiver: row.receiver || null,
    isRead: row.is_read === 1,
    role: traceRole.catch('other').parse(row.role),
    version: row.version === null ? null : reportVersion.parse(row.version),
    versionAt: row.version_at,
    isUrgent: row.is_urgent === 1,
    report: row.report === null ? null : Buffer.from(row.report).toString('hex'),
    refersTo: row.refers_to,
    receipt: row.receipt === null ? null : receiptFact.parse(JSON.parse(row.receipt)),
    recipients: listOf(row.recipients),
    requesters: listOf(row.requesters),
    patients: hashes(0, row.patient_count),
    orders: hashes(row.patient_count, row.order_count),
    parent:
      row.parent_id === null || row.parent_channel_id === null
        ? null
        : { connectionId: row.connection_id, channelId: row.parent_channel_id, nativeId: String(row.parent_id) },
    isCopy: row.is_copy === 1,
    destinations: row.destinations === null ? null : destinationsIn(row.destinations, row.ended_at),
  };
}

function listOf(json: string | null): string[] {
  const list: unknown = json === null ? [] : JSON.parse(json);
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

function destinationsIn(json: string, endedAt: number | null): TraceDestination[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) return [];
  return list.map((each: unknown[]) => ({
    connectorId: String(each[0]),
    name: String(each[1]),
    state: processingState.parse(each[2]),
    endedAt,
    attempts: 0,
    word: 'unchecked' as const,
    code: null,
    nextChannelId: null,
    expectsAck: null,
  }));
}
