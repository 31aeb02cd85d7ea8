import { join } from 'node:path';
import { type PracticeEngineHandle, startPracticeEngine } from '../../src-main/practice-engine/client.ts';
import { hazardKinds } from '../../src-shared/domain/replay.ts';
import { standardRunSettings } from '../../src-shared/domain/replay-run.ts';
import { createCaller } from '../specs/caller.ts';
import { type Cli, createCli } from '../specs/cli.ts';
import { type CoreProcess, startCore } from '../specs/core-process.ts';
import { type Folders, makeFolders, removeFolders } from '../specs/folders.ts';
import { account } from '../specs/main-path/actions.ts';
import { passThrough } from '../specs/main-path/preconditions.ts';
import { connectTo } from '../specs/replay/engine-world.ts';
import { type JournalView, openJournalView } from './journal-view.ts';
import { createRandom, type Planted, plantMessages } from './messages.ts';
import { type RecordingReceiver, startRecordingReceiver } from './recording-receiver.ts';

export type Way = 'mllp' | 'mirth';
export type StageOptions = {
  way: Way;
  messageCount: number;
  seed: number;
  /** MLLP connections; the mirth adapter has a number of its own. */
  connectionCount: number;
  /** How long a receiver takes to answer, ms: most kills then come while something is in the air. */
  answerMs: number;
  answerTimeoutMs?: number;
  /** So many failures one after another stop a run; left out = it never stops by itself. */
  stopInRow?: number;
  /** Where the core finds the MLLP receiver; left out = at the receiver itself. */
  portOf?: (receiverPort: number) => Promise<number>;
};

/** A practice engine with failed messages in it, a receiver of our own, and a core that has planned to send them again. */
export type Stage = {
  options: StageOptions;
  folders: Folders;
  engine: PracticeEngineHandle;
  receiver: RecordingReceiver;
  planted: Planted[];
  plantedByNativeId: ReadonlyMap<string, Planted>;
  random: () => number;
  view: JournalView;
  core: CoreProcess | null;
  cli: Cli;
  startCore(): Promise<CoreProcess>;
  /** Plans what is chosen, all when left out, and starts it. @returns its id */
  startRun(failureIds?: readonly string[]): Promise<string>;
  /** What the receiver at the end of the way has got, in the order of its arrival. */
  delivered(): Promise<Buffer[]>;
  close(): Promise<void>;
};

const patience = (): AbortSignal => AbortSignal.timeout(600_000);
const injectedAtOnce = 8;
const everythingOpen = {
  ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, text: null, groupId: null },
  state: 'open' as const,
};

export async function openStage(options: StageOptions): Promise<Stage> {
  const { messageCount, seed, way } = options;
  const random = createRandom(seed);
  const folders = makeFolders();
  const receiver = await startRecordingReceiver({ delayMs: options.answerMs });
  const engine = await startPracticeEngine(
    {
      ...{ dataDir: join(folders.root, 'engine'), entryPath: 'out/main/practice-engine.js', traffic: false },
      retention: 4 * messageCount + 2_000,
    },
    patience(),
  );
  const planted = plantMessages(messageCount, { perPatient: 1.6, random });
  await failAll(engine, planted);
  const core = await startCore(folders, ['--no-practice']);
  await createCli(folders, null).call('accounts.createFirst', account);
  const cli = createCaller(folders, account);
  await connectTo(engine, cli);
  const targetConnectionId = way === 'mllp' ? await connectReceiver(cli, receiver, options) : null;
  const plantedByNativeId = await untilListed(cli, planted);
  if (way === 'mirth')
    await engine.control.setReceiver(passThrough.receiverId, { kind: 'slow', delayMs: options.answerMs }, patience());
  else await engine.control.setReceiver(passThrough.receiverId, { kind: 'up' }, patience());

  const stage: Stage = {
    ...{ options, folders, engine, receiver, planted, plantedByNativeId, random, core, cli },
    view: openJournalView(folders),
    async startCore() {
      stage.core = await startCore(folders, ['--no-practice']);
      return stage.core;
    },
    async startRun(failureIds) {
      const runId = await planRun(cli, { count: messageCount, failureIds });
      await beginRun(cli, runId, { targetConnectionId, stopInRow: options.stopInRow ?? 1000 });
      return runId;
    },
    async delivered() {
      if (way === 'mllp') return receiver.frames.map(({ body }) => body);
      const log = await engine.control.readReceiverLog(passThrough.receiverId, patience());
      return log.map(({ bytesBase64 }) => Buffer.from(bytesBase64, 'base64'));
    },
    async close() {
      stage.view.close();
      await stage.core?.stop();
      await Promise.all([engine.stop(), receiver.die()]);
      removeFolders(folders);
    },
  };
  return stage;
}

/** @param count how many failures must be there when all are planned */
export async function planRun(
  cli: Cli,
  { count, failureIds }: { count: number; failureIds?: readonly string[] | undefined },
): Promise<string> {
  const scope = failureIds === undefined ? { kind: 'matching', filter: everythingOpen } : { kind: 'these', failureIds };
  const { run, counts } = await cli.call('runs.plan', { requestId: crypto.randomUUID(), scope });
  if (counts.total !== (failureIds?.length ?? count)) throw new Error(`${counts.total} messages were planned.`);
  return run.runId;
}

export async function beginRun(
  cli: Cli,
  runId: string,
  { targetConnectionId, stopInRow }: { targetConnectionId: string | null; stopInRow: number },
): Promise<void> {
  const limits = { targetConnectionId, stopInRow, stopPercent: 100, acceptedHazards: [...hazardKinds] };
  const settings = { ...standardRunSettings, ...limits };
  await cli.call('runs.start', { requestId: crypto.randomUUID(), runId, settings, reason: 'Receiver is back' });
}

async function failAll(engine: PracticeEngineHandle, planted: readonly Planted[]): Promise<void> {
  await engine.control.setReceiver(passThrough.receiverId, { kind: 'down' }, patience());
  let next = 0;
  const inject = async (): Promise<void> => {
    for (let message = planted[next++]; message !== undefined; message = planted[next++])
      await engine.control.inject({ channelId: passThrough.channelId, body: message.body }, patience());
  };
  await Promise.all(Array.from({ length: injectedAtOnce }, inject));
}

async function connectReceiver(
  cli: Cli,
  { port }: RecordingReceiver,
  { connectionCount, answerTimeoutMs = 10_000, portOf = (same) => Promise.resolve(same) }: StageOptions,
): Promise<string> {
  const saved = await cli.call('connections.save', {
    requestId: crypto.randomUUID(),
    connection: {
      ...{ connectionId: null, engineKind: 'mllp', name: 'Fault receiver', environment: 'TEST', username: '' },
      url: `mllp://127.0.0.1:${await portOf(port)}`,
      ...{ certificateFingerprint: null, ownCaPem: null, clientCertificatePem: null, readOnly: false },
      ...{ pollIntervalMs: 5000, colour: 'pink', enabled: true, mllp: { connectionCount, answerTimeoutMs } },
    },
    secrets: {},
  });
  return saved.connection.connectionId;
}

/** Waits until the console lists every failure. @returns what was planted by the engine's number of it */
export async function untilListed(cli: Cli, planted: readonly Planted[]): Promise<Map<string, Planted>> {
  const byControlId = new Map(planted.map((message) => [message.controlId, message]));
  const found = new Map<string, Planted>();
  for (const endsAt = Date.now() + 60_000 + planted.length * 100; found.size < planted.length; ) {
    if (Date.now() > endsAt) throw new Error(`Only ${found.size} of ${planted.length} failures were listed.`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    let cursor: string | null = null;
    do {
      const page: {
        items: { nativeId: string; header: { messageControlId: string | null } }[];
        nextCursor: string | null;
      } = await cli.call('failures.list', { filter: everythingOpen, cursor, limit: 500 });
      for (const { nativeId, header } of page.items) {
        const message = byControlId.get(header.messageControlId ?? '');
        if (message !== undefined) found.set(nativeId, message);
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  return found;
}
