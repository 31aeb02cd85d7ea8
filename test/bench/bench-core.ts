import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp } from '../../src-main/app/create-app.ts';
import type { Engine } from '../../src-main/engines/engine.ts';
import { createEngine } from '../../src-main/engines/index.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createLogger } from '../../src-main/platform/logger.ts';
import type { Clock } from '../../src-main/platform/ports.ts';
import { type PracticeEngineHandle, startPracticeEngine } from '../../src-main/practice-engine/client.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import type { Folders } from '../specs/folders.ts';

/** A core in this process with one person signed in. */
export type BenchCore = {
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Requests sent to all engines so far. */
  requestCount(): number;
  close(): Promise<void>;
};

export const benchPerson = { name: 'Kari Måling', secret: 'bench-password-1' };

export async function openBenchCore(folders: Folders, clock: Clock = createSystemClock()): Promise<BenchCore> {
  const logger = createLogger({ level: 'error' });
  const engines: Engine[] = [];
  const store = await openStore({
    dataDir: folders.dataDir,
    clock,
    logger,
    osKeyStore: null,
    keyFileDir: folders.configDir,
  });
  const app = await createApp({
    store,
    clock,
    logger,
    dataDir: folders.dataDir,
    notifications: { show: () => undefined },
    osUserName: 'bench',
    version: 'bench',
    practice: null,
    createEngine: (deps) => {
      const engine = createEngine(deps);
      engines.push(engine);
      return engine;
    },
  });
  const ask = async (name: string, input: unknown, sessionToken: string | null): Promise<unknown> => {
    const caller = { sessionToken, shell: 'cli' as const };
    const reply = (await app.dispatch(name, input, caller, AbortSignal.timeout(120_000))) as Reply<unknown>;
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
    return reply.value;
  };
  const { sessionToken } = (await ask('accounts.createFirst', benchPerson, null)) as { sessionToken: string };
  return {
    call: async (name, input) => (await ask(name, input, sessionToken)) as never,
    requestCount: () => engines.reduce((sum, engine) => sum + engine.requestCount(), 0),
    close: () => app.close(),
  };
}

const resources = 'resources/practice';

/** The practice engine with its channels copied until there are `count`; senders are quiet unless `speed` is given. */
export async function startManyChannels(root: string, count: number, speed?: number): Promise<PracticeEngineHandle> {
  const folder = join(root, 'resources');
  await mkdir(folder, { recursive: true });
  const definitions = JSON.parse(readFileSync(join(resources, 'channels.json'), 'utf8'));
  const originals = definitions.channels as { id: string; name: string }[];
  definitions.channels = Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length]!;
    if (index < originals.length) return original;
    const copy = Math.floor(index / originals.length);
    return { ...original, id: original.id.replace(/^b/, copy.toString(16)), name: `${original.name} ${copy + 1}` };
  });
  writeFileSync(join(folder, 'channels.json'), JSON.stringify(definitions));
  writeFileSync(join(folder, 'scenarios.json'), readFileSync(join(resources, 'scenarios.json')));
  return startPracticeEngine(
    {
      dataDir: join(root, 'engine'),
      entryPath: 'out/main/practice-engine.js',
      resourcesDir: folder,
      traffic: speed !== undefined,
      ...(speed === undefined ? {} : { speed }),
    },
    AbortSignal.timeout(60_000),
  );
}

export async function connectBench(
  core: BenchCore,
  engine: PracticeEngineHandle,
  pollIntervalMs = 5000,
): Promise<string> {
  const saved = await core.call('connections.save', {
    requestId: crypto.randomUUID(),
    connection: {
      connectionId: null,
      engineKind: 'mirth',
      name: 'Bench engine',
      environment: 'TEST',
      url: engine.api.apiUrl,
      username: engine.api.userName,
      certificateFingerprint: engine.api.certificateFingerprint,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: false,
      pollIntervalMs,
      colour: 'blue',
      enabled: true,
      mllp: null,
    },
    secrets: { password: engine.api.password },
  });
  await core.call('connections.switchEnvironment', { environment: 'TEST' });
  return saved.connection.connectionId;
}
