import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelState, LifecycleAction } from '../../../src-shared/domain/channel.ts';
import type { Engine, LifecycleFacet } from '../../engines/engine.ts';

type Braked = Pick<InputOf<'monitor.brake'>, 'channelId' | 'connectorId' | 'action'>;

const reachedBy: Record<LifecycleAction, ChannelState> = {
  start: 'started',
  resume: 'started',
  stop: 'stopped',
  pause: 'paused',
};

/** Why the engine will not do it, as a key under `engine.cannot.*`; null = it will. */
export async function brakeObstacle(engine: Engine, braked: Braked): Promise<string | null> {
  if (engine.connection.readOnly) return 'engine.cannot.readOnly';
  const { lifecycle } = engine.capabilities;
  if (!lifecycle.can) return lifecycle.reasonKey;
  return engine.lifecycle === undefined ? 'engine.cannot.lifecycle' : engine.lifecycle.obstacle(braked);
}

/**
 * Acts once and reads the state back: what is reported is what the engine shows afterwards, not what it was told.
 * @throws AppError FORBIDDEN when there is an obstacle; OUTCOME_UNKNOWN when the answer was lost
 */
export async function brake(engine: Engine, braked: Braked, signal: AbortSignal): Promise<OutputOf<'monitor.brake'>> {
  const reasonKey = await brakeObstacle(engine, braked);
  if (reasonKey !== null) throw refused(reasonKey);
  await lifecycleOf(engine).act(braked, signal);
  const stateAfter = await readState(engine, braked, signal);
  return { stateAfter, reached: stateAfter === reachedBy[braked.action] };
}

/** *unknown* when it cannot be read: the act stands all the same. */
async function readState(engine: Engine, { channelId, connectorId }: Braked, signal: AbortSignal) {
  try {
    const channels = (await engine.channels?.snapshot(signal)) ?? [];
    const channel = channels.find((one) => one.channelId === channelId);
    if (connectorId === null) return channel?.state ?? 'unknown';
    return channel?.connectors.find(({ nativeId }) => nativeId === connectorId)?.state ?? 'unknown';
  } catch (thrown) {
    if (thrown instanceof AppError) return 'unknown';
    throw thrown;
  }
}

function lifecycleOf(engine: Engine): LifecycleFacet {
  if (engine.lifecycle === undefined) throw refused('engine.cannot.lifecycle');
  return engine.lifecycle;
}

function refused(messageKey: string): AppError {
  return new AppError('FORBIDDEN', 'The engine will not do this.', { messageKey });
}
