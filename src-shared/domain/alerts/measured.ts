import type { VolumeVerdict } from '../baseline/judge-volume.ts';
import type { ChannelState } from '../channel.ts';
import type { EngineState } from '../connection.ts';
import type { BurnSpeed } from './goal.ts';

/** Counts of one minute that was watched; `at` its beginning, ms UTC. Minutes nobody watched are left out. */
export type MeasuredMinute = { at: number; received: number; sent: number; errored: number };

/** A stretch of time, ms UTC. */
export type Stretch = { from: number; to: number };

/**
 * What is known of one channel. `isCurrent` false: its figures are old, and nothing is judged by them. `oldestAt`: since when something has waited
 * without a break, at least; null = nothing waits. `lastReceivedAt` null = nothing seen yet; `receivedBefore`: how many came in the hour up to it, null = not known. `minutes`
 * oldest first, of the last hour.
 * `urgentWaiting` null = not looked. `stoppedSince` null = not stopped. `burning`: how fast the goal of the channel that
 * is worst off uses up its budget, null = none does. `stuck`: destinations that took nothing though something waits for them.
 * `volume`: what came lately, against what is usual; absent = not judged yet.
 * `overdue`: orders and messages of it that should have been answered by now; absent = nobody can tell.
 * `inGap`: what came while nobody watched, as far as it is known (null = not); absent when there was no gap.
 */
export type MeasuredChannel = {
  connectionId: string;
  channelId: string;
  name: string;
  state: ChannelState;
  isCurrent: boolean;
  queued: number;
  oldestAt: number | null;
  lastReceivedAt: number | null;
  receivedBefore: number | null;
  minutes: readonly MeasuredMinute[];
  urgentFailed: number;
  urgentWaiting: { count: number; oldestAt: number } | null;
  stoppedSince: number | null;
  stoppedBy: string | null;
  burning: { speed: BurnSpeed; rate: number; budgetLeft: number } | null;
  stuck: readonly { name: string; since: number; queued: number; isStopped: boolean }[];
  volume?: VolumeVerdict;
  overdue?: number;
  inGap?: { received: number | null; errored: number | null };
};

/**
 * `certificateExpiresAt` null = not known; `clockSkewMs` engine minus us, null = not known. `hasTold` false: it has not told its channels since start, so
 * that a channel left out may be there all the same.
 */
export type MeasuredEngine = {
  connectionId: string;
  name: string;
  state: EngineState['state'];
  since: number;
  clockSkewMs: number | null;
  certificateExpiresAt: number | null;
  hasTold: boolean;
};

/**
 * Everything that rules are judged by, at one moment (`at`, ms UTC). `watchedFrom`: since when somebody has watched without a gap.
 * `timesFrom`: when the clock was last set; what seems to last longer may be an error of the clock. Null = never since start.
 * `gap`: the time without a watcher that ended just now; each rule is judged on it once.
 */
export type Measured = {
  at: number;
  watchedFrom: number;
  timesFrom: number | null;
  gap: Stretch | null;
  engines: readonly MeasuredEngine[];
  channels: readonly MeasuredChannel[];
};
