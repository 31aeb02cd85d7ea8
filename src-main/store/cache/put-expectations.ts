import {
  isNational,
  reportVersion,
  type TraceFacts,
  type TraceRole,
} from '../../../src-shared/domain/trace/trace-facts.ts';
import type { HeaderRecord } from '../header-store.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import * as sql from './expectation-queries.ts';
import { expectationState, highest, isSamePerson, joinHashes, lowest } from './expectation-state.ts';
import type { AnswerRow } from './header-queries.ts';
import { headerHash, type KeyHasher } from './key-hash.ts';

type Kind = 'answer' | 'receipt';
type Place = { connectionId: string; channelId: string };
type Asked = Place & {
  channelName: string;
  nativeId: number;
  controlId: string | null;
  sender: string;
  receiver: string;
  messageType: string;
  testGroup: string;
  isUrgent: boolean;
};

/** What one message says of what is awaited. `numbers`: hashes of those of one order. `isWhole`: the last word, not a preliminary one. */
export type ExpectationEvent = { kind: Kind; numbers: Uint8Array[]; patients: Uint8Array | null; at: number } & (
  | { what: 'asked'; asked: Asked }
  | { what: 'cancelled' }
  | { what: 'answered'; place: Place; isWhole: boolean; isDelivered: boolean }
);

/** Of a header as it is written. Nothing for what neither asks nor answers. */
export function expectationEvents(record: HeaderRecord, role: TraceRole, hashKey: KeyHasher): ExpectationEvent[] {
  const { message, patientKeys, orderKeys, trace } = record;
  const { facts } = trace;
  const { connectionId, channelId, channelName, receivedAt: at, status, header } = message;
  const hashOf = (number: string) => headerHash(hashKey, 'order', number);
  const patients = joined(patientKeys.map((key) => headerHash(hashKey, 'patient', key)));
  const place = { connectionId, channelId };
  const answer = { patients, at, place, isDelivered: status === 'delivered' };
  if (role === 'receipt') {
    const about = facts?.refersTo ?? null;
    return about === null
      ? []
      : [{ ...answer, patients: null, kind: 'receipt', what: 'answered', numbers: [hashOf(about)], isWhole: true }];
  }
  const asked: Asked = {
    ...place,
    channelName,
    nativeId: Number(message.nativeId),
    controlId: header.messageControlId,
    ...{ sender: header.sender ?? '', receiver: header.receiver ?? '', messageType: header.messageType ?? '' },
    ...{ testGroup: facts?.testGroup ?? '', isUrgent: facts?.isUrgent === true },
  };
  const receipts: ExpectationEvent[] =
    isNational(header.messageType) && header.messageControlId !== null
      ? [{ kind: 'receipt', what: 'asked', numbers: [hashOf(header.messageControlId)], patients: null, at, asked }]
      : [];
  if (orderKeys.length === 0) return receipts;
  if (role === 'result') {
    const numbers = orderKeys.map(hashOf);
    return [...receipts, { ...answer, kind: 'answer', what: 'answered', numbers, isWhole: isWhole(facts) }];
  }
  if (role !== 'order' && role !== 'order-cancel') return receipts;
  const groups = facts === null || facts.orderGroups.length === 0 ? [orderKeys] : facts.orderGroups;
  const orders = groups.map((group): ExpectationEvent => {
    const about = { kind: 'answer' as const, numbers: group.map(hashOf), patients, at };
    return role === 'order' ? { ...about, what: 'asked', asked } : { ...about, what: 'cancelled' };
  });
  return [...receipts, ...orders];
}

/** Of an answer that the index has and whose delivery is known only now. */
export function answerArrived(row: AnswerRow, place: Place, hashKey: KeyHasher): ExpectationEvent[] {
  const { received_at: at, keys, patient_count: patients, order_count: orders, version } = row;
  const arrived = { what: 'answered' as const, at, place, isDelivered: true };
  if (row.role === 'receipt') {
    const about = row.refers_to === null ? [] : [headerHash(hashKey, 'order', row.refers_to)];
    return [{ ...arrived, kind: 'receipt', numbers: about, patients: null, isWhole: true }];
  }
  const part = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      (keys ?? new Uint8Array()).slice((from + index) * 8, (from + index + 1) * 8),
    );
  const facts = { version: reportVersion.nullable().parse(version) };
  return [
    {
      ...{ ...arrived, kind: 'answer', numbers: part(patients, orders) },
      ...{ patients: joined(part(0, patients)), isWhole: isWhole(facts) },
    },
  ];
}

/** Without content nobody says which version it is; then it counts as the last. */
function isWhole(facts: Pick<TraceFacts, 'version'> | null): boolean {
  return facts?.version !== 'preliminary' && facts?.version !== 'partial';
}

function joined(hashes: readonly Uint8Array[]): Uint8Array | null {
  return hashes.length === 0 ? null : new Uint8Array(Buffer.concat(hashes));
}

/**
 * Keeps what messages say of what is awaited. The order they come in makes no difference, and the same message again changes nothing: times are only ever
 * the first or the last of all.
 */
export function putExpectations(database: WritableDatabase, events: readonly ExpectationEvent[]): void {
  if (events.length === 0) return;
  database.transaction(() => {
    for (const event of events) putEvent(database, event);
  });
}

function putEvent(database: WritableDatabase, event: ExpectationEvent): void {
  const [main] = event.numbers;
  if (main === undefined) return;
  const touched = new Map<string, Uint8Array>();
  const touch = (hash: Uint8Array) => touched.set(Buffer.from(hash).toString('hex'), hash);
  for (const hash of event.numbers) {
    const rows = database.all<sql.ExpectationRow>(sql.expectationsOfHash, { hash, kind: event.kind });
    const theirs = rows.filter((row) => isSamePerson(row.patients, event.patients));
    // One number may stand in two orders, such as a laboratory's own for both: its answer is the answer to each.
    const own =
      event.what === 'answered'
        ? theirs
        : theirs
            .filter((row) => same(row.main_hash, main) || (row.relation_key === null && same(row.main_hash, hash)))
            .slice(0, 1);
    const merging = own.length > 0 ? own : [begin(database, { kind: event.kind, hash, like: theirs[0] ?? null })];
    const merged = merging.map((row) => merge(database, row, { event, main }));
    for (const row of merged) database.run(sql.updateExpectation, row);
    for (const each of [...rows, ...merged]) touch(each.main_hash);
  }
  for (const mainHash of touched.values()) settle(database, event.kind, mainHash);
}

/** `like`: a row of the same number and person in another order; what came for the number holds here too. */
function begin(
  database: WritableDatabase,
  { kind, hash, like }: { kind: Kind; hash: Uint8Array; like: sql.ExpectationRow | null },
): sql.ExpectationRow {
  const { lastKey } = database.run(sql.insertExpectation, { kind, hash });
  return {
    ...{ expectation_key: lastKey, hash, main_hash: hash, patients: null, relation_key: null, person: null },
    ...{ native_id: null, control_id: null, is_urgent: 0, ordered_at: null, reordered_at: null, cancelled_at: null },
    ...{ seen_at: like?.seen_at ?? null, preliminary_at: like?.preliminary_at ?? null },
    ...{ final_at: like?.final_at ?? null, last_final_at: like?.last_final_at ?? null },
    ...{ answer_place: like?.answer_place ?? null, newest_at: like?.newest_at ?? 0 },
  };
}

function merge(
  database: WritableDatabase,
  row: sql.ExpectationRow,
  { event, main }: { event: ExpectationEvent; main: Uint8Array },
): sql.ExpectationRow {
  const { at } = event;
  const next = {
    ...row,
    patients: joinHashes(row.patients, event.patients),
    newest_at: Math.max(row.newest_at, at),
  };
  if (event.what === 'answered') {
    const place = JSON.stringify([event.place.connectionId, event.place.channelId]);
    const isArrived = event.isDelivered;
    return {
      ...next,
      seen_at: highest([row.seen_at, at]),
      ...(isArrived && event.isWhole
        ? { final_at: lowest([row.final_at, at]), last_final_at: highest([row.last_final_at, at]), answer_place: place }
        : {}),
      ...(isArrived && !event.isWhole ? { preliminary_at: highest([row.preliminary_at, at]) } : {}),
    };
  }
  // Its other numbers only lead to the first, under which it is listed.
  if (!same(row.hash, main)) return { ...next, main_hash: main };
  if (event.what === 'cancelled') return { ...next, main_hash: main, cancelled_at: highest([row.cancelled_at, at]) };
  const { asked } = event;
  const isFirst = row.relation_key === null || row.ordered_at === null || at < row.ordered_at;
  return {
    ...next,
    main_hash: main,
    ordered_at: lowest([row.ordered_at, at]),
    reordered_at: highest([row.reordered_at, at]),
    is_urgent: asked.isUrgent ? 1 : row.is_urgent,
    ...(isFirst
      ? {
          relation_key: relationKeyOf(database, event.kind, asked),
          person: event.patients === null ? null : event.patients.slice(0, 8),
          native_id: asked.nativeId,
          control_id: asked.controlId,
        }
      : {}),
  };
}

function settle(database: WritableDatabase, kind: Kind, mainHash: Uint8Array): void {
  const own = database.all<sql.ExpectationRow>(sql.expectationsOfHash, { hash: mainHash, kind });
  const besides = database.all<sql.ExpectationRow>(sql.expectationsBesides, { mainHash, kind });
  const all = [...own, ...besides];
  for (const order of own) {
    if (order.relation_key === null) continue;
    database.run(sql.setExpectationState, { key: order.expectation_key, ...expectationState(order, all) });
  }
}

function relationKeyOf(database: WritableDatabase, kind: Kind, asked: Asked): number {
  const { connectionId, channelId, channelName, sender, receiver, messageType, testGroup } = asked;
  const named = { kind, connectionId, channelId, sender, receiver, messageType, testGroup };
  const known = database.get<{ relation_key: number }>(sql.findRelation, named)?.relation_key;
  return known ?? database.run(sql.insertRelation, { ...named, channelName }).lastKey;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
