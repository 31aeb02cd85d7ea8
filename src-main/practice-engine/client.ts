import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import {
  type InjectAnswer,
  injectAnswerSchema,
  type ReadyRecord,
  type ReceiverStatus,
  readyRecordSchema,
  receiverLogSchema,
  receiverStatusSchema,
  type ScenarioStatus,
  scenarioStatusSchema,
} from './control/control-types.ts';
import type { ReceiverLogEntry, ReceiverMode } from './receivers/receiver.ts';
import type { Fault } from './rest/fault.ts';

export type { InjectAnswer, ReceiverStatus, ScenarioStatus } from './control/control-types.ts';
export type { ReceiverLogEntry, ReceiverMode } from './receivers/receiver.ts';

export type StartOptions = {
  /** The engine's own folder; it makes it. */
  dataDir: string;
  /** The entry to run; left out = the source beside this file, or `practice-engine.js` beside the bundle. */
  entryPath?: string;
  resourcesDir?: string;
  speed?: number;
  /** False = no senders and no history: nothing moves unless injected. */
  traffic?: boolean;
  seed?: number;
  port?: number;
  /** Newest messages kept per channel; 2000 when left out. */
  retention?: number;
};

/** Commands for the running engine. All throw AppError ENGINE_UNREACHABLE | ENGINE_PROTOCOL | NOT_FOUND | CANCELLED. */
export type PracticeControl = {
  listScenarios(signal: AbortSignal): Promise<ScenarioStatus[]>;
  /** @param sendNow messages sent at once after switching on; left out = one while traffic flows, else none */
  setScenario(
    id: string,
    change: { isActive: boolean; sendNow?: number },
    signal: AbortSignal,
  ): Promise<ScenarioStatus>;
  setSpeed(factor: number, signal: AbortSignal): Promise<void>;
  inject(input: { channelId: string; body: Uint8Array }, signal: AbortSignal): Promise<InjectAnswer>;
  listReceivers(signal: AbortSignal): Promise<ReceiverStatus[]>;
  readReceiverLog(receiverId: string, signal: AbortSignal): Promise<ReceiverLogEntry[]>;
  setReceiver(receiverId: string, mode: ReceiverMode, signal: AbortSignal): Promise<void>;
  /** Restarts the engine inside its process: sessions and logs are gone, counters and messages stay. */
  restart(downMs: number, signal: AbortSignal): Promise<void>;
  setFault(fault: { kind: Fault['kind'] } & Partial<Fault>, signal: AbortSignal): Promise<void>;
};

export type PracticeEngineHandle = {
  api: Pick<ReadyRecord, 'apiUrl' | 'userName' | 'password' | 'certificateFingerprint' | 'certificatePem'>;
  /** Listener ports by channel id; 0 for a channel out of service. */
  mllpPorts: Record<string, number>;
  processId: number;
  controlUrl: string;
  control: PracticeControl;
  /** Settles when the child has ended, for whatever reason; the value is its exit code, null after a signal. */
  exited: Promise<number | null>;
  /** Ends the child and waits for it; a child that does not end within 6 s is killed. */
  stop(): Promise<void>;
};

const startTimeoutMs = 30_000;
const stopTimeoutMs = 6_000;
const commandTimeoutMs = 60_000;

/**
 * Starts the practice engine as a child process, which ends with this process however that ends.
 * @throws AppError ENGINE_UNREACHABLE when it does not get ready within 30 s or ends before | CANCELLED
 */
export async function startPracticeEngine(options: StartOptions, signal: AbortSignal): Promise<PracticeEngineHandle> {
  const child = spawn(process.execPath, [options.entryPath ?? findEntry(), ...toArguments(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  // A child that is gone makes its standard input fail; `exited` tells that story.
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)).once('error', () => resolve(null)),
  );
  const ready = await readReady(child, exited, signal).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await exited;
    throw error;
  });
  return {
    api: ready,
    mllpPorts: ready.mllpPorts,
    processId: ready.processId,
    controlUrl: ready.controlUrl,
    control: createPracticeControl(ready.controlUrl, ready.controlToken),
    exited,
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** The bundler may put this file into a folder below the entries. */
function findEntry(): string {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) return join(dirname(here), 'main.ts');
  const beside = join(dirname(here), 'practice-engine.js');
  return existsSync(beside) ? beside : join(dirname(here), '..', 'practice-engine.js');
}

function toArguments(options: StartOptions): string[] {
  const given = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}`, String(value)];
  return [
    '--child',
    ...given('data', options.dataDir),
    ...given('resources', options.resourcesDir),
    ...given('speed', options.speed),
    ...given('seed', options.seed),
    ...given('port', options.port),
    ...given('retention', options.retention),
    ...(options.traffic === false ? ['--no-traffic'] : []),
  ];
}

async function readReady(
  child: ChildProcessByStdio<Writable, Readable, null>,
  exited: Promise<unknown>,
  signal: AbortSignal,
): Promise<ReadyRecord> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startTimeoutMs)]);
  const line = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    limit.addEventListener(
      'abort',
      () =>
        reject(
          new AppError(signal.aborted ? 'CANCELLED' : 'ENGINE_UNREACHABLE', 'The practice engine did not get ready.'),
        ),
      { once: true },
    );
    void exited.then(() =>
      reject(new AppError('ENGINE_UNREACHABLE', 'The practice engine ended before it was ready.')),
    );
  });
  return read(readyRecordSchema, JSON.parse(await line));
}

type Command = { method: 'GET' | 'POST'; path: string; body?: unknown };

/** The control interface of an engine that is already running. */
export function createPracticeControl(controlUrl: string, token: string): PracticeControl {
  const call = (command: Command, signal: AbortSignal) => runCommand({ controlUrl, token }, command, signal);
  const get = (path: string, signal: AbortSignal) => call({ method: 'GET', path }, signal);
  const post = (path: string, body: unknown, signal: AbortSignal) => call({ method: 'POST', path, body }, signal);
  const of = (noun: string, id: string, part = '') => `/${noun}/${encodeURIComponent(id)}${part}`;
  return {
    listScenarios: async (signal) => read(z.array(scenarioStatusSchema), await get('/scenarios', signal)),
    setScenario: async (id, change, signal) =>
      read(scenarioStatusSchema, await post(of('scenarios', id), change, signal)),
    setSpeed: async (factor, signal) => void (await post('/speed', { factor }, signal)),
    inject: async ({ channelId, body }, signal) => {
      const bodyBase64 = Buffer.from(body).toString('base64');
      return read(injectAnswerSchema, await post('/inject', { channelId, bodyBase64 }, signal));
    },
    listReceivers: async (signal) => read(z.array(receiverStatusSchema), await get('/receivers', signal)),
    readReceiverLog: async (id, signal) => read(receiverLogSchema, await get(of('receivers', id, '/log'), signal)),
    setReceiver: async (id, mode, signal) => void (await post(of('receivers', id), mode, signal)),
    restart: async (downMs, signal) => void (await post('/restart', { downMs }, signal)),
    setFault: async (fault, signal) => void (await post('/fault', fault, signal)),
  };
}

async function runCommand(
  at: { controlUrl: string; token: string },
  command: Command,
  signal: AbortSignal,
): Promise<unknown> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(commandTimeoutMs)]);
  const body = command.body === undefined ? {} : { body: JSON.stringify(command.body) };
  const headers = { authorization: `Bearer ${at.token}` };
  let answer: { status: number; text: string };
  try {
    const response = await fetch(`${at.controlUrl}${command.path}`, {
      method: command.method,
      signal: limit,
      headers,
      ...body,
    });
    answer = { status: response.status, text: await response.text() };
  } catch (cause) {
    const code = signal.aborted ? 'CANCELLED' : 'ENGINE_UNREACHABLE';
    throw new AppError(code, 'The practice engine does not answer.', { cause });
  }
  if (answer.status === 200) return JSON.parse(answer.text);
  if (answer.status !== 404) throw new AppError('ENGINE_PROTOCOL', `The practice engine answered ${answer.status}.`);
  throw new AppError('NOT_FOUND', 'The practice engine has no such scenario, receiver or channel.');
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('ENGINE_PROTOCOL', 'The practice engine gave an answer of another form.', { cause: result.error });
}
