import type { ReadableDatabase, WritableDatabase } from '../sqlite/database.ts';
import type { HistoryStore, Sample } from '../store.ts';
import {
  addToMinute,
  ensureChannel,
  findPreviousRun,
  listActivity,
  listMinutes,
  noteActivity,
  upsertRun,
} from './history-queries.ts';

export type HistoryWriterContext = { history(): WritableDatabase };
export type HistoryReaderContext = { history(): ReadableDatabase; turn(): Promise<void> };

type Minutes = Awaited<ReturnType<HistoryStore['perMinute']>>;
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
        const minuteAt = Math.floor(sample.at / minuteMs) * minuteMs;
        if (row !== undefined) database.run(addToMinute, { ...sample, minuteAt, channelKey: row.channel_key });
      }
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

  lastActivity({ history }: HistoryReaderContext, { connectionIds }: { connectionIds: string[] }): Activity {
    return history().all<Activity[number]>(listActivity, { connectionIds: JSON.stringify(connectionIds) });
  },

  previousRun({ history }: HistoryReaderContext, { runId }: { runId: string }): { from: number; to: number } | null {
    return history().get<{ from: number; to: number }>(findPreviousRun, { runId }) ?? null;
  },
};
