import { type TraceRole, traceRoleOf } from '../../../src-shared/domain/trace/trace-facts.ts';
import type { HeaderRecord } from '../header-store.ts';
import type { SqlValue } from '../sqlite/database.ts';
import { findTraceText, insertTraceText } from './header-queries.ts';
import { headerHash, type KeyHasher } from './key-hash.ts';
import type { WritablePartition } from './partition-writers.ts';

/** Recipients of a national network are many; what is forgotten is looked up again. */
const rememberedTexts = 20_000;

/** What a header keeps for traces, as parameters of the statements that write it. */
export function traceColumns(
  partition: WritablePartition,
  record: HeaderRecord,
  hashKey: KeyHasher,
): Record<string, SqlValue> {
  const { patientKeys, orderKeys, trace } = record;
  const { facts, destinations, endedAt, parent } = trace;
  const isReceipt = facts !== null && facts.receipt !== null;
  return {
    patientCount: patientKeys.length,
    orderCount: orderKeys.length,
    role: roleOf(record),
    version: facts?.version ?? null,
    versionAt: facts?.versionAt ?? null,
    isUrgent: facts?.isUrgent === true ? 1 : 0,
    isRead: facts === null ? 0 : 1,
    report: facts === null || facts.reportKey === null ? null : headerHash(hashKey, 'report', facts.reportKey),
    refersTo: facts?.refersTo ?? null,
    receipt: isReceipt ? JSON.stringify(facts.receipt) : null,
    recipientsKey: listKey(partition, facts?.recipients ?? []),
    requestersKey: listKey(partition, facts?.requesters ?? []),
    destinationsKey: destinationsKey(partition, destinations),
    endedAt,
    parentChannelKey: parent === null ? null : textKey(partition, parent.channelId),
    parentId: parent === null ? null : Number(parent.nativeId),
    isCopy: parent?.isCopy === true ? 1 : 0,
  };
}

/** Without content by its type alone: then nobody knows that it takes an order back. */
export function roleOf({ message, trace: { facts } }: HeaderRecord): TraceRole {
  const { messageType } = message.header;
  return facts?.role ?? traceRoleOf({ messageType, isReceipt: false, isCancelled: false });
}

/** `[[connectorId, name, state], …]` */
export function destinationsKey(
  partition: WritablePartition,
  destinations: HeaderRecord['trace']['destinations'],
): number | null {
  return listKey(
    partition,
    destinations.map(({ connectorId, name, state }) => [connectorId, name, state]),
  );
}

function listKey(partition: WritablePartition, list: readonly unknown[]): number | null {
  return list.length === 0 ? null : textKey(partition, JSON.stringify(list));
}

function textKey({ database, textKeys }: WritablePartition, text: string): number {
  const known = textKeys.get(text) ?? database.get<{ text_key: number }>(findTraceText, { text })?.text_key;
  const key = known ?? database.run(insertTraceText, { text }).lastKey;
  if (textKeys.size >= rememberedTexts) textKeys.clear();
  textKeys.set(text, key);
  return key;
}
