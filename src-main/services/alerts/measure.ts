import type { Measured, MeasuredChannel, MeasuredEngine, Stretch } from '../../../src-shared/domain/alerts/measured.ts';
import { isWatched } from '../../../src-shared/domain/connection.ts';
import type { CertificateWatch } from './certificate-watch.ts';
import { createChannelMemory } from './channel-memory.ts';
import type { GoalKeeper } from './goal-keeper.ts';
import type { MeasurePort } from './measure-port.ts';
import type { VolumeKeeper } from './volume-keeper.ts';

const minuteMs = 60_000;
const restoredMs = 120 * minuteMs;
/** Wall clock and steady clock part only when somebody sets the clock, or the machine slept. */
const largestDriftMs = 30_000;
/** Reading queues leaves rows in the engine's audit: half of the time is enough. */
const lookEveryMs = 120_000;
const volumeRestMs = 75 * minuteMs;
/** A minute is written in steps, the last of them a while after it is over, and later still where the disk is slow. */
const readAgainMs = 5 * minuteMs;

/** What the service's own keepers know. */
type Known = Pick<GoalKeeper, 'burningOf'> &
  Pick<VolumeKeeper, 'volumeOf'> & { certificateOf: CertificateWatch['expiresAt'] };
type Memory = ReturnType<typeof createChannelMemory>;

/** Puts together what the rules are judged by, and remembers from one time to the next what only shows in time. */
export function createMeasure(port: MeasurePort & Known) {
  const { clock } = port;
  const memories = new Map<string, Memory>();
  const stoppers = new Map<string, string | null>();
  const lookedAt = new Map<string, number>();
  let readFrom: number | null = null;
  let steady: { now: number; monotonicMs: number } | null = null;
  let timesFrom: number | null = null;
  let gapSeen: number | null = null;

  /** Null while no engine is there to be judged. */
  async function measure(): Promise<Measured | null> {
    const running = port.engines.list().filter(({ connection }) => isWatched(connection));
    if (running.length === 0) return null;
    const connectionIds = running.map(({ connection }) => connection.connectionId);
    const at = clock.now();
    const seen = await port.seeAll();
    noteClock(at);
    await readMinutes(connectionIds, at);
    const gap = seen.gap !== null && seen.gap.to !== gapSeen && at - seen.gap.to >= minuteMs ? seen.gap : null;
    const errored = gap === null ? null : await port.erroredIn(gap, connectionIds);
    const overdueBy = await port.overdueOf(connectionIds);
    const told = new Set(seen.channels.map(({ connectionId }) => connectionId));
    const channels = seen.channels.map((channel): MeasuredChannel => {
      const key = keyOf(channel.connectionId, channel.channelId);
      const waiting = port.waitingOf(channel.connectionId).find(({ channelId }) => channelId === channel.channelId);
      const looked = memoryOf(key).look(channel, waiting ?? null, at);
      // Just after the clock was set, what came lately stands at wrong times.
      const volume = timesFrom !== null && at - timesFrom < volumeRestMs ? null : port.volumeOf(looked, at);
      const overdue = overdueBy.get(key);
      return {
        ...{ ...looked, burning: port.burningOf(channel) },
        ...(volume === null ? {} : { volume }),
        ...(overdue === undefined ? {} : { overdue }),
      };
    });
    for (const channel of channels) {
      if (channel.stoppedSince !== null) channel.stoppedBy = await whoStopped(channel);
      const listed = errored?.get(keyOf(channel.connectionId, channel.channelId)) ?? 0;
      if (gap !== null) channel.inGap = await countIn(gap, channel, listed);
    }
    if (gap !== null) gapSeen = gap.to;
    askForWaiting(channels, at);
    const engines = running.map(
      (engine): MeasuredEngine => ({
        connectionId: engine.connection.connectionId,
        name: engine.connection.name,
        state: engine.state().state,
        since: engine.state().since,
        clockSkewMs: engine.state().clockSkewMs,
        certificateExpiresAt: port.certificateOf(engine.connection.connectionId),
        hasTold: told.has(engine.connection.connectionId),
      }),
    );
    const watchedFrom = Math.max(seen.watchedSince, seen.gap?.to ?? 0);
    return { at, watchedFrom, timesFrom, gap, engines, channels };
  }

  /** By the engine's counters as far as they were read before and after, and by the failures that it still lists. */
  async function countIn(gap: Stretch, { connectionId, channelId }: MeasuredChannel, listed: number) {
    const gaps = await port.history.gaps({ connectionId, channelId, from: gap.from, upTo: gap.to });
    const counted = gaps.filter(({ cause }) => cause === 'unwatched');
    const sum = (pick: (one: (typeof counted)[number]) => number) => counted.reduce((all, one) => all + pick(one), 0);
    return {
      received: counted.length === 0 ? null : sum(({ received }) => received),
      errored: Math.max(
        listed,
        sum((one) => one.errored),
      ),
    };
  }

  /** Asked once for each time that a channel stops. */
  async function whoStopped(channel: MeasuredChannel): Promise<string | null> {
    const key = `${keyOf(channel.connectionId, channel.channelId)}@${channel.stoppedSince}`;
    const known = stoppers.get(key);
    if (known !== undefined) return known;
    const person = await port.stoppedBy(channel);
    stoppers.set(key, person);
    return person;
  }

  function noteClock(now: number): void {
    const monotonicMs = clock.monotonicMs();
    const isParted =
      steady !== null && Math.abs(now - steady.now - (monotonicMs - steady.monotonicMs)) > largestDriftMs;
    if (isParted) timesFrom = now;
    steady = { now, monotonicMs };
  }

  /** Two hours at first, then what the last minutes have become. */
  async function readMinutes(connectionIds: string[], now: number): Promise<void> {
    const from = readFrom === null || timesFrom === now ? now - restoredMs : readFrom;
    const rows = await port.history.perMinute({ connectionIds, channelId: null, from, to: now });
    for (const row of rows) memoryOf(keyOf(row.connectionId, row.channelId)).note(row, now);
    readFrom = now - readAgainMs;
  }

  function askForWaiting(channels: readonly MeasuredChannel[], now: number): void {
    const stuckIds = new Set(channels.filter(({ stuck }) => stuck.some(isLong(now))).map((each) => each.connectionId));
    for (const connectionId of stuckIds) {
      if (now - (lookedAt.get(connectionId) ?? Number.NEGATIVE_INFINITY) < lookEveryMs) continue;
      lookedAt.set(connectionId, now);
      port.lookAtWaiting(connectionId);
    }
  }

  function memoryOf(key: string): Memory {
    const known = memories.get(key);
    if (known !== undefined) return known;
    const fresh = createChannelMemory();
    memories.set(key, fresh);
    return fresh;
  }

  return { measure };
}

/** What is in a queue for a moment is on its way. */
function isLong(now: number): (link: { since: number }) => boolean {
  return ({ since }) => now - since >= 20_000;
}

function keyOf(connectionId: string, channelId: string): string {
  return `${connectionId}/${channelId}`;
}
