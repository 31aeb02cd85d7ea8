import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { Emit } from '../../app/handler.ts';
import type { CreateEngine, Engine } from '../../engines/engine.ts';
import type { EngineSource, RunningEngines } from '../../engines/running-engines.ts';
import type { Clock, Logger } from '../../platform/ports.ts';

export type EnginePoolDeps = { createEngine: CreateEngine; clock: Clock; logger: Logger; emit: Emit };

/** Starts and stops engines and tells others about it. One engine per connection. */
export function createEnginePool(deps: EnginePoolDeps) {
  const byId = new Map<string, { engine: Engine; forgetState: () => void }>();
  const started: ((engine: Engine) => void)[] = [];
  const stopped: ((engine: Engine) => void)[] = [];
  let shownEnvironment: Environment = 'PRACTICE';

  const list = (): Engine[] => [...byId.values()].map(({ engine }) => engine);
  const running: RunningEngines = {
    find: (connectionId) => byId.get(connectionId)?.engine ?? null,
    get: (connectionId) => {
      const found = byId.get(connectionId);
      if (found === undefined) throw notRunning();
      return found.engine;
    },
    list,
    shown: () => list().filter(({ connection }) => connection.environment === shownEnvironment),
    onStarted: (listener) => {
      started.push(listener);
      for (const engine of list()) listener(engine);
    },
    onStopped: (listener) => void stopped.push(listener),
  };

  /**
   * Contacts nothing yet; null for a connection that is switched off.
   * @throws AppError BAD_INPUT for a connection that its adapter cannot use
   */
  function create({ connection, secrets }: EngineSource): Engine | null {
    if (!connection.enabled) return null;
    const logger = deps.logger.child({ connectionId: connection.connectionId });
    return deps.createEngine({ connection, secrets, clock: deps.clock, logger });
  }

  /** Takes the place of the connection's engine; null only ends it. */
  async function start(connectionId: string, engine: Engine | null): Promise<void> {
    await stop(connectionId);
    if (engine === null) return;
    const forgetState = engine.onStateChange((state) => deps.emit('connections.stateChanged', { connectionId, state }));
    byId.set(connectionId, { engine, forgetState });
    for (const listener of started) listener(engine);
  }

  async function stop(connectionId: string): Promise<void> {
    const entry = byId.get(connectionId);
    if (entry === undefined) return;
    byId.delete(connectionId);
    for (const listener of stopped) listener(entry.engine);
    entry.forgetState();
    try {
      await entry.engine.close();
    } catch {
      // Its sessions and sockets end with the process at the latest; the next engine must start all the same.
      deps.logger.warn('an engine did not close cleanly', { connectionId });
    }
  }

  return {
    running,
    create,
    start,
    stop,
    show: (environment: Environment): void => {
      shownEnvironment = environment;
    },
    shownEnvironment: (): Environment => shownEnvironment,
    close: async (): Promise<void> => {
      await Promise.all([...byId.keys()].map(stop));
    },
  };
}

export type EnginePool = ReturnType<typeof createEnginePool>;

function notRunning(): AppError {
  return new AppError('NOT_FOUND', 'This connection does not exist or is switched off.', {
    messageKey: 'errors.noConnection',
  });
}
