import { vi } from 'vitest';
import { type App, type AppDeps, clientOf, createApp } from '../../src-main/app/create-app.ts';
import { createLogger } from '../../src-main/platform/logger.ts';
import type { PracticeEngine } from '../../src-main/services/practice/practice-port.ts';
import type { InputOf, OutputOf, ProcedureName, PushedEvent } from '../../src-shared/contract/index.ts';
import type { Role } from '../../src-shared/domain/account.ts';
import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createScriptedEngine, type EngineScript, type ScriptedEngine } from './scripted-engine.ts';
import { openTemporaryStore, type TemporaryStore } from './temporary-store.ts';

export const administratorName = 'Kari Vakt';
export const administratorSecret = 'riktig hest batteri';
/** A connection of this name has no engine. */
export const unusableName = 'Unusable';

/**
 * The whole core in process: real store, real door, scripted engines.
 * @method call as the first administrator unless another token is named
 * @method must the value of a call that has to succeed
 * @method personWith makes an account with these roles and signs it in
 * @method saveConnection saves and starts a TEST connection; its engine is the last of `engines`
 * @method atRest resolves when sessions, watch, upkeep, the rollups' keeper, the alerts and every poller wait for the clock: what was set going has been done
 * @method nextEvent resolves at the next event of that name
 */
export type TestApp = {
  app: App;
  clock: ManualClock;
  temporary: TemporaryStore;
  engines: ScriptedEngine[];
  events: PushedEvent[];
  logLines: string[];
  token: string;
  call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    token?: string | null,
  ): Promise<Reply<OutputOf<Name>>>;
  must<Name extends ProcedureName>(name: Name, input: InputOf<Name>, token?: string | null): Promise<OutputOf<Name>>;
  personWith(roles: Role[], name?: string): Promise<string>;
  saveConnection(overrides?: Partial<InputOf<'connections.save'>['connection']>): Promise<ScriptedEngine>;
  atRest(): Promise<void>;
  nextEvent(name: PushedEvent['name']): Promise<PushedEvent>;
  remove(): Promise<void>;
};

type Options = Partial<Pick<AppDeps, 'openWindow' | 'startPractice'>> & { script?: Partial<EngineScript> };

export async function openTestApp(options: Options = {}): Promise<TestApp> {
  const { script = {}, ...overrides } = options;
  const clock = createManualClock();
  const temporary = await openTemporaryStore(clock);
  const logLines: string[] = [];
  const engines: ScriptedEngine[] = [];
  const events: PushedEvent[] = [];
  const app = await createApp({
    // The folder's owner closes it, after the app has done with it.
    store: { ...temporary.store, close: async () => undefined },
    clock,
    logger: createLogger({ level: 'debug', destination: { write: (line) => void logLines.push(line) } }),
    dataDir: 'data',
    notifications: { show: () => undefined },
    osUserName: 'kari',
    version: '1.2.3',
    practice: options.startPractice === undefined ? null : {},
    createEngine: (deps) => {
      if (deps.connection.name === unusableName) throw new AppError('BAD_INPUT', 'This connection is not complete.');
      const engine = createScriptedEngine(deps, script);
      engines.push(engine);
      return engine;
    },
    ...overrides,
  });
  app.onEvent((event) => events.push(event));
  await app.ready;
  const client = clientOf(app, 'browser');
  const first = await client.call(
    'accounts.createFirst',
    { name: administratorName, secret: administratorSecret },
    null,
  );
  if (!first.ok) throw new TypeError(first.error.message);
  const token = first.value.sessionToken;

  const call: TestApp['call'] = (name, input, as = token) => client.call(name, input, as);
  const must: TestApp['must'] = async (name, input, as = token) => {
    const reply = await call(name, input, as);
    if (!reply.ok) throw new TypeError(`${name}: ${reply.error.code} ${reply.error.message}`);
    return reply.value;
  };
  return {
    app,
    clock,
    temporary,
    engines,
    events,
    logLines,
    token,
    call,
    must,
    personWith: async (roles, name = `Person ${roles.join(' ')}`) => {
      await must('accounts.create', { name, secret: administratorSecret, roles });
      return (await must('accounts.signIn', { name, secret: administratorSecret }, null)).sessionToken;
    },
    saveConnection: async (connection = {}) => {
      await must('connections.save', aSave(connection));
      const saved = engines.at(-1);
      if (saved === undefined) throw new TypeError('No engine was made.');
      return saved;
    },
    atRest: async () => {
      const waiting = () => 4 + app.status().sessions + engines.filter((engine) => !engine.isClosed()).length;
      await vi.waitUntil(() => clock.pendingCount() >= waiting(), { interval: 5, timeout: 15_000 });
    },
    nextEvent: (name) =>
      new Promise((resolve) => {
        const end = app.onEvent((event) => {
          if (event.name !== name) return;
          end();
          resolve(event);
        });
      }),
    remove: async () => {
      await app.close();
      await temporary.remove();
    },
  };
}

let requests = 0;
/** A request id that no other call of this file has. */
export function aRequestId(): string {
  requests += 1;
  return `request-${requests}`;
}

export function aSave(
  connection: Partial<InputOf<'connections.save'>['connection']> = {},
): InputOf<'connections.save'> {
  return {
    requestId: aRequestId(),
    connection: {
      connectionId: null,
      engineKind: 'mirth',
      name: 'Integration',
      environment: 'TEST',
      url: 'https://engine.example.invalid:8443',
      username: 'vaktbord',
      certificateFingerprint: null,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: false,
      pollIntervalMs: 5000,
      colour: 'blue',
      enabled: true,
      mllp: null,
      ...connection,
    },
    secrets: { password: 'hemmelig' },
  };
}

/** A practice engine that runs nowhere. `end` is its death. */
export function aPracticeEngine(): PracticeEngine & { stopped: number; end(): void } {
  const exit = Promise.withResolvers<void>();
  const engine = {
    stopped: 0,
    end: exit.resolve,
    ready: {
      url: 'https://127.0.0.1:9443',
      username: 'admin',
      password: 'admin',
      certificateFingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
    },
    status: async () => ({ speed: 1, scenarios: [], receivers: [{ receiverId: 'lab', name: 'Lab', mode: 'up' }] }),
    switchScenario: async () => undefined,
    setSpeed: async () => undefined,
    setReceiver: async () => undefined,
    inject: async () => ({ ack: 'AA' }),
    receiverLog: async () => [],
    exited: exit.promise,
    stop: async () => {
      engine.stopped += 1;
      exit.resolve();
    },
  };
  return engine;
}
