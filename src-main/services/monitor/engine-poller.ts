import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Engine, SystemLoad } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';

export type EnginePollerDeps = {
  engine: Engine;
  clock: Clock;
  logger: Logger;
  /** A page wants fresh figures until then, ms UTC. */
  freshUntil: () => number;
  /** True when errors or queues moved since the snapshot before. */
  onSnapshot: (channels: ChannelSnapshot[], at: number) => Promise<boolean>;
  /** The engine did not answer, or not with something we can read. */
  onMissed: (at: number) => void;
  onLoad: (load: SystemLoad) => void;
};

/** Figures that moved keep the fast rate for a while, so that the end of a wave is seen as soon as its beginning. */
const busyAfterMoveMs = 20_000;
const shortestPauseMs = 200;

/**
 * Asks one engine for its figures in a single chain: no question before the one before is answered. The slow rest is asked beside it,
 * so that neither its failure nor its slowness makes good figures look old. Back-off is the adapter's.
 * The engine's own audit is not followed: its head also rises by our searches and sign-ins and by those of every other console,
 * so that reacting to it would make consoles wake each other for ever.
 * @method hurry looks again as soon as the busy rate allows
 * @method close ends the question under way and resolves when the chain has ended
 */
export function createEnginePoller(deps: EnginePollerDeps) {
  const { engine, clock, logger } = deps;
  const { pollPlan } = engine;
  const stopping = new AbortController();
  let waking = new AbortController();
  let movedAt = Number.NEGATIVE_INFINITY;
  let slowAt = Number.NEGATIVE_INFINITY;
  let slowly: Promise<void> | null = null;

  function rateMs(): number {
    const isBusy = clock.now() < deps.freshUntil() || clock.now() - movedAt < busyAfterMoveMs;
    return isBusy ? Math.min(pollPlan.busyStatusMs, pollPlan.statusMs) : pollPlan.statusMs;
  }

  async function keepPolling(): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedAt = clock.monotonicMs();
      await pollOnce();
      await pauseUntil(startedAt);
    }
  }

  /** A change of rate wakes the pause; what is left of it is then measured by the new rate. */
  async function pauseUntil(startedAt: number): Promise<void> {
    let leftMs = Math.max(shortestPauseMs, startedAt + rateMs() - clock.monotonicMs());
    while (leftMs > 0 && !stopping.signal.aborted) {
      waking = new AbortController();
      await clock.sleep(leftMs, AbortSignal.any([stopping.signal, waking.signal])).catch(() => undefined);
      leftMs = startedAt + rateMs() - clock.monotonicMs();
    }
  }

  async function pollOnce(): Promise<void> {
    try {
      const channels = (await engine.channels?.snapshot(stopping.signal)) ?? [];
      if (await deps.onSnapshot(channels, clock.now())) movedAt = clock.now();
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      noteMiss('a poll was missed', thrown);
      deps.onMissed(clock.now());
      return;
    }
    if (clock.monotonicMs() - slowAt < pollPlan.slowMs) return;
    slowly ??= refreshSlow().finally(() => {
      slowly = null;
    });
  }

  /** Never rejects: what the engine does not tell now it tells next time. */
  async function refreshSlow(): Promise<void> {
    slowAt = clock.monotonicMs();
    try {
      const load = (await engine.channels?.refreshSlow(stopping.signal)) ?? null;
      if (load !== null) deps.onLoad(load);
    } catch (thrown) {
      if (!stopping.signal.aborted) noteMiss('a slow poll was missed', thrown);
    }
  }

  function noteMiss(what: string, thrown: unknown): void {
    const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
    logger.debug(what, { connectionId: engine.connection.connectionId, code });
  }

  const running = keepPolling();
  return {
    hurry: (): void => waking.abort(),
    close: async (): Promise<void> => {
      stopping.abort();
      await running;
      await slowly;
    },
  };
}

export type EnginePoller = ReturnType<typeof createEnginePoller>;
