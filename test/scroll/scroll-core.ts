import '../../src-main/platform/lean-heap.ts';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openCore } from '../../src-main/app/core-server.ts';
import { createApp } from '../../src-main/app/create-app.ts';
import { createEventHub } from '../../src-main/app/event-hub.ts';
import { createEngine } from '../../src-main/engines/index.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createLogger } from '../../src-main/platform/logger.ts';
import { startBrowserShell } from '../../src-main/shell-browser/browser-shell.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { Connection } from '../../src-shared/domain/connection.ts';
import { benchConnection, failureAt } from '../bench/search/seeded-failures.ts';
import { person } from './person.ts';

/**
 * Run as a process of its own: `scroll-core.ts <JSON>`. The core of a data set with the browser shell before it, to which `perSecond` new
 * failures come in the store's own way, with its events, from when a line is read until the next one. Prints the address of the console,
 * and at the end how many came.
 */
const { folder, count, perSecond } = z
  .object({ folder: z.string(), count: z.number(), perSecond: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''));

/** Nothing is asked of it: what it has told is there already. */
const engineOfSet: Connection = {
  connectionId: benchConnection,
  engineKind: 'mirth',
  name: 'Scroll engine',
  environment: 'TEST',
  url: 'https://127.0.0.1:9/api',
  username: 'nobody',
  certificateFingerprint: null,
  ownCaPem: null,
  clientCertificatePem: null,
  readOnly: true,
  pollIntervalMs: 60_000,
  colour: 'teal',
  enabled: false,
  mllp: null,
};
const ticksPerSecond = 4;

const clock = createSystemClock();
const logger = createLogger({ level: 'error' });
const store = await openStore({
  dataDir: `${folder}/data`,
  keyFileDir: `${folder}/config`,
  osKeyStore: null,
  clock,
  logger,
});
await store.journal.connections.put(engineOfSet);
/** The failures of a set are older than any retention. */
const cache = { ...store.cache, applyRetention: async () => ({ partitionsDeleted: 0, moved: 0 }) };
const app = await createApp({
  store: { ...store, cache },
  clock,
  logger,
  dataDir: `${folder}/data`,
  notifications: { show: () => undefined },
  osUserName: 'scroll',
  version: 'scroll',
  practice: null,
  createEngine,
});
const hub = createEventHub({ logger });
app.onEvent(({ name, payload }) => hub.emit(name, payload as never));
await prepare();
const link = await openCore({
  dataDir: `${folder}/data`,
  shell: 'browser',
  createApp: async () => ({ ...app, onEvent: hub.onEvent }),
});
const shell = await startBrowserShell({
  link,
  rendererDir: fileURLToPath(new URL('../../renderer', import.meta.url)),
  clock,
  logger,
  port: 0,
  onTokenReused: () => undefined,
});
console.log(shell.mintAddress());

let written = 0;
let isWriting = false;
process.stdin.on('data', () => {
  isWriting = !isWriting;
});
const writing = setInterval(() => {
  if (isWriting) void write(perSecond / ticksPerSecond);
}, 1000 / ticksPerSecond);

process.on('SIGTERM', () => void end());
// Whoever started it is gone.
process.stdin.on('end', () => void end());

async function write(rows: number): Promise<void> {
  const first = count + written;
  written += rows;
  const records = Array.from({ length: rows }, (_, index) => failureAt(first + index, { count }));
  const { added } = await store.cache.putFailures(records);
  hub.emit('failures.changed', { connectionId: benchConnection, added, resolved: 0 });
}

async function prepare(): Promise<void> {
  const ask = async (name: string, input: unknown, sessionToken: string | null): Promise<unknown> => {
    const reply = await app.dispatch(name, input, { sessionToken, shell: 'cli' });
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
    return reply.value;
  };
  const { sessionToken } = (await ask('accounts.createFirst', person, null)) as { sessionToken: string };
  await ask('connections.switchEnvironment', { environment: 'TEST' }, sessionToken);
  const { installation } = (await ask('settings.get', {}, sessionToken)) as { installation: object };
  await ask('settings.update', { ...installation, lockAfterMs: 3_600_000 }, sessionToken);
}

async function end(): Promise<void> {
  clearInterval(writing);
  await shell.close();
  await link.close();
  console.log(JSON.stringify({ written }));
  process.exit(0);
}
