import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprintOf } from './certificate.ts';
import { type ControlledEngine, openControlServer } from './control/control-server.ts';
import type { InjectAnswer, ReadyRecord } from './control/control-types.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { AuditEvents } from './events.ts';
import { readHeaderFields } from './hl7-standard-adapter.ts';
import { EngineLogs } from './logs.ts';
import { MessageStore } from './messages/message-store.ts';
import { sendFrame } from './mllp/mllp-sender.ts';
import { Receiver } from './receivers/receiver.ts';
import { ApiServer } from './rest/api-server.ts';
import { channelText } from './rest/route.ts';
import { Channel } from './routing/channel.ts';
import { loadRouting, type RoutingDefinition, type StepDefinition } from './routing/definitions.ts';
import { reprocess } from './routing/reprocess.ts';
import { loadScenarios, Scenarios } from './scenarios.ts';
import { runHistory } from './traffic/history.ts';
import { Traffic } from './traffic/traffic.ts';

export type PracticeEngineOptions = {
  dataFolder: string;
  resourcesFolder: string;
  /** Port of the API; null takes the last one used, or any. */
  port: number | null;
  /** Times the normal rate; 0 = no traffic and no history. */
  speed: number;
  seed: number;
  /** Newest messages kept per channel. */
  retention: number;
};

/** A running engine; `close` waits until it is done. */
export type PracticeEngine = ControlledEngine & { ready: ReadyRecord; close(): Promise<void> };

const userName = 'admin';

/** Starts everything on 127.0.0.1. @throws the file system's or socket's error when data folder or port cannot be had */
export async function startPracticeEngineHere(options: PracticeEngineOptions): Promise<PracticeEngine> {
  const parts = await openParts(options);
  const { folder, channels, receivers, traffic, events } = parts;
  const status = { server: 0, lastLoginAt: parts.now() };
  const api = createApi(parts, status, options.port ?? folder.portOf('api'));
  // A port asked for by name must be had; the one of the last run is only a preference.
  await (options.port === null ? api.openAnywhere() : api.open());
  const engine = createControlledEngine(parts, status, api);
  const controlToken = randomBytes(24).toString('base64url');
  const control = await openControlServer(engine, controlToken);
  folder.rememberPorts(portsOf(api.port, channels, receivers));
  traffic.setSpeed(options.speed);
  return {
    ...engine,
    ready: {
      apiUrl: `https://127.0.0.1:${api.port}/api`,
      userName,
      password: folder.state.password,
      certificateFingerprint: fingerprintOf(folder.state.certificate),
      certificatePem: folder.state.certificate,
      controlUrl: `http://127.0.0.1:${control.port}`,
      controlToken,
      mllpPorts: Object.fromEntries(channels.map((channel) => [channel.definition.id, channel.port])),
      processId: process.pid,
    },
    close: async () => {
      traffic.stop();
      await control.close();
      await api.close();
      for (const channel of channels) await channel.close();
      for (const receiver of receivers) await receiver.close();
      events.close();
      folder.close();
    },
  };
}

type Parts = Awaited<ReturnType<typeof openParts>>;
/** `server`: 0 OK, 2 engine starting, 3 initial deploy. */
type Status = { server: number; lastLoginAt: number };

/** Receivers, channels, senders and scenarios, with the past of a new data folder already run. */
async function openParts(options: PracticeEngineOptions) {
  let clockAt: number | null = null;
  const now = () => clockAt ?? Date.now();
  const routing = loadRouting(options.resourcesFolder);
  const scenarioFile = loadScenarios(options.resourcesFolder);
  const folder = await openDataFolder(options.dataFolder, now());
  const logs = new EngineLogs(now);
  const receivers = await openReceivers(folder, routing, now);
  const findReceiver = (id: string) => receivers.find((receiver) => receiver.definition.id === id) ?? null;
  const startedAt = now();
  const versions = { ...folder.state.versions };
  const versionBefore = (channelId: string) => {
    const last = versions[channelId] ?? { revision: 1, deployedAt: folder.state.installedAt, isChanged: false };
    return last.isChanged ? { revision: last.revision + 1, deployedAt: startedAt } : last;
  };
  const channels = routing.channels.map(
    (definition) =>
      new Channel({
        definition,
        tables: routing.tables,
        store: new MessageStore(join(folder.path, 'channels'), definition.id, options.retention),
        logs,
        now,
        preferredPort: folder.portOf(`channel:${definition.id}`),
        receiverPort: (receiverId) => findReceiver(receiverId)?.port ?? 0,
        // What a scenario changed ends with the run: the next one begins with a revision that has it no longer.
        revision: versionBefore(definition.id).revision,
        onDeployed: (version) => folder.rememberVersion(definition.id, version),
      }),
  );
  // A start is no new deployment: else every failure of an earlier run would seem to come from another version of its channel.
  for (const channel of channels) {
    if (!channel.definition.isDeployed) continue;
    clockAt = versionBefore(channel.definition.id).deployedAt;
    await deployAnywhere(channel);
  }
  clockAt = null;
  const traffic = new Traffic({ channels, seed: options.seed, now });
  const events = new AuditEvents(folder.path, now);
  const deploy = async (channelId: string, steps: StepDefinition[]) => {
    const channel = channels.find(({ definition }) => definition.id === channelId);
    if (channel === undefined) return;
    events.add({ name: 'Deploy channels', attributes: [['channel', `${channelText(channel)}\n`]] });
    await channel.deployChanged(steps);
  };
  const actOnNewest = async (channelId: string, done: 'reprocessed' | 'pruned') => {
    const channel = channels.find(({ definition }) => definition.id === channelId);
    const message = channel?.store.newestFirst()[0];
    if (channel === undefined || message === undefined) return;
    if (done === 'reprocessed') return reprocess(channel, message, { destinationIds: null, isReplacing: false });
    for (const row of message.rows) Object.assign(row, { raw: null, encoded: null, sent: null, response: null });
    channel.store.save(message);
  };
  const scenarios = new Scenarios({
    ...{ definitions: scenarioFile.scenarios, traffic, findReceiver, deploy, now, actOnNewest },
    sendBody: (channelId, body) => traffic.sendBody(channelId, body),
  });
  if (folder.isNew && options.speed > 0) {
    const channelIds = channels.filter(({ state }) => state === 'STARTED').map(({ definition }) => definition.id);
    const setClock = (at: number | null) => {
      clockAt = at;
    };
    await runHistory({ file: scenarioFile, channelIds, traffic, scenarios, setClock, now: Date.now() });
  }
  return { now, routing, folder, logs, events, receivers, findReceiver, channels, traffic, scenarios };
}

function createApi({ folder, routing, channels, logs, events, now }: Parts, status: Status, port: number): ApiServer {
  return new ApiServer({
    engine: {
      serverId: folder.state.serverId,
      routing,
      channels,
      logs,
      events,
      now,
      serverStatus: () => status.server,
      userName,
      lastLoginAt: () => status.lastLoginAt,
    },
    key: folder.state.key,
    certificate: folder.state.certificate,
    port,
    checkPassword: (name, password) => name === userName && password === folder.state.password,
    onSignIn: () => {
      status.lastLoginAt = now();
    },
  });
}

function createControlledEngine(parts: Parts, status: Status, api: ApiServer): ControlledEngine {
  const { channels, receivers, findReceiver, scenarios, traffic } = parts;
  return {
    receivers,
    findReceiver,
    scenarios,
    setSpeed: (factor) => traffic.setSpeed(factor),
    inject: (channelId, body) => {
      const channel = channels.find(({ definition }) => definition.id === channelId);
      return inject(channel, body);
    },
    setFault: (fault) => api.faults.set(fault),
    restart: (downMs) => restart(parts, { status, api, downMs }),
  };
}

/** As the real engine restarts: refused connections, status 2, then 3, then 0; counters and messages stay. */
async function restart(
  { channels, logs }: Parts,
  of: { status: Status; api: ApiServer; downMs: number },
): Promise<void> {
  const { status, api, downMs } = of;
  await api.close();
  logs.clear();
  status.server = 2;
  for (const channel of channels) await channel.stop();
  await sleep(downMs);
  await api.open();
  await sleep(Math.min(downMs, 300));
  status.server = 3;
  // Every enabled channel comes back, also one that was undeployed, in its own initial state.
  for (const channel of channels) if (channel.definition.isDeployed) await channel.deploy();
  status.server = 0;
}

/** The port of the last run may belong to somebody else by now. */
async function deployAnywhere(channel: Channel): Promise<void> {
  try {
    await channel.deploy();
  } catch {
    channel.forgetPort();
    await channel.deploy();
  }
}

/** All listening; a receiver whose old port is taken listens elsewhere. */
async function openReceivers(folder: DataFolder, routing: RoutingDefinition, now: () => number): Promise<Receiver[]> {
  const receivers = routing.receivers.map(
    (definition) =>
      new Receiver({
        definition,
        folder: join(folder.path, 'receivers'),
        now,
        preferredPort: folder.portOf(`receiver:${definition.id}`),
      }),
  );
  for (const receiver of receivers) await receiver.open();
  return receivers;
}

function portsOf(apiPort: number, channels: Channel[], receivers: Receiver[]): Record<string, number> {
  return Object.fromEntries([
    ['api', apiPort],
    ...channels.map((channel) => [`channel:${channel.definition.id}`, channel.port]),
    ...receivers.map((receiver) => [`receiver:${receiver.definition.id}`, receiver.port]),
  ]) as Record<string, number>;
}

async function inject(channel: Channel | undefined, body: Buffer): Promise<InjectAnswer | undefined> {
  if (channel === undefined) return undefined;
  const before = channel.store.maxMessageId();
  const target = { host: '127.0.0.1', port: channel.port, responseTimeoutMs: 60_000, maxResponseBytes: 1_000_000 };
  const result = await sendFrame(target, body, AbortSignal.timeout(60_000));
  if (result.kind !== 'answered') return { nativeId: null, ack: '' };
  const controlId = readHeaderFields(body.toString('utf8'))?.controlId;
  const stored = channel.store
    .newestFirst()
    .filter((message) => message.messageId > before && message.fields?.controlId === controlId);
  return { nativeId: stored.at(-1)?.messageId ?? null, ack: result.response.toString('utf8') };
}
