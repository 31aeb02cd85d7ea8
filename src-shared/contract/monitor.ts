import { z } from 'zod';
import { channelSnapshot, channelState, lifecycleAction, severity } from '../domain/channel.ts';
import { seriesRange, timeSpan } from '../domain/series.ts';
import { nothing, reason, requestId } from './common.ts';
import { command, event, everyRole, operators, query } from './procedure.ts';

/**
 * One row of the overview. Rates are messages per minute over the last 5 min, null before two samples.
 * `sparkline`: received per minute, oldest first, 60 minutes, null = not watched (a gap, never zero).
 * `openFailures` counts cached failures not resolved; `counterErrored` is the engine's own counter (Mirth fact 8: not what is left).
 * `isStale`: the figures are older than three polls.
 */
export const channelRow = channelSnapshot.extend({
  connectionId: z.string(),
  severity,
  /** Keys of sentences `overview.why.*`, worst first. */
  why: z.array(z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  receivedPerMinute: z.number().nullable(),
  sentPerMinute: z.number().nullable(),
  erroredPerMinute: z.number().nullable(),
  openFailures: z.number().int(),
  urgentFailures: z.number().int(),
  lastReceivedAt: z.number().int().nullable(),
  lastSentAt: z.number().int().nullable(),
  sparkline: z.array(z.number().nullable()),
  observedAt: z.number().int(),
  isStale: z.boolean(),
});

export const engineHealth = z.object({
  connectionId: z.string(),
  cpuShare: z.number().nullable(),
  heapShare: z.number().nullable(),
  diskFreeBytes: z.number().nullable(),
  observedAt: z.number().int(),
});

/** Times in ms of the messages answered within a point: percentiles within 2 %, the maximum exact. */
const quantiles = z.object({
  count: z.number().int(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});

export const monitor = {
  procedures: {
    /** Every channel of the environment shown, most severe first, then by name. */
    overview: query({
      access: everyRole,
      input: nothing,
      output: z.object({
        channels: z.array(channelRow),
        health: z.array(engineHealth),
        totals: z.object({
          failures: z.number().int(),
          urgent: z.number().int(),
          queued: z.number().int(),
          channelsNeedingAction: z.number().int(),
        }),
        /** Since when this core watches, and the last gap before it (null = none known). */
        watchedSince: z.number().int(),
        gap: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
      }),
    }),
    /**
     * What went through one channel, for its page: points of `pointMs` up to now, oldest first. Counts are of the whole point, `queued` its highest
     * level. Null = not known. `coverage`: share (0..1) of the point's time so far that was watched; counts of a point below 1 are at least so many. `span`: an absolute stretch instead of the range. `oldestMs`: the highest age seen of the oldest message
     * in work. `processing`: received until its last destination answered; `endToEnd`: from the message's own time. Both null where no message was
     * measured: the channel is not indexed, or nothing was answered. `ahead`: messages that were written after they had come, by a clock that is
     * ahead by `aheadMs` at least; their end-to-end time is left out. `behindMs`: even where messages were quickest, half of
     * them took at least so long from their own time, some minutes or more: a clock or time zone of the sender is wrong, or it holds them back. `gaps`: times not watched, with what the engine counted meanwhile; `isFilled`:
     * whole again, message by message.
     */
    series: query({
      access: everyRole,
      input: z.object({
        connectionId: z.string(),
        channelId: z.string(),
        range: seriesRange,
        span: timeSpan.optional(),
      }),
      output: z.object({
        pointMs: z.number().int(),
        points: z.array(
          z.object({
            at: z.number().int(),
            coverage: z.number(),
            received: z.number().nullable(),
            sent: z.number().nullable(),
            filtered: z.number().nullable(),
            errored: z.number().nullable(),
            queued: z.number().nullable(),
            oldestMs: z.number().nullable(),
            processing: quantiles.nullable(),
            endToEnd: quantiles.nullable(),
          }),
        ),
        behindMs: z.number().nullable(),
        ahead: z.object({ count: z.number().int(), aheadMs: z.number() }).nullable(),
        gaps: z.array(
          z.object({
            from: z.number().int(),
            to: z.number().int(),
            cause: z.enum(['unwatched', 'unreachable']),
            received: z.number().int(),
            sent: z.number().int(),
            errored: z.number().int(),
            filtered: z.number().int(),
            isFilled: z.boolean(),
          }),
        ),
      }),
    }),
    /**
     * The engine's own log as followed since this core started, newest first, redacted. `channelId` null = every line. `gapAt`: when lines were
     * last lost, null = none known.
     */
    log: query({
      access: operators,
      audit: 'view',
      input: z.object({
        connectionId: z.string(),
        channelId: z.string().nullable(),
        limit: z.number().int().min(1).max(500),
      }),
      output: z.object({
        lines: z.array(
          z.object({
            source: z.enum(['engine', 'connection']),
            sequence: z.number().int(),
            at: z.number().int(),
            level: z.enum(['debug', 'info', 'warning', 'error']),
            text: z.string(),
            channelId: z.string().nullable(),
          }),
        ),
        gapAt: z.number().int().nullable(),
      }),
    }),
    /** What the engine will not do, asked before the brake is touched; null = it will. */
    brakeObstacle: query({
      access: operators,
      input: z.object({
        connectionId: z.string(),
        channelId: z.string(),
        connectorId: z.string().nullable(),
        action: lifecycleAction,
      }),
      output: z.object({ reasonKey: z.string().nullable() }),
    }),
    /** The brake. `stateAfter` is read back from the engine afterwards. */
    brake: command({
      access: operators,
      input: z.object({
        requestId,
        connectionId: z.string(),
        channelId: z.string(),
        connectorId: z.string().nullable(),
        action: lifecycleAction,
        reason,
      }),
      output: z.object({ stateAfter: channelState, reached: z.boolean() }),
    }),
    /** A page is open that wants fresh figures: status polls go to the busy rate for 10 s. */
    keepFresh: command({ access: everyRole, input: nothing, output: z.object({ until: z.number().int() }) }),
  },
  events: {
    polled: event({
      payload: z.object({ connectionId: z.string(), at: z.number().int() }),
      stale: ['monitor.overview', 'monitor.series'],
    }),
  },
};
