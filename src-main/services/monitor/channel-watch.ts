import type { ChannelCounters, ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { ChannelGap, HistoryStore } from '../../store/history-store.ts';
import type { Look } from './step-book.ts';

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
const sparklineMinutes = 60;
/** What came between two polls further apart than this came while nobody watched: it belongs to no minute. */
const longestStepMs = 90_000;
/** A clock may be slewed that much between two polls; beyond, it was set. */
const slewMs = 5000;

type Step = { from: number; at: number; received: number; sent: number; errored: number; queued: number };
type MinuteRow = Awaited<ReturnType<HistoryStore['perMinute']>>[number];

/** Counts per minute over the last 5 min; null before two samples. */
export type Rates = { received: number | null; sent: number | null; errored: number | null };

type Activity = Awaited<ReturnType<HistoryStore['lastActivity']>>[number];
/** `steadyAt`: of a clock that nobody sets, in ms; null = before this process. */
type Seen = { at: number; steadyAt: number | null; counters: ChannelCounters };
/** What the poll adds to the steps of history, or the gap that it ends; both null at the very first look. */
export type Observed = { look: Look | null; gap: ChannelGap | null };

/** One channel as followed from poll to poll. */
export type ChannelWatch = ReturnType<typeof createChannelWatch>;

export function createChannelWatch(connectionId: string, channelId: string) {
  const receivedByMinute = new Map<number, number>();
  let snapshot: ChannelSnapshot | null = null;
  let seen: Seen | null = null;
  let steps: Step[] = [];
  let lastReceivedAt: number | null = null;
  let lastSentAt: number | null = null;

  /** @param steadyAt the time by a clock that nobody sets, in ms @param oldestMs age of the oldest waiting message, null = not known */
  function observe(next: ChannelSnapshot, at: number, steadyAt: number = at, oldestMs: number | null = null): Observed {
    const before = seen;
    snapshot = next;
    seen = { at, steadyAt, counters: next.counters };
    const elapsedMs = before === null ? null : elapsed(before, { at, steadyAt });
    const delta = before === null ? noDelta : deltaOf(before.counters, next.counters);
    const own = { connectionId, channelId, ...delta, queued: next.queued };
    if (before === null || elapsedMs === null) {
      steps = [];
      countMinute(minuteOf(at), 0);
      const cause = before !== null && hasSlept(before, { at, steadyAt }) ? 'unwatched' : 'unreachable';
      return { look: null, gap: before === null ? null : { ...own, from: before.at, to: at, cause } };
    }
    const from = at - elapsedMs;
    steps = [...steps.filter((step) => step.at > at - windowMs && step.at <= at), { ...own, from, at }];
    if (delta.received > 0) lastReceivedAt = at;
    if (delta.sent > 0) lastSentAt = at;
    countMinute(minuteOf(at), delta.received);
    return { look: { ...own, from, at, oldestMs, counters: next.counters }, gap: null };
  }

  function countMinute(minuteAt: number, received: number): void {
    receivedByMinute.set(minuteAt, (receivedByMinute.get(minuteAt) ?? 0) + received);
    for (const known of receivedByMinute.keys()) {
      if (known <= minuteAt - sparklineMinutes * minuteMs) receivedByMinute.delete(known);
    }
  }

  /** What an earlier run saw; to be called before the first `observe`. */
  function restore(rows: MinuteRow[], last: Pick<Activity, 'lastReceivedAt' | 'lastSentAt' | 'counted'> | null): void {
    for (const row of rows) receivedByMinute.set(row.minuteAt, row.received);
    lastReceivedAt = last?.lastReceivedAt ?? null;
    lastSentAt = last?.lastSentAt ?? null;
    const counted = last?.counted ?? null;
    seen = counted === null ? null : { ...counted, steadyAt: null };
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
    const isWhole = first !== undefined && (seen?.at ?? 0) - first.from >= windowMs * 0.8;
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
    observedAt: () => seen?.at ?? 0,
    erroredLately: (now: number) =>
      steps.filter((step) => step.at > now - windowMs).reduce((sum, step) => sum + step.errored, 0),
    receivedLastHour: () => [...receivedByMinute.values()].reduce((sum, received) => sum + received, 0),
    lastActivity: () => ({ lastReceivedAt, lastSentAt }),
  };
}

/** Time that was followed without a break, ms; null = too long between two looks, or nobody can say how long. */
function elapsed(before: Seen, next: { at: number; steadyAt: number }): number | null {
  const byClockMs = next.at - before.at;
  if (before.steadyAt === null) return byClockMs > 0 && byClockMs <= longestStepMs ? byClockMs : null;
  const steadyMs = next.steadyAt - before.steadyAt;
  // The clock was set back, or a little ahead: the steady one knows. Far ahead looks like a machine that slept.
  const isSet = byClockMs < steadyMs - slewMs || byClockMs > steadyMs + slewMs;
  const passedMs = isSet && byClockMs <= longestStepMs ? steadyMs : byClockMs;
  return passedMs <= longestStepMs ? Math.max(0, passedMs) : null;
}

/** No console ran between the two, or the machine that it runs on slept. */
function hasSlept(before: Seen, next: { at: number; steadyAt: number }): boolean {
  return before.steadyAt === null || next.at - before.at > next.steadyAt - before.steadyAt + slewMs;
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
