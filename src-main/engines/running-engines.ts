import type { Connection, ConnectionSecrets } from '../../src-shared/domain/connection.ts';
import type { Engine } from './engine.ts';

/**
 * The engines that run now, of every environment; the practice engine's connection is among them while it runs.
 * A saved change of a connection closes its engine and starts another: ask anew for every piece of work.
 */
export type RunningEngines = {
  find(connectionId: string): Engine | null;
  /** @throws AppError NOT_FOUND when no such engine runs */
  get(connectionId: string): Engine;
  list(): Engine[];
  /** Those of the environment the console shows. */
  shown(): Engine[];
  /** Called for every engine already running and every later one. */
  onStarted(listener: (engine: Engine) => void): void;
  /** Called before the engine is closed. */
  onStopped(listener: (engine: Engine) => void): void;
};

/** A saved connection with its secrets: what an engine is made of. */
export type EngineSource = { connection: Connection; secrets: ConnectionSecrets };
