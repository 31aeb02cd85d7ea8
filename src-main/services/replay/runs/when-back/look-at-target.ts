import { AppError } from '../../../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot, ConnectorStatus } from '../../../../../src-shared/domain/channel.ts';
import type { AwaitedPlace } from '../../../../../src-shared/domain/replay-run.ts';
import type { Engine } from '../../../../engines/engine.ts';

/** Where messages of a run go: a channel, and the destinations that failed (none known = all of them), or a connection past any channel. */
export type Target = {
  connectionId: string;
  channel: { channelId: string; name: string; connectorIds: ReadonlySet<string> } | null;
};

/**
 * What was seen of one target while a run waits for it. `wasAway`: engine, channel or destination did not run. `counters` by destination: as they stood when it
 * last failed.
 */
export type Memory = { wasAway: boolean; counters: Map<string, { sent: number; errored: number }> };

/**
 * What a target is still away by; null = it is back. A connection past any channel is back when its test succeeds, which sends no message. A channel is when it and
 * its destinations run, and each destination has got something through since it last failed, or is new from having stood; an engine tells no more of a
 * receiver than what it sent there.
 * @throws AppError CANCELLED
 */
export async function lookAtTarget(
  engine: Engine | null,
  { target, memory }: { target: Target; memory: Memory },
  signal: AbortSignal,
): Promise<AwaitedPlace | null> {
  const { channel } = target;
  const name = channel?.name ?? engine?.connection.name ?? '';
  if (engine === null) return { name, destination: null, why: 'not-open' };
  if (channel === null || engine.channels === undefined)
    return (await answers(engine, signal)) ? null : { name, destination: null, why: 'no-answer' };
  const snapshot = await readChannel(engine, channel.channelId, signal);
  if (snapshot === null) {
    memory.wasAway = true;
    return { name, destination: null, why: 'no-answer' };
  }
  return judgeChannel(snapshot, { channel, memory });
}

function judgeChannel(
  snapshot: ChannelSnapshot,
  { channel, memory }: { channel: NonNullable<Target['channel']>; memory: Memory },
): AwaitedPlace | null {
  const { name } = channel;
  const wanted = snapshot.connectors.filter(
    ({ role, nativeId }) =>
      role === 'destination' && (channel.connectorIds.size === 0 || channel.connectorIds.has(nativeId)),
  );
  const silent = wanted.filter((connector) => !hasGotThrough(connector, memory));
  const stopped = wanted.find(({ state }) => state !== 'started');
  if (snapshot.state !== 'started' || stopped !== undefined) {
    memory.wasAway = true;
    return { name, destination: stopped?.name ?? null, why: 'stopped' };
  }
  const [first] = silent;
  if (first === undefined || memory.wasAway) return null;
  return { name, destination: first.name, why: 'silent' };
}

/** Each look remembers: an error starts it anew, and counters that were cleared do as well. */
function hasGotThrough({ nativeId, counters: { sent, errored } }: ConnectorStatus, memory: Memory): boolean {
  const before = memory.counters.get(nativeId);
  const isAnew = before === undefined || errored !== before.errored || sent < before.sent;
  if (isAnew) memory.counters.set(nativeId, { sent, errored });
  if (isAnew && before !== undefined) memory.wasAway = false;
  return !isAnew && sent > before.sent;
}

async function readChannel(engine: Engine, channelId: string, signal: AbortSignal): Promise<ChannelSnapshot | null> {
  try {
    const channels = (await engine.channels?.snapshot(signal)) ?? [];
    return channels.find((each) => each.channelId === channelId) ?? null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function answers(engine: Engine, signal: AbortSignal): Promise<boolean> {
  try {
    let steps = 0;
    for await (const { outcome } of engine.check(signal)) {
      if (outcome === 'failed') return false;
      steps += 1;
    }
    return steps > 0;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return false;
    throw error;
  }
}
