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
  /** The engine's own audit log grew: somebody did something there. */
  onForeignAct: () => void;
};

/** Figures that moved keep the fast rate for a while, so that the end of a wave is seen as soon as its beginning. */
const busyAfterMoveMs = 20_000;
const shortestPauseMs = 200;

/**
 * Asks one engine in a single chain: no question before the one before is answered. Back-off is the adapter's.
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
  let logAt = Number.NEGATIVE_INFINITY;
  let highestEventId: number | null = null;

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
      await refreshSlow();
      await readLog();
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
      logger.debug('a poll was missed', { connectionId: engine.connection.connectionId, code });
      deps.onMissed(clock.now());
    }
  }

  async function refreshSlow(): Promise<void> {
    if (engine.channels === undefined || clock.monotonicMs() - slowAt < pollPlan.slowMs) return;
    slowAt = clock.monotonicMs();
    const load = await engine.channels.refreshSlow(stopping.signal);
    if (load !== null) deps.onLoad(load);
  }

  async function readLog(): Promise<void> {
    if (engine.log === undefined || clock.monotonicMs() - logAt < pollPlan.logMs) return;
    logAt = clock.monotonicMs();
    const answer = await engine.log.poll(stopping.signal);
    if (answer.highestEventId === null) return;
    if (highestEventId !== null && answer.highestEventId > highestEventId) deps.onForeignAct();
    highestEventId = answer.highestEventId;
  }

  const running = keepPolling();
  return {
    hurry: (): void => waking.abort(),
    close: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
}

export type EnginePoller = ReturnType<typeof createEnginePoller>;
