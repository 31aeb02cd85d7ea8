import { request } from 'node:https';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { acceptanceOf, type Hazard } from '../../../src-shared/domain/replay.ts';
import { createCaller } from '../caller.ts';
import { type Cli, createCli } from '../cli.ts';
import { type CoreProcess, startCore } from '../core-process.ts';
import { makeFolders, removeFolders } from '../folders.ts';
import { account } from '../main-path/actions.ts';
import { connectTo, startEngine, startEngineWithHistory } from './engine-world.ts';

/** One core and one quiet practice engine, without a browser. */
export type QuietDesk = {
  engine: PracticeEngineHandle;
  cli: Cli;
  connectionId: string;
  /** Puts a message in by MLLP. @returns the engine's id for it */
  arrives(channelId: string, controlId: string, message: Message): Promise<string>;
  /** What another client of the engine does there. */
  inEngine(method: 'POST' | 'DELETE', path: string): Promise<void>;
  /** @returns the id of the failure, once the console lists it */
  isListed(ref: Ref): Promise<string>;
  /** @param windowHours how far back the index goes */
  isIndexed(channelId: string, windowHours?: number): Promise<void>;
  taken(receiverId: string, controlId: string): Promise<number>;
  plan(ref: Ref): Promise<OutputOf<'replay.plan'>>;
  /** Starts it with every hazard let through but `without`. */
  start(ref: Ref, without: Hazard['kind'] | null): Promise<Awaited<ReturnType<Cli['reply']>>>;
  close(): Promise<void>;
};
export type Ref = { channelId: string; nativeId: string };
/** `minute`: when it was written, after 08:00. `segments` follow MSH and PID. */
export type Message = { type: string; segments: string[]; person: string; minute: number };

export const channelOf = (place: number): string => {
  const id = String(place).padStart(2, '0');
  return `b00000${id}-0000-4000-8000-0000000000${id}`;
};
export const patience = (): AbortSignal => AbortSignal.timeout(60_000);

export async function comes(what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await isThere()); attempt += 1) {
    if (attempt > 240) throw new Error(`${what} never came.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** @param hasHistory what flowed through the engine in the hours before is there; then nothing moves */
export async function openQuietDesk(hasHistory = false): Promise<QuietDesk> {
  const folders = makeFolders();
  let core: CoreProcess | null = null;
  const engine = await (hasHistory ? startEngineWithHistory : startEngine)(folders.root);
  try {
    core = await startCore(folders, ['--no-practice']);
    await createCli(folders, null).call('accounts.createFirst', account);
    const cli = createCaller(folders, account);
    const connectionId = await connectTo(engine, cli);
    await cli.call('messages.setBudget', { connectionId, percent: 50 });
    return {
      ...deskOf({ engine, cli, connectionId }),
      close: async () => {
        await core?.stop();
        await engine.stop();
        removeFolders(folders);
      },
    };
  } catch (error) {
    await core?.stop();
    await engine.stop();
    throw error;
  }
}

function deskOf(of: Pick<QuietDesk, 'engine' | 'cli' | 'connectionId'>): Omit<QuietDesk, 'close'> {
  const { engine, cli, connectionId } = of;
  const wishOf = (ref: Ref) => ({
    ...{ ref: { ...ref, connectionId }, edit: null, destinationIds: null, targetConnectionId: null },
  });
  const plan = (ref: Ref) => cli.call('replay.plan', wishOf(ref));
  return {
    ...of,
    plan,
    async arrives(channelId, controlId, message) {
      const body = new TextEncoder().encode(textOf(controlId, message));
      return String((await engine.control.inject({ channelId, body }, patience())).nativeId);
    },
    inEngine: (method, path) => callEngine(engine, method, path),
    async isListed({ channelId, nativeId }) {
      let failureId = '';
      await comes('The failure', async () => {
        const filter = {
          ...{ connectionId, channelId, kind: null, from: null, to: null, text: null, groupId: null },
          state: 'open' as const,
        };
        const { items } = await cli.call('failures.list', { filter, cursor: null, limit: 100 });
        failureId = items.find((each) => each.nativeId === nativeId)?.failureId ?? '';
        return failureId !== '';
      });
      return failureId;
    },
    async isIndexed(channelId, windowHours = 72) {
      await cli.call('messages.setChannel', { connectionId, channelId, keySource: 'content', windowHours });
      await comes('The index', async () => {
        const { items } = await cli.call('messages.channels', { connectionId });
        const channel = items.find((each) => each.channelId === channelId);
        return channel?.since != null && !channel.isBehind;
      });
    },
    async taken(receiverId, controlId) {
      const log = await engine.control.readReceiverLog(receiverId, patience());
      return log.filter((entry) => entry.controlId === controlId).length;
    },
    async start(ref, without) {
      const { hazards, bodyHash } = await plan(ref);
      const acceptedHazards = hazards
        .filter(({ kind, outcome }) => outcome !== 'not-found' && kind !== without)
        .map(acceptanceOf);
      const requestId = crypto.randomUUID();
      const decided = { requestId, reason: 'the receiver is back', bodyHash, acceptedHazards, acceptedErrors: null };
      return cli.reply('replay.start', { ...wishOf(ref), ...decided });
    },
  };
}

function textOf(controlId: string, { type, segments, person, minute }: Message): string {
  const writtenAt = `2026112208${String(minute).padStart(2, '0')}00+0100`;
  const header = `MSH|^~\\&|EPJ|FJORDSYK|BLODGASS|FJORDSYK|${writtenAt}||${type}|${controlId}|P|2.5||||||UNICODE UTF-8`;
  const patient = `PID|1||${person}^^^FNR||Fjordheim^Solveig||||||Storgata 1^^Bergen^^5003`;
  return `${[header, patient, ...segments].join('\r')}\r`;
}

function callEngine({ api }: PracticeEngineHandle, method: string, path: string): Promise<void> {
  const url = `${api.apiUrl}${path}`;
  const options = {
    ...{ method, auth: `${api.userName}:${api.password}`, agent: false },
    // The engine's own certificate, on loopback.
    rejectUnauthorized: false,
    headers: { 'X-Requested-With': 'OpenAPI', Accept: 'application/xml' },
  };
  return new Promise((resolve, reject) => {
    const call = request(url, options, (answer) => {
      answer.resume();
      const status = answer.statusCode ?? 0;
      answer.once('end', () => (status < 300 ? resolve() : reject(new Error(`${method} ${path}: ${status}`))));
    });
    call.once('error', reject);
    call.end();
  });
}
