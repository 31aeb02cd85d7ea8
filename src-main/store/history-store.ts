import type { ChannelCounters } from '../../src-shared/domain/channel.ts';
import type { UnitFindingStore } from './unit-finding-store.ts';

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

/** *in-work*: no destination has answered for good yet; *ended*: it came to its end without being delivered. */
export type MeasuredOutcome = { id: number; outcome: 'in-work' | 'delivered' | 'ended'; endedAt: number | null };

/**
 * What a message's metadata tell: when it was received and when its last destination answered, ms UTC by the engine's clock; its own time by its
 * sender's, null where the key source does not give it. `sent`, `errored`, `filtered`: connectors, as the engine's counters count them.
 */
export type MeasuredMessage = MeasuredOutcome & {
  receivedAt: number;
  messageAt: number | null;
  sent: number;
  errored: number;
  filtered: number;
};

/** In ms; percentiles within 2 %, the maximum exact. */
export type Quantiles = { count: number; p50: number; p95: number; p99: number; max: number };

/**
 * Times of the messages that were answered within a point. `ahead`: how many were written after they had come, so that the sender's clock is ahead
 * by at least `aheadMs`; their end-to-end time is left out.
 */
export type LatencyPoint = {
  at: number;
  processing: Quantiles | null;
  endToEnd: Quantiles | null;
  ahead: number;
  aheadMs: number;
};

type ChannelPlace = Pick<Sample, 'connectionId' | 'channelId'>;

export type HistoryStore = {
  units: UnitFindingStore;
  /**
   * Messages of one channel with ids from `fromId` to `toId`; each counts once, however often it is told. Those that came within a gap fill it.
   * `whole`: everything that came in that time has been told, null = nobody knows.
   */
  measure(
    page: ChannelPlace & {
      fromId: number;
      toId: number;
      messages: MeasuredMessage[];
      whole: { from: number; to: number } | null;
    },
  ): Promise<void>;
  /** What became of messages that were in work when they were measured. */
  settleMeasured(change: ChannelPlace & { outcomes: MeasuredOutcome[] }): Promise<void>;
  /** The engine's ids of this channel began anew. */
  forgetMeasured(place: ChannelPlace): Promise<void>;
  latencies(query: PointsQuery): Promise<LatencyPoint[]>;
  /** When the oldest message came that was in work when last read, ms UTC; null = none. */
  oldestInWork(query: { connectionId: string }): Promise<{ channelId: string; oldestAt: number | null }[]>;
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
  /** What came in each quarter of an hour that was watched to its end, oldest first, as `learnBaseline` takes it; as columns, for there are thousands. */
  quarters(query: SpanQuery): Promise<{ at: Float64Array; received: Float64Array }>;
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
