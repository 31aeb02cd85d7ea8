import { rollupSteps } from '../../../src-shared/domain/series.ts';
import type { HistoryStore, LatencyPoint, MeasuredMessage, MeasuredOutcome } from '../history-store.ts';
import type { WritableDatabase } from '../sqlite/database.ts';
import type { HistoryReaderContext, HistoryWriterContext } from './history-operations.ts';
import { ensureChannel } from './history-queries.ts';
import {
  addFilled,
  dropUnanswered,
  findLatency,
  findMeasured,
  listLatencies,
  listOpenGaps,
  markFilled,
  oldestUnanswered,
  putLatency,
  putUnanswered,
  setMeasured,
  takeUnanswered,
} from './latency-queries.ts';
import { addPacked, addTime, type LatencySketch, newSketch, packSketch, quantilesOf } from './latency-sketch.ts';
import { deleteAllLooked } from './unit-queries.ts';

type IdSpan = [from: number, to: number];
type LatencyRow = { at: number; mostMs: number; ahead: number; aheadMs: number; histogram: Uint8Array };
type Collected = { kind: number; at: number; sketch: LatencySketch; ahead: number; aheadMs: number };
type Timed = { receivedAt: number; messageAt: number | null; endedAt: number };
type Own = { connectionId: string; channelId: string };

const kinds = ['processing', 'end-to-end'] as const;
/** A message written a moment after it came: clocks of machines that follow a time server differ by less. */
const clockToleranceMs = 2000;

export const latencyWriterOperations = {
  /** Each message counts once, however often its page is read. */
  measure({ history }: HistoryWriterContext, query: Parameters<HistoryStore['measure']>[0]): void {
    const database = history();
    database.transaction(() => {
      const { channelKey, spans } = channelOf(database, query);
      const fresh = query.messages.filter(({ id }) => !spans.some(([from, to]) => id >= from && id <= to));
      const measured = JSON.stringify(withIds(spans, [query.fromId, query.toId]));
      database.run(setMeasured, { channelKey, measured });
      fillGaps(database, channelKey, fresh);
      if (query.whole !== null) database.run(markFilled, { channelKey, ...query.whole });
      for (const message of fresh) {
        if (message.outcome !== 'in-work') continue;
        const { id: nativeId, receivedAt, messageAt } = message;
        database.run(putUnanswered, { channelKey, nativeId, receivedAt, messageAt });
      }
      addTimes(database, channelKey, fresh.flatMap(timedOf));
    });
  },

  /** What became of messages that were in work; those already settled are passed over. */
  settleMeasured({ history }: HistoryWriterContext, query: Parameters<HistoryStore['settleMeasured']>[0]): void {
    const database = history();
    database.transaction(() => {
      const { channelKey } = channelOf(database, query);
      const settled = query.outcomes.flatMap((outcome) => settle(database, channelKey, outcome));
      addTimes(database, channelKey, settled);
    });
  },

  /** The engine began its ids anew: none of them was measured. */
  forgetMeasured({ history }: HistoryWriterContext, own: Own): void {
    const database = history();
    database.transaction(() => {
      const { channelKey } = channelOf(database, own);
      database.run(setMeasured, { channelKey, measured: '[]' });
      database.run(dropUnanswered, { channelKey });
      database.run(deleteAllLooked, { channelKey });
    });
  },
};

export const latencyReaderOperations = {
  latencies({ history }: HistoryReaderContext, query: Parameters<HistoryStore['latencies']>[0]): LatencyPoint[] {
    const byAt = new Map<number, LatencyPoint>();
    kinds.forEach((name, kind) => {
      for (const merged of mergedPoints(
        history().all<LatencyRow>(listLatencies, { ...query, kind }),
        kind,
        query.pointMs,
      )) {
        const point = byAt.get(merged.at) ?? { at: merged.at, processing: null, endToEnd: null, ahead: 0, aheadMs: 0 };
        const quantiles = quantilesOf(merged.sketch);
        byAt.set(merged.at, {
          ...point,
          ...(name === 'processing' ? { processing: quantiles } : { endToEnd: quantiles }),
          ahead: point.ahead + merged.ahead,
          aheadMs: Math.max(point.aheadMs, merged.aheadMs),
        });
      }
    });
    return [...byAt.values()].sort((a, b) => a.at - b.at);
  },

  oldestInWork(
    { history }: HistoryReaderContext,
    query: { connectionId: string },
  ): Awaited<ReturnType<HistoryStore['oldestInWork']>> {
    return history().all<{ channelId: string; oldestAt: number | null }>(oldestUnanswered, query);
  },
};

function channelOf(database: WritableDatabase, { connectionId, channelId }: Own) {
  database.run(ensureChannel, { connectionId, channelId });
  const row = database.get<{ channelKey: number; measured: string }>(findMeasured, { connectionId, channelId });
  const spans: IdSpan[] = JSON.parse(row?.measured ?? '[]');
  return { channelKey: row?.channelKey ?? 0, spans };
}

/** Stretches that touch become one. */
function withIds(spans: readonly IdSpan[], added: IdSpan): IdSpan[] {
  const joined: IdSpan[] = [];
  for (const [from, to] of [...spans, added].toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

function timedOf({ outcome, endedAt, receivedAt, messageAt }: MeasuredMessage): Timed[] {
  return outcome === 'delivered' && endedAt !== null ? [{ receivedAt, messageAt, endedAt }] : [];
}

function settle(database: WritableDatabase, channelKey: number, { id, outcome, endedAt }: MeasuredOutcome): Timed[] {
  if (outcome === 'in-work') return [];
  const known = database.get<{ receivedAt: number; messageAt: number | null }>(takeUnanswered, {
    channelKey,
    nativeId: id,
  });
  return known !== undefined && outcome === 'delivered' && endedAt !== null ? [{ ...known, endedAt }] : [];
}

/** By the step in which a message was answered. */
function addTimes(database: WritableDatabase, channelKey: number, messages: readonly Timed[]): void {
  for (const { stepMs } of rollupSteps) {
    for (const collected of collect(messages, stepMs)) {
      const key = { stepMs, channelKey, kind: collected.kind, at: collected.at };
      const before = database.get<LatencyRow>(findLatency, key);
      if (before !== undefined) addPacked(collected.sketch, before.histogram, before.mostMs);
      database.run(putLatency, {
        ...key,
        mostMs: collected.sketch.mostMs,
        ahead: collected.ahead + (before?.ahead ?? 0),
        aheadMs: Math.max(collected.aheadMs, before?.aheadMs ?? 0),
        histogram: packSketch(collected.sketch),
      });
    }
  }
}

function collect(messages: readonly Timed[], stepMs: number): Iterable<Collected> {
  const found = new Map<string, Collected>();
  const stepOf = (kind: number, endedAt: number) => {
    const at = Math.floor(endedAt / stepMs) * stepMs;
    const step = found.get(`${kind} ${at}`) ?? { kind, at, sketch: newSketch(), ahead: 0, aheadMs: 0 };
    found.set(`${kind} ${at}`, step);
    return step;
  };
  for (const { receivedAt, messageAt, endedAt } of messages) {
    addTime(stepOf(0, endedAt).sketch, Math.max(0, endedAt - receivedAt));
    if (messageAt === null) continue;
    const step = stepOf(1, endedAt);
    const aheadMs = messageAt - receivedAt;
    // Time cannot be measured by a clock that is ahead: such a message is counted, and its time left out.
    if (aheadMs <= clockToleranceMs) addTime(step.sketch, Math.max(0, endedAt - messageAt));
    else [step.ahead, step.aheadMs] = [step.ahead + 1, Math.max(step.aheadMs, aheadMs)];
  }
  return found.values();
}

/** A message that came within a gap, into the steps that do not hold the whole gap: those have what the counters told. */
function fillGaps(database: WritableDatabase, channelKey: number, messages: readonly MeasuredMessage[]): void {
  const gaps = messages.length === 0 ? [] : database.all<{ from: number; to: number }>(listOpenGaps, { channelKey });
  for (const { receivedAt, sent, errored, filtered } of gaps.length === 0 ? [] : messages) {
    const gap = gaps.find(({ from, to }) => receivedAt > from && receivedAt <= to);
    if (gap === undefined) continue;
    for (const { stepMs } of rollupSteps) {
      const at = Math.floor(receivedAt / stepMs) * stepMs;
      const holdsWhole = gap.from >= at && gap.to < at + stepMs;
      if (!holdsWhole) database.run(addFilled, { stepMs, channelKey, at, sent, errored, filtered });
    }
  }
}

function* mergedPoints(rows: readonly LatencyRow[], kind: number, pointMs: number): Iterable<Collected> {
  let point: Collected | null = null;
  for (const row of rows) {
    const at = Math.floor(row.at / pointMs) * pointMs;
    if (point !== null && point.at !== at) yield point;
    if (point === null || point.at !== at) point = { kind, at, sketch: newSketch(), ahead: 0, aheadMs: 0 };
    addPacked(point.sketch, row.histogram, row.mostMs);
    point.ahead += row.ahead;
    point.aheadMs = Math.max(point.aheadMs, row.aheadMs);
  }
  if (point !== null) yield point;
}
