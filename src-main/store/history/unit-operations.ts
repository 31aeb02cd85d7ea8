import {
  type FoundUnit,
  isUnitWork,
  patientLimit,
  thinTypical,
} from '../../../src-shared/domain/units/unit-finding.ts';
import { headerHash, type KeyHasher } from '../cache/key-hash.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import type { CollectedFinding, FindingDetail, UnitFindingStore } from '../unit-finding-store.ts';
import type { HistoryReaderContext, HistoryWriterContext } from './history-operations.ts';
import { ensureChannel } from './history-queries.ts';
import * as sql from './unit-queries.ts';

type Place = { connectionId: string; channelId: string };
type WriterContext = HistoryWriterContext & { hashKey: KeyHasher };

const maxListed = 5000;
/** A stranger's messages may bring any number of codes and units. */
const maxPerChannel = 5000;
export const keptDays = 90;

export const unitWriterOperations = {
  addUnitFindings(
    { history, hashKey }: WriterContext,
    { looked, findings, ...place }: Parameters<UnitFindingStore['add']>[0],
  ): void {
    const database = history();
    database.transaction(() => {
      database.run(ensureChannel, place);
      const channelKey = channelKeyOf(database, place) ?? 0;
      for (const [fromId, toId] of looked) markLooked(database, { channelKey, fromId, toId });
      for (const finding of findings) addFinding(database, { finding, channelKey, hashKey });
    });
  },
};

export const unitReaderOperations = {
  unitsNotLookedAt({ history }: HistoryReaderContext, { ids, ...place }: Place & { ids: number[] }): number[] {
    const channelKey = channelKeyOf(history(), place);
    if (channelKey === null) return ids;
    return ids.filter((id) => {
      const before = history().get<{ toId: number }>(sql.findLooked, { channelKey, id });
      return before === undefined || before.toId < id;
    });
  },

  listUnitFindings(
    { history }: HistoryReaderContext,
    { connectionIds }: { connectionIds: string[] },
  ): { items: FoundUnit[]; isCut: boolean } {
    const asked = { connectionIds: JSON.stringify(connectionIds), limit: maxListed + 1 };
    const rows = history().all<FindingRow>(sql.listWork, asked);
    return { items: rows.slice(0, maxListed).map(toFinding), isCut: rows.length > maxListed };
  },

  unitsInOrder(
    { history }: HistoryReaderContext,
    { connectionIds }: { connectionIds: string[] },
  ): Awaited<ReturnType<UnitFindingStore['inOrder']>> {
    return history().all<Place & { messages: number }>(sql.countInOrder, {
      connectionIds: JSON.stringify(connectionIds),
    });
  },

  getUnitFinding({ history }: HistoryReaderContext, { findingId }: { findingId: string }): FindingDetail | null {
    const row = history().get<FindingRow & { findingKey: number; channelKey: number }>(sql.getFinding, { findingId });
    if (row === undefined) return null;
    const { findingKey, channelKey, sender, codeSystem, code } = row;
    const after = Math.floor(row.lastAt / dayMs) - keptDays;
    const samples = history().all<{ nativeId: number; receivedAt: number }>(sql.listSamples, { findingKey });
    return {
      finding: toFinding(row),
      days: history().all<{ day: number; messages: number; urgent: number }>(sql.listDays, { findingKey, after }),
      samples: samples.map(({ nativeId, receivedAt }) => ({ nativeId: String(nativeId), receivedAt })),
      inOrder:
        history().get<{ messages: number }>(sql.sumInOrder, { channelKey, sender, codeSystem, code })?.messages ?? 0,
    };
  },
};

const dayMs = 24 * 3_600_000;

type Stated = 'sender' | 'codeSystem' | 'code' | 'name' | 'unit' | 'expected';
type FindingRow = Omit<FoundUnit, Stated | 'typical'> & Record<Stated | 'typical', string>;

/** Written by us and many at once: not held against the schema again. */
function toFinding(row: FindingRow): FoundUnit {
  const { findingId, connectionId, channelId, judgement, messages, measurements, urgent, patients } = row;
  return {
    ...{ findingId, connectionId, channelId, judgement, messages, measurements, urgent, patients },
    ...{ firstAt: row.firstAt, lastAt: row.lastAt, typical: JSON.parse(row.typical) },
    ...{ sender: orNull(row.sender), codeSystem: orNull(row.codeSystem), code: orNull(row.code) },
    ...{ name: orNull(row.name), unit: orNull(row.unit), expected: orNull(row.expected) },
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function channelKeyOf(database: Pick<WritableDatabase, 'get'>, { connectionId, channelId }: Place): number | null {
  return database.get<{ channelKey: number }>(sql.findChannelKey, { connectionId, channelId })?.channelKey ?? null;
}

type Stretch = { channelKey: number; fromId: number; toId: number };

/** Stretches that touch become one. */
function markLooked(database: WritableDatabase, { channelKey, fromId, toId }: Stretch): void {
  const before = database.get<{ fromId: number; toId: number }>(sql.findLooked, { channelKey, id: fromId });
  let [from, to] = [fromId, toId];
  if (before !== undefined && before.toId >= fromId - 1) {
    from = before.fromId;
    to = Math.max(to, before.toId);
    database.run(sql.deleteLooked, { channelKey, fromId: before.fromId });
  }
  for (const joined of database.all<{ toId: number }>(sql.deleteLookedWithin, { channelKey, fromId: from, toId: to }))
    to = Math.max(to, joined.toId);
  database.run(sql.insertLooked, { channelKey, fromId: from, toId: to });
}

type Adding = { finding: CollectedFinding; channelKey: number; hashKey: KeyHasher };

function addFinding(database: WritableDatabase, { finding, channelKey, hashKey }: Adding): void {
  const { findingId, firstAt, lastAt, messages, measurements, urgent } = finding;
  const known = database.get<{ findingKey: number; patients: number; typical: string }>(sql.findFinding, { findingId });
  const findingKey = known?.findingKey ?? insert(database, finding, channelKey);
  if (findingKey === null) return;
  let patients = 0;
  if (isUnitWork(finding.judgement)) {
    for (const key of finding.patientKeys) {
      if ((known?.patients ?? 0) + patients >= patientLimit) break;
      const hash = headerHash(hashKey, 'patient', key);
      patients += database.run(sql.addPatient, { findingKey, hash }).changes;
    }
    for (const sample of finding.samples) database.run(sql.addSample, { findingKey, ...sample });
    database.run(sql.trimSamples, { findingKey });
  }
  const kept: number[] = JSON.parse(known?.typical ?? '[]');
  const typical = JSON.stringify(thinTypical([...kept, ...finding.typical]));
  database.run(sql.addToFinding, { findingKey, messages, measurements, urgent, patients, firstAt, lastAt, typical });
  for (const day of finding.days) database.run(sql.addToDay, { findingKey, ...day });
  database.run(sql.trimDays, { findingKey, before: Math.floor(lastAt / dayMs) - keptDays });
}

/** Null: the channel has as many as are kept. */
function insert(database: WritableDatabase, finding: CollectedFinding, channelKey: number): number | null {
  const { count } = database.get<{ count: number }>(sql.countFindings, { channelKey }) ?? { count: 0 };
  if (count >= maxPerChannel) return null;
  const { findingId, judgement, firstAt, lastAt } = finding;
  const row = database.get<{ findingKey: number }>(sql.insertFinding, {
    ...{ findingId, channelKey, judgement, firstAt, lastAt, isWork: isUnitWork(judgement) ? 1 : 0 },
    ...{ sender: finding.sender ?? '', codeSystem: finding.codeSystem ?? '', code: finding.code ?? '' },
    ...{ name: finding.name ?? '', unit: finding.unit ?? '', expected: finding.expected ?? '' },
  });
  return row?.findingKey ?? null;
}
