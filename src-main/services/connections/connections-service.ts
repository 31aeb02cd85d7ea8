import { randomUUID } from 'node:crypto';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import {
  type CheckStep,
  type Connection,
  type ConnectionSecrets,
  type Environment,
  mayBeUsedIn,
} from '../../../src-shared/domain/connection.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { CreateEngine } from '../../engines/engine.ts';
import type { EngineSource } from '../../engines/running-engines.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';
import { mergeSecrets, noSecrets, readSecrets, writeSecrets } from './connection-secrets.ts';
import { availableOf, type ConnectionView, environmentToShow, viewOf } from './connection-state.ts';
import { createEnginePool, type EnginePool } from './engine-pool.ts';

/** The practice engine as connections need it: its own connection while it runs. */
export type PracticeSwitch = { start(): Promise<EngineSource>; stop(): Promise<void> };

export type ConnectionsDeps = {
  store: Pick<Store, 'secrets'> & {
    journal: Pick<Store['journal'], 'connections'>;
    cache: Pick<Store['cache'], 'removeConnection'>;
  };
  createEngine: CreateEngine;
  /** What a server shows before anything is sent to it. */
  readCertificate: (url: string, signal: AbortSignal) => Promise<OutputOf<'connections.readCertificate'>>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
  /** Null when no practice engine is wanted. */
  practice: PracticeSwitch | null;
};

type State = ConnectionsDeps & {
  pool: EnginePool;
  saved: Map<string, Connection>;
  /** Kept for *hasPassword* and for restarts; the file has the truth. */
  secretsById: Map<string, ConnectionSecrets>;
  practiceSource: EngineSource | null;
  chosen: Environment | null;
  isClosed: boolean;
};

/** Saved connections, their running engines, and which environment the console shows. */
export async function createConnectionsService(deps: ConnectionsDeps) {
  const saved = new Map((await deps.store.journal.connections.list()).map((one) => [one.connectionId, one]));
  const state: State = {
    ...deps,
    pool: createEnginePool(deps),
    saved,
    secretsById: new Map(),
    practiceSource: null,
    chosen: null,
    isClosed: false,
  };
  const inTurn = createTurns();
  for (const connection of saved.values()) await startSaved(state, connection);
  showAvailable(state);
  // A child process takes its time; the console opens meanwhile.
  const ready = inTurn(() => matchPractice(state));
  const handlers: HandlersOf<'connections'> = {
    list: () => Promise.resolve(listShown(state)),
    switchEnvironment: ({ environment }) => Promise.resolve(switchTo(state, environment)),
    readCertificate: ({ url }, context) => deps.readCertificate(url, context.signal),
    check: async (input, context) => ({ steps: await check(state, input, context.signal) }),
    save: (input, context) =>
      inTurn(async () => {
        const view = await save(state, input);
        context.describe({
          target: view.connection.connectionId,
          summary: `environment: ${view.connection.environment}`,
        });
        return view;
      }),
    remove: ({ connectionId }) => inTurn(() => remove(state, connectionId)),
  };
  return {
    handlers,
    engines: state.pool.running,
    shownIds: (): string[] => shownConnections(state).map(({ connectionId }) => connectionId),
    shownEnvironment: () => state.pool.shownEnvironment(),
    shownNames: () => shownConnections(state).map(({ connectionId, name }) => ({ connectionId, name })),
    /** Resolves when the practice engine has started, or is known not to. */
    ready,
    close: async (): Promise<void> => {
      state.isClosed = true;
      await inTurn(() => Promise.resolve());
      await state.pool.close();
      await state.practice?.stop();
    },
  };
}

export type ConnectionsService = Awaited<ReturnType<typeof createConnectionsService>>;

async function startSaved(state: State, connection: Connection): Promise<void> {
  const secrets = await readSecrets(state.store.secrets, connection.connectionId);
  const { connectionId } = connection;
  state.secretsById.set(connectionId, secrets);
  try {
    await state.pool.start(connectionId, state.pool.create({ connection, secrets }));
  } catch (cause) {
    // One connection that cannot be used must not keep the console shut: it is shown with its reason.
    state.logger.error('a saved connection could not be started', { connectionId, code: codeOf(cause) });
  }
}

/** Runs the practice engine exactly while no real connection is saved. It never shares a list with one. */
async function matchPractice(state: State): Promise<void> {
  if (state.practice === null || state.isClosed) return;
  const isWanted = state.saved.size === 0;
  if (isWanted === (state.practiceSource !== null)) return;
  if (isWanted) {
    try {
      state.practiceSource = await state.practice.start();
      await state.pool.start(state.practiceSource.connection.connectionId, state.pool.create(state.practiceSource));
    } catch (cause) {
      state.logger.error('the practice engine did not start', { code: codeOf(cause) });
      return;
    }
  } else {
    const { connectionId } = state.practiceSource?.connection ?? { connectionId: '' };
    state.practiceSource = null;
    await state.pool.stop(connectionId);
    await state.practice.stop();
  }
  showAvailable(state);
  state.emit('connections.changed', {});
}

function allConnections(state: State): Connection[] {
  const practice = state.practiceSource === null ? [] : [state.practiceSource.connection];
  return [...state.saved.values(), ...practice];
}

function shownConnections(state: State): Connection[] {
  const environment = state.pool.shownEnvironment();
  return allConnections(state).filter((connection) => connection.environment === environment);
}

function showAvailable(state: State): void {
  state.pool.show(environmentToShow(availableOf(allConnections(state)), state.chosen));
}

function listShown(state: State) {
  return {
    environment: state.pool.shownEnvironment(),
    available: availableOf(allConnections(state)),
    items: shownConnections(state).map((connection) => view(state, connection)),
  };
}

function view(state: State, connection: Connection): ConnectionView {
  const secrets = state.secretsById.get(connection.connectionId) ?? state.practiceSource?.secrets ?? noSecrets;
  return viewOf(connection, secrets, state.pool.running.find(connection.connectionId));
}

function switchTo(state: State, environment: Environment): { done: true } {
  if (!availableOf(allConnections(state)).includes(environment)) {
    throw new AppError('CONFLICT', 'There is no connection in this environment.', {
      messageKey: 'errors.noEnvironment',
    });
  }
  state.chosen = environment;
  showAvailable(state);
  state.emit('connections.changed', {});
  return { done: true };
}

type Unsaved = Pick<InputOf<'connections.save'>, 'connection' | 'secrets'>;

/** Stored secrets fill what is absent; with an id that is not saved: NOT_FOUND. */
async function compose(state: State, { connection, secrets }: Unsaved): Promise<EngineSource> {
  const { connectionId } = connection;
  if (connectionId !== null && !state.saved.has(connectionId)) {
    throw new AppError('NOT_FOUND', 'This connection was removed.', { messageKey: 'errors.noConnection' });
  }
  const stored = connectionId === null ? noSecrets : await readSecrets(state.store.secrets, connectionId);
  return {
    connection: { ...connection, connectionId: connectionId ?? randomUUID() },
    secrets: mergeSecrets(stored, secrets),
  };
}

async function check(state: State, unsaved: Unsaved, signal: AbortSignal): Promise<CheckStep[]> {
  const source = await compose(state, unsaved);
  const engine = state.createEngine({ ...source, clock: state.clock, logger: state.logger });
  try {
    const steps: CheckStep[] = [];
    for await (const step of engine.check(signal)) steps.push(step);
    return steps;
  } finally {
    await engine.close();
  }
}

async function save(state: State, unsaved: Unsaved): Promise<ConnectionView> {
  if (unsaved.connection.environment === 'PRACTICE') {
    throw new AppError('BAD_INPUT', 'PRACTICE belongs to the practice engine: choose TEST or PRODUCTION.', {
      messageKey: 'errors.practiceEnvironment',
    });
  }
  requireEnvironment(unsaved.connection);
  const source = await compose(state, unsaved);
  const { connection, secrets } = source;
  const engine = state.pool.create(source);
  try {
    // Secrets first: a crash in between leaves a secret without use, never a connection without its secret.
    await writeSecrets(state.store.secrets, connection.connectionId, secrets);
    await state.store.journal.connections.put(connection);
  } catch (cause) {
    await engine?.close();
    throw cause;
  }
  state.saved.set(connection.connectionId, connection);
  state.secretsById.set(connection.connectionId, secrets);
  await state.pool.start(connection.connectionId, engine);
  await matchPractice(state);
  showAvailable(state);
  state.emit('connections.changed', {});
  return view(state, connection);
}

/** The adapter refuses as well; this one speaks also of a connection that is switched off. */
function requireEnvironment({ engineKind, environment }: Unsaved['connection']): void {
  if (mayBeUsedIn(engineKind, environment)) return;
  throw new AppError('FORBIDDEN', 'This kind of connection is off in this environment.', {
    messageKey: 'engine.cannot.mllpInProduction',
  });
}

async function remove(state: State, connectionId: string): Promise<{ done: true }> {
  if (!state.saved.has(connectionId)) {
    throw new AppError('NOT_FOUND', 'This connection was removed already.', { messageKey: 'errors.noConnection' });
  }
  await state.pool.stop(connectionId);
  await state.store.journal.connections.remove(connectionId);
  state.saved.delete(connectionId);
  state.secretsById.delete(connectionId);
  await state.store.secrets.write(connectionId, null);
  await state.store.cache.removeConnection(connectionId);
  await matchPractice(state);
  showAvailable(state);
  state.emit('connections.changed', {});
  return { done: true };
}

function codeOf(cause: unknown): string {
  return cause instanceof AppError ? cause.code : 'INTERNAL';
}
