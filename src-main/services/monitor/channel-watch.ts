import type { ChannelCounters, ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { HistoryStore, Sample } from '../../store/store.ts';

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
const sparklineMinutes = 60;
/** What came between two polls further apart than this came while nobody watched: it belongs to no minute. */
const longestStepMs = 90_000;

type Step = { from: number; at: number; received: number; sent: number; errored: number; queued: number };
type MinuteRow = Awaited<ReturnType<HistoryStore['perMinute']>>[number];

/** Counts per minute over the last 5 min; null before two samples. */
export type Rates = { received: number | null; sent: number | null; errored: number | null };

/** One channel as followed from poll to poll. */
export type ChannelWatch = ReturnType<typeof createChannelWatch>;

export function createChannelWatch(connectionId: string, channelId: string) {
  const receivedByMinute = new Map<number, number>();
  let snapshot: ChannelSnapshot | null = null;
  let observedAt = 0;
  let steps: Step[] = [];
  let lastSampledMinute = -1;
  let lastReceivedAt: number | null = null;
  let lastSentAt: number | null = null;

  /** @returns what history should keep; null when this poll told nothing that the minute does not have already */
  function observe(next: ChannelSnapshot, at: number): Sample | null {
    const before = snapshot;
    const from = observedAt;
    snapshot = next;
    observedAt = at;
    const isFollowed = before !== null && at - from <= longestStepMs;
    const delta = isFollowed ? deltaOf(before.counters, next.counters) : noDelta;
    if (!isFollowed) steps = [];
    else steps = [...steps.filter((step) => step.at > at - windowMs), { from, at, ...delta, queued: next.queued }];
    if (delta.received > 0) lastReceivedAt = at;
    if (delta.sent > 0) lastSentAt = at;
    countMinute(minuteOf(at), delta.received);
    const isTelling = minuteOf(at) !== lastSampledMinute || isMoved(delta) || before?.queued !== next.queued;
    lastSampledMinute = minuteOf(at);
    return isTelling ? { connectionId, channelId, at, ...delta, queued: next.queued } : null;
  }

  function countMinute(minuteAt: number, received: number): void {
    receivedByMinute.set(minuteAt, (receivedByMinute.get(minuteAt) ?? 0) + received);
    for (const known of receivedByMinute.keys()) {
      if (known <= minuteAt - sparklineMinutes * minuteMs) receivedByMinute.delete(known);
    }
  }

  /** What an earlier run saw; to be called before the first `observe`. */
  function restore(rows: MinuteRow[], last: { lastReceivedAt: number | null; lastSentAt: number | null } | null): void {
    for (const row of rows) receivedByMinute.set(row.minuteAt, row.received);
    lastReceivedAt = last?.lastReceivedAt ?? null;
    lastSentAt = last?.lastSentAt ?? null;
  }

  function rates(): Rates {
    const coveredMs = steps.reduce((sum, step) => sum + step.at - step.from, 0);
    if (coveredMs <= 0) return { received: null, sent: null, errored: null };
    const perMinute = (pick: (step: Step) => number) =>
      (steps.reduce((sum, step) => sum + pick(step), 0) * minuteMs) / coveredMs;
    return {
      received: perMinute((step) => step.received),
      sent: perMinute((step) => step.sent),
      errored: perMinute((step) => step.errored),
    };
  }

  /** Oldest first, up to the minute that runs now; null = not watched. */
  function sparkline(now: number): (number | null)[] {
    const last = minuteOf(now);
    return Array.from({ length: sparklineMinutes }, (_, index) => {
      const minuteAt = last - (sparklineMinutes - 1 - index) * minuteMs;
      return receivedByMinute.get(minuteAt) ?? null;
    });
  }

  /** Levels only where the whole window was watched: a first look says nothing about growth. */
  function queueTrend(): { queuedBefore: number | null; queuedLeast: number | null } {
    const first = steps[0];
    const isWhole = first !== undefined && observedAt - first.from >= windowMs * 0.8;
    if (!isWhole) return { queuedBefore: null, queuedLeast: null };
    return { queuedBefore: first.queued, queuedLeast: Math.min(...steps.map((step) => step.queued)) };
  }

  return {
    observe,
    restore,
    rates,
    sparkline,
    queueTrend,
    snapshot: () => snapshot,
    observedAt: () => observedAt,
    erroredLately: (now: number) =>
      steps.filter((step) => step.at > now - windowMs).reduce((sum, step) => sum + step.errored, 0),
    receivedLastHour: () => [...receivedByMinute.values()].reduce((sum, received) => sum + received, 0),
    lastActivity: () => ({ lastReceivedAt, lastSentAt }),
  };
}

const noDelta: ChannelCounters = { received: 0, sent: 0, errored: 0, filtered: 0 };

/** A counter that fell was cleared, or the engine began anew: what it shows came since. Never negative. */
export function deltaOf(before: ChannelCounters, after: ChannelCounters): ChannelCounters {
  const step = (name: keyof ChannelCounters) =>
    after[name] >= before[name] ? after[name] - before[name] : Math.max(0, after[name]);
  return { received: step('received'), sent: step('sent'), errored: step('errored'), filtered: step('filtered') };
}

function minuteOf(at: number): number {
  return Math.floor(at / minuteMs) * minuteMs;
}

function isMoved(delta: ChannelCounters): boolean {
  return delta.received + delta.sent + delta.errored + delta.filtered > 0;
}
