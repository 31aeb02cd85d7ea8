import { rollupSteps } from '../../../src-shared/domain/series.ts';
import type { ChannelGap, HistoryStore, Sample } from '../history-store.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import {
  addToStep,
  addWatchedHour,
  dropGapsAhead,
  ensureChannel,
  findPreviousRun,
  listActivity,
  listChannelKeys,
  listGaps,
  listMinutes,
  listPoints,
  listQuarters,
  listWatchedHours,
  noteActivity,
  noteCounted,
  putGap,
  trimGaps,
  trimStep,
  trimWatchedHours,
  upsertRun,
} from './history-queries.ts';
import { trimLatency } from './latency-queries.ts';

export type HistoryWriterContext = { history(): WritableDatabase };
export type HistoryReaderContext = { history(): ReadableDatabase; turn(): Promise<void> };

type Minutes = Awaited<ReturnType<HistoryStore['perMinute']>>;
type Points = Awaited<ReturnType<HistoryStore['points']>>;
type Activity = Awaited<ReturnType<HistoryStore['lastActivity']>>;
type GapsRead = Awaited<ReturnType<HistoryStore['gaps']>>;
type GapRow = Omit<ChannelGap, 'connectionId' | 'channelId' | 'queued' | 'isFilled'> & { isFilled: number };
type ActivityRow = Omit<Activity[number], 'counted'> & { countedAt: number | null } & Sample['counters'];

const windowMs = 3_600_000;

export const historyWriterOperations = {
  /** All of a flush in one transaction: what a kill takes away is missing in every step alike. */
  appendSamples({ history }: HistoryWriterContext, { samples, gaps }: { samples: Sample[]; gaps: ChannelGap[] }): void {
    const database = history();
    database.transaction(() => {
      for (const gap of gaps) addGap(database, gap);
      for (const sample of samples) addSample(database, sample);
    });
  },

  /**
   * One step at a time, so that no other write waits for long. What is dropped is old by the clock *and* by the time that was watched since:
   * a clock that jumps ahead takes nothing away. @returns whether more is left
   */
  trimRollups({ history }: HistoryWriterContext, { now, most }: { now: number; most: number }): boolean {
    const database = history();
    return database.transaction(() => {
      const channelKeys = database.all<{ channelKey: number }>(listChannelKeys);
      let left = most;
      for (const { stepMs, keptMs } of rollupSteps) {
        const before = droppedBefore(database, { now, keptMs });
        if (before === null) return false;
        for (const { channelKey } of channelKeys) {
          left -= database.run(trimStep, { stepMs, channelKey, before, most: left }).changes;
          if (left === 0) return true;
        }
        for (const { channelKey } of channelKeys)
          for (const kind of [0, 1]) database.run(trimLatency, { stepMs, channelKey, kind, before });
        if (stepMs < windowMs) continue;
        for (const { channelKey } of channelKeys) database.run(trimGaps, { channelKey, before });
        database.run(trimWatchedHours, { before });
      }
      return false;
    });
  },

  heartbeat(
    { history }: HistoryWriterContext,
    { runId, at, watchedMs }: { runId: string; at: number; watchedMs: number },
  ): void {
    const database = history();
    database.transaction(() => {
      database.run(upsertRun, { runId, at });
      database.run(addWatchedHour, { hourAt: Math.floor(at / windowMs) * windowMs, watchedMs });
    });
  },
};

export const historyReaderOperations = {
  /** Read an hour at a time. `from` and `to` both included. */
  async perMinute(
    { history, turn }: HistoryReaderContext,
    { connectionIds, channelId, from, to }: Parameters<HistoryStore['perMinute']>[0],
  ): Promise<Minutes> {
    const minutes: Minutes = [];
    for (let start = from; start <= to; start += windowMs) {
      const upTo = Math.min(start + windowMs, to + 1);
      const params = { connectionIds: JSON.stringify(connectionIds), channelId, from: start, upTo };
      minutes.push(...history().all<Minutes[number]>(listMinutes, params));
      await turn();
    }
    return minutes;
  },

  /** Points of `pointMs`, oldest first; `from` included, `upTo` not. */
  points({ history }: HistoryReaderContext, query: Parameters<HistoryStore['points']>[0]): Points {
    return history().all<Points[number]>(listPoints, query);
  },

  quarters(
    { history }: HistoryReaderContext,
    query: Parameters<HistoryStore['quarters']>[0],
  ): Awaited<ReturnType<HistoryStore['quarters']>> {
    const rows = history().all<{ at: number; received: number }>(listQuarters, query);
    return {
      at: Float64Array.from(rows, ({ at }) => at),
      received: Float64Array.from(rows, ({ received }) => received),
    };
  },

  /** Oldest first; those that touch the time from `from` to `upTo`. */
  gaps({ history }: HistoryReaderContext, query: Parameters<HistoryStore['gaps']>[0]): GapsRead {
    const rows = history().all<GapRow>(listGaps, query);
    return rows.map((row) => ({ ...row, isFilled: row.isFilled === 1 }));
  },

  lastActivity({ history }: HistoryReaderContext, { connectionIds }: { connectionIds: string[] }): Activity {
    const rows = history().all<ActivityRow>(listActivity, { connectionIds: JSON.stringify(connectionIds) });
    return rows.map(({ countedAt, received, sent, errored, filtered, ...row }) => ({
      ...row,
      counted: countedAt === null ? null : { at: countedAt, counters: { received, sent, errored, filtered } },
    }));
  },

  previousRun(
    { history }: HistoryReaderContext,
    query: { runId: string; now: number },
  ): { from: number; to: number } | null {
    return history().get<{ from: number; to: number }>(findPreviousRun, query) ?? null;
  },
};

function addSample(database: WritableDatabase, sample: Sample): void {
  const { counters, countedAt, ...figures } = sample;
  const channelKey = keyOf(database, figures);
  database.run(noteCounted, {
    channelKey,
    countedAt,
    countedReceived: counters.received,
    countedSent: counters.sent,
    countedErrored: counters.errored,
    countedFiltered: counters.filtered,
  });
  // Begun by a clock that was wrong, and set right since: nobody missed a time that has not come.
  database.run(dropGapsAhead, { channelKey, now: countedAt });
  for (const { stepMs } of rollupSteps) {
    const startAt = Math.floor(sample.at / stepMs) * stepMs;
    database.run(addToStep, { ...figures, channelKey, stepMs, startAt });
  }
}

/** What was counted over a gap belongs to a step only where the step holds the whole gap. */
function addGap(database: WritableDatabase, { queued, ...gap }: ChannelGap): void {
  const { from, to } = gap;
  const channelKey = keyOf(database, { ...gap, at: to });
  database.run(putGap, { ...gap, channelKey, isFilled: 0 });
  for (const { stepMs } of rollupSteps) {
    const startAt = Math.floor(from / stepMs) * stepMs;
    if (to >= startAt + stepMs) continue;
    const seen = { queued, queuedMost: queued, watchedMs: 0, oldestMs: null };
    database.run(addToStep, { ...gap, ...seen, isFilled: 0, channelKey, stepMs, startAt });
  }
}

type Moved = Pick<Sample, 'connectionId' | 'channelId' | 'at' | 'received' | 'sent'>;

function keyOf(database: WritableDatabase, { connectionId, channelId, at, received, sent }: Moved): number {
  database.run(ensureChannel, { connectionId, channelId });
  const row = database.get<{ channelKey: number }>(noteActivity, { connectionId, channelId, at, received, sent });
  return row?.channelKey ?? 0;
}

/** Null: not so much was watched yet that anything is old. */
function droppedBefore(database: WritableDatabase, { now, keptMs }: { now: number; keptMs: number }): number | null {
  let watchedMs = 0;
  for (const hour of database.each<{ at: number; watchedMs: number }>(listWatchedHours, { now })) {
    watchedMs += hour.watchedMs;
    if (watchedMs >= keptMs) return Math.min(hour.at, now - keptMs);
  }
  return null;
}
