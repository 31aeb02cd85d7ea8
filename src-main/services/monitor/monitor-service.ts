import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { RunningEngines } from '../../engines/running-engines.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { brake, brakeObstacle } from './brake.ts';
import { createEngineLog, type EngineLog } from './engine-log.ts';
import { createEnginePoller, type EnginePoller } from './engine-poller.ts';
import { createEngineWatch, type EngineWatch } from './engine-watch.ts';
import { buildOverview } from './overview.ts';
import { createRollupKeeper } from './rollup-keeper.ts';
import { readSeries } from './series.ts';
import { createWatchLog } from './watch-log.ts';

export type MonitorDeps = {
  engines: RunningEngines;
  history: Store['history'];
  cache: Pick<Store['cache'], 'openCounts'>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
  /** A fresh snapshot, for whoever follows counters. */
  onSnapshot: (engine: Engine, channels: ChannelSnapshot[]) => Promise<void>;
  /** Somebody has acted on a channel, and this is what the engine showed afterwards. */
  onBraked: (braked: Braked) => Promise<void>;
};

type Braked = Omit<InputOf<'monitor.brake'>, 'requestId' | 'reason'> & {
  stateAfter: string;
  person: { accountId: string; name: string };
};

const freshMs = 10_000;
type Followed = { watch: EngineWatch; poller: EnginePoller; log: EngineLog };

/** Polls every running engine and tells what it saw: the overview, a channel's curve, and the brake. */
export async function createMonitorService(deps: MonitorDeps) {
  const { engines, clock, emit } = deps;
  const watchLog = await createWatchLog(deps);
  const rollupKeeper = createRollupKeeper(deps);
  const followed = new Map<Engine, Followed>();
  const ending = new Set<Promise<void>>();
  let freshUntil = 0;

  function follow(engine: Engine): void {
    const { connectionId } = engine.connection;
    // A receiver has no channels to watch and no log.
    if (engine.channels === undefined) return;
    const watch = createEngineWatch({ ...deps, engine });
    const polled = (at: number) => emit('monitor.polled', { connectionId, at });
    const poller = createEnginePoller({
      ...deps,
      engine,
      freshUntil: () => freshUntil,
      onSnapshot: async (channels, at) => {
        const hasMoved = await watch.observe(channels, at);
        polled(at);
        await tellOthers(engine, channels);
        return hasMoved;
      },
      // A missed poll makes figures stale, which a page shows only when it asks again.
      onMissed: polled,
      onLoad: watch.setLoad,
    });
    followed.set(engine, { watch, poller, log: createEngineLog({ ...deps, engine }) });
  }

  /** The poll has succeeded whatever others make of it. */
  async function tellOthers(engine: Engine, channels: ChannelSnapshot[]): Promise<void> {
    try {
      await deps.onSnapshot(engine, channels);
    } catch {
      deps.logger.warn('counters could not be followed', { connectionId: engine.connection.connectionId });
    }
  }

  function unfollow(engine: Engine): void {
    const known = followed.get(engine);
    followed.delete(engine);
    if (known === undefined) return;
    const ended = Promise.all([known.poller.close().then(known.watch.close), known.log.close()]).then(() => undefined);
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
  }

  engines.onStarted(follow);
  engines.onStopped(unfollow);

  function keepFresh(): number {
    freshUntil = clock.now() + freshMs;
    for (const { poller } of followed.values()) poller.hurry();
    return freshUntil;
  }

  async function see(seen: readonly Engine[]): Promise<OutputOf<'monitor.overview'>> {
    const watches = seen.flatMap((engine) => followed.get(engine)?.watch ?? []);
    const counts = await deps.cache.openCounts(watches.map(({ engine }) => engine.connection.connectionId));
    const { watchedSince } = watchLog;
    return { ...buildOverview({ watches, counts, now: clock.now() }), watchedSince, gap: watchLog.gap() };
  }

  const seeShown = (): Promise<OutputOf<'monitor.overview'>> => see(engines.shown());

  const handlers: HandlersOf<'monitor'> = {
    overview: seeShown,
    series: (asked) => {
      const engine = engines.find(asked.connectionId);
      const open = engine === null ? undefined : followed.get(engine)?.watch.openSteps(asked.channelId);
      return readSeries({ ...deps, open: open ?? [] }, asked);
    },
    log: ({ connectionId, channelId, limit }, context) => {
      context.describe({ target: [connectionId, channelId].filter(Boolean).join('/'), summary: 'log of the engine' });
      const log = followed.get(engines.get(connectionId))?.log;
      return Promise.resolve(log?.list(channelId, limit) ?? { lines: [], gapAt: null });
    },
    brakeObstacle: async ({ connectionId, ...braked }) => ({
      reasonKey: await brakeObstacle(engines.get(connectionId), braked),
    }),
    brake: async ({ connectionId, channelId, connectorId, action }, context) => {
      const engine = engines.get(connectionId);
      const result = await brake(engine, { channelId, connectorId, action }, context.signal);
      context.describe({ summary: `${action}: ${result.stateAfter}${result.reached ? '' : ' (not reached)'}` });
      keepFresh();
      const { accountId, name } = context.account;
      await deps.onBraked({
        ...{ connectionId, channelId, connectorId, action, stateAfter: result.stateAfter },
        person: { accountId, name },
      });
      return result;
    },
    keepFresh: () => Promise.resolve({ until: keepFresh() }),
  };

  async function close(): Promise<void> {
    watchLog.close();
    await rollupKeeper.close();
    for (const engine of [...followed.keys()]) unfollow(engine);
    await Promise.all(ending);
  }
  /** What the overview tells, of every environment. */
  const seeAll = (): Promise<OutputOf<'monitor.overview'>> => see(engines.list());
  return { handlers, seeAll, seeShown, close };
}
