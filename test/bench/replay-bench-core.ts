import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Emit } from '../../src-main/app/handler.ts';
import type { Engine } from '../../src-main/engines/engine.ts';
import { createEngine } from '../../src-main/engines/index.ts';
import { createMllpClient } from '../../src-main/engines/mllp/mllp-client.ts';
import { frameOf } from '../../src-main/engines/mllp/mllp-frames.ts';
import { readOutgoing } from '../../src-main/engines/mllp/mllp-mapping.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createPermits } from '../../src-main/services/approvals/permits.ts';
import { createQueryOf } from '../../src-main/services/failures/failure-query-of.ts';
import { createMessageService } from '../../src-main/services/message/message-service.ts';
import { createReplayService } from '../../src-main/services/replay/replay-service.ts';
import { createRunsService } from '../../src-main/services/replay/runs/runs-service.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { PayloadOf } from '../../src-shared/contract/index.ts';
import { failureIdOf } from '../../src-shared/domain/failure.ts';
import { hazardKinds } from '../../src-shared/domain/replay.ts';
import { standardPolicy } from '../../src-shared/domain/replay-policy.ts';
import { standardRunSettings } from '../../src-shared/domain/replay-run.ts';
import { noSiteUnits } from '../../src-shared/domain/units/site-units.ts';
import { aConnection, createFakeEngine } from '../fakes/fake-engine.ts';
import { aFakeMessage, createFakeWorld, fakeChannel } from '../fakes/fake-engine-world.ts';
import { noRules } from '../fakes/no-rules.ts';
import { aContext } from '../fakes/replay-desk.ts';
import { aRecord } from '../fakes/store-records.ts';
import { silentLogger } from '../fakes/temporary-store.ts';
import { makeFolders, removeFolders } from '../specs/folders.ts';

/** A receiver that answers after so many ms, in a process of its own. */
export async function startReceiver(delayMs: number): Promise<{ port: number; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'answering-receiver.ts'), [String(delayMs)]);
  const port = await new Promise<number>((resolve) => child.once('message', (told) => resolve(Number(told))));
  return { port, stop: () => child.disconnect() };
}

/** @returns messages a second of the adapter's own client alone, over so many connections */
export async function sendBare(port: number, count: number, connectionCount: number): Promise<number> {
  const address = { host: '127.0.0.1', port };
  const bounds = { answerTimeoutMs: 10_000, maxAnswerBytes: 65_536, restMs: 30_000, listenLateMs: 1_000 };
  const client = createMllpClient({ target: { address, tls: null, connectTimeoutMs: 5_000 }, connectionCount, bounds });
  let next = 0;
  const sendSome = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const body = bodyOf(at);
      const job = { message: readOutgoing(body)!, frame: frameOf(body)!, onLate: () => undefined };
      await client.send(job, AbortSignal.timeout(60_000));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connectionCount }, sendSome));
  const seconds = (performance.now() - startedAt) / 1000;
  await client.close();
  return count / seconds;
}

const source = 'source';
const receiver = 'receiver';
const putAtOnce = 1_000;

/** Ledger, runs and journal as a core joins them, over an imagined engine that keeps the messages and a real way to a real receiver. */
export async function openReplayBench({ port, connectionCount }: { port: number; connectionCount: number }) {
  const folders = makeFolders();
  const clock = createSystemClock();
  const logger = silentLogger;
  const { dataDir, configDir: keyFileDir } = folders;
  const store = await openStore({ dataDir, keyFileDir, clock, logger, osKeyStore: null });
  const world = createFakeWorld({ receiverIsUp: true });
  const fake = createFakeEngine({ world, connection: { connectionId: source }, now: clock.now });
  const engine: Engine = { ...fake, replay: { ...fake.replay!, findCopies: () => Promise.resolve([]) } };
  const mllp = { connectionCount, answerTimeoutMs: 10_000 };
  const url = `mllp://127.0.0.1:${port}`;
  const connection = aConnection({ connectionId: receiver, engineKind: 'mllp', url, mllp });
  const secrets = { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null };
  const target = createEngine({ connection, secrets, clock, logger });
  const listeners = new Set<(replayId: string) => void>();
  const emit: Emit = (name, payload) => {
    if (name !== 'replay.changed') return;
    for (const listener of [...listeners]) listener((payload as PayloadOf<'replay.changed'>).replayId);
  };
  const { cache, journal } = store;
  const engines = (id: string) => (id === receiver ? target : engine);
  const shownIds = () => [source, receiver];
  const permits = createPermits({ journal, findAccount: () => null, policy: () => standardPolicy, clock });
  const base = { ...noRules, engines, cache, clock, logger, emit, permits };
  const message = createMessageService({
    ...base,
    revealMs: () => 300_000,
    profilesOf: () => [],
    unitsOf: () => noSiteUnits,
  });
  const { buildBody } = message;
  const replay = createReplayService({ ...base, journal, bootId: 'bench', buildBody, keySourceOf: () => null });
  const runs = createRunsService({
    ...base,
    environment: () => 'TEST',
    ...{ journal, shownIds, send: replay.send, judge: replay.judge },
    queryOf: createQueryOf({ shownIds, engineNames: () => [], clock }),
    onReplayChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const context = aContext('Kari Måling');
  let made = 0;

  /** Failures of patients of their own, in engine and cache. */
  async function fail(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) {
      const records = Array.from({ length: Math.min(putAtOnce, count - ids.length) }, () => {
        const at = made++;
        const ref = { connectionId: source, channelId: fakeChannel.channelId, nativeId: String(1_000_000 + at) };
        world.messages.set(ref.nativeId, aFakeMessage({ ref, text: textOf(at) }));
        const failureId = failureIdOf(ref);
        const header = {
          messageControlId: `B${at}`,
          messageType: 'ORU^R01',
          sender: 'A',
          receiver: 'B',
          messageAt: null,
        };
        ids.push(failureId);
        return aRecord({ ...ref, failureId, receivedAt: clock.now(), header }, { patientKeys: [`P${at}`] });
      });
      await cache.putFailures(records);
    }
    return ids;
  }

  async function plan(failureIds: string[]): Promise<string> {
    const scope = { kind: 'these' as const, failureIds };
    return (await runs.handlers.plan({ requestId: crypto.randomUUID(), scope }, context)).run.runId;
  }

  return {
    fail,
    plan,
    /** @returns seconds from the start of a run to its end; throws when not every message was confirmed */
    async run(runId: string, count: number): Promise<number> {
      const settings = {
        ...standardRunSettings,
        ...{ testCount: 0, stopPercent: 100, acceptedHazards: [...hazardKinds], targetConnectionId: receiver },
      };
      const startedAt = performance.now();
      await runs.handlers.start({ requestId: crypto.randomUUID(), runId, settings, reason: 'bench' }, context);
      while (runs.activeCount() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const seconds = (performance.now() - startedAt) / 1000;
      const { byState } = await journal.runs.counts(runId);
      if (byState['confirmed-by-receiver'] !== count) throw new Error(`Not all arrived: ${JSON.stringify(byState)}`);
      world.messages.clear();
      return seconds;
    },
    async close() {
      await Promise.all([runs.close(), replay.close(), target.close()]);
      message.close();
      await store.close();
      removeFolders(folders);
    },
  };
}

function textOf(at: number): string {
  return [
    `MSH|^~\\&|LAB|SYKEHUS|EPJ|SYKEHUS|20260101120000||ORU^R01|B${at}|P|2.4`,
    `PID|1||P${at}^^^LAB^PI||Testesen^Tora`,
    'OBR|1||L1|NA^Natrium',
    'OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||F',
    '',
  ].join('\r');
}

function bodyOf(at: number): Uint8Array {
  return new TextEncoder().encode(textOf(at));
}
