import type { ChannelCounters } from '../../src-shared/domain/channel.ts';

/**
 * What one channel did in one step of 10 s: deltas, never absolute counters. `at`: any time of the step, ms UTC. `queued` is the last level,
 * `queuedMost` the highest; `oldestMs` the highest age seen of the oldest waiting message, null = not known. `watchedMs` of the step.
 * `counters`: the engine's own at `countedAt`, for whoever goes on after a restart.
 */
export type Sample = {
  connectionId: string;
  channelId: string;
  at: number;
  received: number;
  sent: number;
  errored: number;
  filtered: number;
  queued: number;
  queuedMost: number;
  oldestMs: number | null;
  watchedMs: number;
  counters: ChannelCounters;
  countedAt: number;
};

/**
 * Between two looks at a channel that were too far apart (ms UTC), with what the engine counted meanwhile; at least so many, for a counter may have
 * been cleared. *unwatched*: no console ran, or its machine slept; *unreachable*: the engine did not answer. `queued` at its end.
 */
export type ChannelGap = {
  connectionId: string;
  channelId: string;
  from: number;
  to: number;
  cause: 'unwatched' | 'unreachable';
  received: number;
  sent: number;
  errored: number;
  filtered: number;
  queued: number;
};

type SpanQuery = Pick<Sample, 'connectionId' | 'channelId'> & Record<'from' | 'upTo', number>;
type PointsQuery = SpanQuery & Record<'stepMs' | 'pointMs', number>;
type Point = Pick<Sample, 'at' | 'received' | 'sent' | 'errored' | 'filtered' | 'queued' | 'watchedMs' | 'oldestMs'>;

export type HistoryStore = {
  /** All or nothing. */
  append(samples: Sample[], gaps?: ChannelGap[]): Promise<void>;
  /** One entry per minute that was watched, oldest first; minutes without one are gaps. */
  perMinute(query: { connectionIds: string[]; channelId: string | null; from: number; to: number }): Promise<
    {
      connectionId: string;
      channelId: string;
      minuteAt: number;
      received: number;
      sent: number;
      errored: number;
      queued: number;
    }[]
  >;
  /**
   * One channel's figures in points of `pointMs`, made of rollups of `stepMs`, oldest first; without an entry where nothing is known.
   * `queued` is the highest level seen, `watchedMs` how much of the point was watched. `from` included, `upTo` not.
   */
  points(query: PointsQuery): Promise<Point[]>;
  /**
   * Of one channel, oldest first: those that touch the time from `from` to `upTo`. `isFilled`: counted message by message since, so that the
   * steps hold its figures, whole.
   */
  gaps(
    query: SpanQuery,
  ): Promise<(Omit<ChannelGap, 'connectionId' | 'channelId' | 'queued'> & { isFilled: boolean })[]>;
  /** Drops at most `most` rows that have been kept long enough, by the clock and by the time watched since; whether more are left. */
  trim(now: number, most: number): Promise<boolean>;
  /** `counted`: the engine's counters when it was last looked at, null = never. */
  lastActivity(connectionIds: string[]): Promise<
    {
      connectionId: string;
      channelId: string;
      lastReceivedAt: number | null;
      lastSentAt: number | null;
      counted: { at: number; counters: ChannelCounters } | null;
    }[]
  >;
  /** A watcher was alive at `at`, and for `watchedMs` before; kept as one row per run. */
  heartbeat(runId: string, at: number, watchedMs: number): Promise<void>;
  /** The run before this one, null when there was none. One that ended after `now` had a wrong clock, and tells nothing. */
  previousRun(runId: string, now: number): Promise<{ from: number; to: number } | null>;
};
