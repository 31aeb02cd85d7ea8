import type { VolumeVerdict } from '../baseline/judge-volume.ts';
import type { AlertCondition } from './alert-rule.ts';
import type { Measured, MeasuredChannel, MeasuredEngine, MeasuredMinute, Stretch } from './measured.ts';

/**
 * What a condition found: `value` grows with the trouble and is compared with itself only. `params` fill the sentence `alert.says.<kind>`: times in ms UTC,
 * `lasted` in ms, `minutes` the window counted in. `late`: it was so while nobody watched.
 */
export type Finding = { value: number; params: Record<string, string | number>; late: Stretch | null };

/** *clear* = looked at, and not so; *unknown* = could not be looked at: whatever was said before still stands. */
export type Judged = Finding | 'clear' | 'unknown';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A condition about a whole engine. */
export function judgeEngine(condition: AlertCondition, engine: MeasuredEngine, measured: Measured): Judged {
  const { at } = measured;
  switch (condition.kind) {
    case 'engine-unreachable': {
      if (engine.state !== 'down' && engine.state !== 'refused') return 'clear';
      return lasting(measured, engine.since, condition.minutes, { state: engine.state });
    }
    case 'certificate': {
      const expiresAt = engine.certificateExpiresAt;
      if (expiresAt === null) return 'unknown';
      const left = expiresAt - at;
      return left <= condition.days * dayMs ? found(-left, { expiresAt, days: Math.floor(left / dayMs) }) : 'clear';
    }
    case 'clock-skew': {
      if (engine.clockSkewMs === null) return 'unknown';
      const skewMs = Math.abs(engine.clockSkewMs);
      return skewMs >= condition.seconds * 1000 ? found(skewMs, { seconds: Math.round(skewMs / 1000) }) : 'clear';
    }
    default:
      return 'unknown';
  }
}

/** A condition about one channel. What its engine did not tell lately is not judged. */
export function judgeChannelBy(condition: AlertCondition, channel: MeasuredChannel, measured: Measured): Judged {
  const late = judgeGap(condition, channel, measured);
  if (late !== null) return late;
  // Known from what is kept here, whether the engine answers or not.
  if (condition.kind === 'urgent-failed') {
    const count = channel.urgentFailed;
    return count >= condition.atLeast ? found(count, { count }) : 'clear';
  }
  if (condition.kind === 'answers-overdue') {
    const count = channel.overdue;
    if (count === undefined) return 'unknown';
    return count >= condition.atLeast ? found(count, { count }) : 'clear';
  }
  return channel.isCurrent ? judgeCurrent(condition, channel, measured) : 'unknown';
}

function judgeCurrent(condition: AlertCondition, channel: MeasuredChannel, measured: Measured): Judged {
  switch (condition.kind) {
    case 'link-down': {
      const stuck = channel.stuck.toSorted((a, b) => a.since - b.since)[0];
      if (stuck === undefined) return 'clear';
      return lasting(measured, stuck.since, condition.minutes, { name: stuck.name, count: stuck.queued });
    }
    case 'channel-stopped': {
      const { stoppedSince, stoppedBy, queued } = channel;
      if (stoppedSince === null) return 'clear';
      return lasting(measured, stoppedSince, condition.minutes, { count: queued, person: stoppedBy ?? '' });
    }
    case 'queue-depth':
      return channel.queued >= condition.atLeast ? found(channel.queued, { count: channel.queued }) : 'clear';
    case 'oldest-age':
      if (channel.oldestAt === null) return 'clear';
      return lasting(measured, channel.oldestAt, condition.minutes, { count: channel.queued });
    case 'errors':
    case 'error-rate':
      return judgeErrors(condition, channel, measured.at);
    case 'silence':
      return judgeSilence(condition, channel, measured);
    case 'unusually-silent':
    case 'unusual-volume':
      return judgeVolumeBy(condition.kind, channel, measured.at);
    case 'burn-rate': {
      const { burning } = channel;
      if (burning?.speed !== condition.speed) return 'clear';
      return found(burning.rate, { percent: Math.round(burning.budgetLeft * 100) });
    }
    case 'urgent-waiting':
      return judgeUrgentWaiting(condition, channel, measured);
    default:
      return 'unknown';
  }
}

/** What has lasted long enough; its value is how long. */
function lasting(measured: Measured, began: number, minutes: number, params: Finding['params']): Judged {
  const since = sinceIn(measured, began);
  const lasted = measured.at - since;
  return lasted >= minutes * minuteMs ? found(lasted, { ...params, since, lasted }) : 'clear';
}

function judgeErrors(
  condition: Extract<AlertCondition, { kind: 'errors' | 'error-rate' }>,
  channel: MeasuredChannel,
  at: number,
): Judged {
  const { minutes } = condition;
  const { received, errored } = sumOf(channel.minutes, at - minutes * minuteMs, at);
  if (condition.kind === 'errors')
    return errored >= condition.atLeast ? found(errored, { count: errored, minutes }) : 'clear';
  if (received < condition.atLeast || errored === 0) return 'clear';
  const share = Math.min(1, errored / received);
  if (share < condition.share) return 'clear';
  return found(share, { percent: Math.round(share * 100), count: errored, minutes });
}

function judgeUrgentWaiting(
  condition: Extract<AlertCondition, { kind: 'urgent-waiting' }>,
  { urgentWaiting, queued }: MeasuredChannel,
  measured: Measured,
): Judged {
  if (urgentWaiting === null) return queued === 0 ? 'clear' : 'unknown';
  const { count, oldestAt } = urgentWaiting;
  if (count < condition.atLeast) return 'clear';
  const lasted = lasting(measured, oldestAt, condition.minutes, { count });
  return typeof lasted === 'string' ? lasted : { ...lasted, value: count };
}

/** Only time that was watched counts: what came while nobody looked may have come. */
function judgeSilence(
  condition: Extract<AlertCondition, { kind: 'silence' }>,
  channel: MeasuredChannel,
  measured: Measured,
): Judged {
  const { at } = measured;
  if (channel.state !== 'started' || channel.lastReceivedAt === null) return 'clear';
  const counted = Math.max(channel.lastReceivedAt, measured.watchedFrom, measured.timesFrom ?? channel.lastReceivedAt);
  if (at - counted < condition.minutes * minuteMs) return 'clear';
  if (condition.busyBefore > 0) {
    if ((channel.receivedBefore ?? 0) < condition.busyBefore) return 'clear';
    // Where it is known what is usual, being busy an hour ago says nothing: many a feed ends with the day.
    if (channel.volume !== undefined && isUsualKnown(channel.volume)) return 'clear';
  }
  const since = channel.lastReceivedAt;
  return found(at - counted, { since, lasted: at - since });
}

function judgeVolumeBy(
  kind: 'unusually-silent' | 'unusual-volume',
  { state, volume }: MeasuredChannel,
  at: number,
): Judged {
  if (volume === undefined) return 'unknown';
  if (state !== 'started') return 'clear';
  if (kind === 'unusually-silent')
    return volume.kind === 'silent'
      ? found(at - volume.since, { since: volume.since, count: volume.missing })
      : 'clear';
  if (volume.kind !== 'unusually-low' && volume.kind !== 'unusually-high') return 'clear';
  const { received, usual } = volume;
  const value = volume.kind === 'unusually-low' ? usual - received : received - usual;
  return found(value, { count: received, usual, direction: volume.kind === 'unusually-low' ? 'low' : 'high' });
}

function isUsualKnown({ kind }: VolumeVerdict): boolean {
  return kind !== 'learning' && kind !== 'silent';
}

/** The time without a watcher, judged once when it is over; null = nothing in it, or not known. */
function judgeGap(condition: AlertCondition, { inGap }: MeasuredChannel, { gap }: Measured): Finding | null {
  if (gap === null || inGap === undefined) return null;
  const minutes = minutesOf(gap.to - gap.from);
  if (condition.kind === 'errors' && inGap.errored !== null && inGap.errored >= condition.atLeast)
    return { value: inGap.errored, params: { count: inGap.errored, minutes }, late: gap };
  if (
    condition.kind === 'silence' &&
    condition.busyBefore === 0 &&
    inGap.received === 0 &&
    minutes >= condition.minutes
  )
    return { value: gap.to - gap.from, params: { since: gap.from, lasted: gap.to - gap.from }, late: gap };
  return null;
}

function sumOf(minutes: readonly MeasuredMinute[], after: number, upTo: number) {
  let received = 0;
  let errored = 0;
  for (let index = minutes.length - 1; index >= 0; index -= 1) {
    const minute = minutes[index]!;
    if (minute.at + minuteMs <= after) break;
    if (minute.at > upTo) continue;
    received += minute.received;
    errored += minute.errored;
  }
  return { received, errored };
}

/** A clock that was set makes old times look older: then they count from that moment. */
function sinceIn({ timesFrom }: Measured, since: number): number {
  return timesFrom === null ? since : Math.max(since, timesFrom);
}

function minutesOf(ms: number): number {
  return Math.floor(ms / minuteMs);
}

function found(value: number, params: Finding['params']): Finding {
  return { value, params, late: null };
}
