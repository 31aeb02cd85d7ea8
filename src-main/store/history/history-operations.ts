import { rollupSteps } from '../../../src-shared/domain/series.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import type { HistoryStore, Sample } from '../store.ts';
import {
  addToStep,
  ensureChannel,
  findMinute,
  findPreviousRun,
  listActivity,
  listChannelKeys,
  listMinutes,
  listPoints,
  noteActivity,
  trimStep,
  upsertRun,
} from './history-queries.ts';

export type HistoryWriterContext = { history(): WritableDatabase };
export type HistoryReaderContext = { history(): ReadableDatabase; turn(): Promise<void> };

type Minutes = Awaited<ReturnType<HistoryStore['perMinute']>>;
type Points = Awaited<ReturnType<HistoryStore['points']>>;
type Activity = Awaited<ReturnType<HistoryStore['lastActivity']>>;

const minuteMs = 60_000;
const windowMs = 60 * minuteMs;

export const historyWriterOperations = {
  appendSamples({ history }: HistoryWriterContext, { samples }: { samples: Sample[] }): void {
    const database = history();
    database.transaction(() => {
      for (const sample of samples) {
        database.run(ensureChannel, { connectionId: sample.connectionId, channelId: sample.channelId });
        const row = database.get<{ channel_key: number }>(noteActivity, sample);
        if (row !== undefined) addToSteps(database, sample, row.channel_key);
      }
    });
  },

  /** One step at a time, so that no other write waits for long. @returns whether more is left */
  trimRollups({ history }: HistoryWriterContext, { now, most }: { now: number; most: number }): boolean {
    const database = history();
    return database.transaction(() => {
      let left = most;
      for (const { channelKey } of database.all<{ channelKey: number }>(listChannelKeys)) {
        for (const { stepMs, keptMs } of rollupSteps) {
          left -= database.run(trimStep, { stepMs, channelKey, before: now - keptMs, most: left }).changes;
          if (left === 0) return true;
        }
      }
      return false;
    });
  },

  heartbeat({ history }: HistoryWriterContext, args: { runId: string; at: number }): void {
    history().run(upsertRun, args);
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

  lastActivity({ history }: HistoryReaderContext, { connectionIds }: { connectionIds: string[] }): Activity {
    return history().all<Activity[number]>(listActivity, { connectionIds: JSON.stringify(connectionIds) });
  },

  previousRun({ history }: HistoryReaderContext, { runId }: { runId: string }): { from: number; to: number } | null {
    return history().get<{ from: number; to: number }>(findPreviousRun, { runId }) ?? null;
  },
};

/** All steps in the transaction of the sample: what a kill takes away is missing in each of them alike. */
function addToSteps(database: WritableDatabase, sample: Sample, channelKey: number): void {
  const minuteAt = Math.floor(sample.at / minuteMs) * minuteMs;
  const watchedMinutes = database.get(findMinute, { channelKey, minuteAt }) === undefined ? 1 : 0;
  for (const { stepMs } of rollupSteps) {
    const startAt = Math.floor(sample.at / stepMs) * stepMs;
    database.run(addToStep, { ...sample, channelKey, stepMs, startAt, watchedMinutes });
  }
}
