import { join } from 'node:path';
import { type PracticeEngineHandle, startPracticeEngine } from '../../../src-main/practice-engine/client.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Cli } from '../cli.ts';
import { bloodGasResult, passThrough } from '../main-path/preconditions.ts';

const patience = (): AbortSignal => AbortSignal.timeout(60_000);

/** A quiet engine that the spec itself controls, reached by consoles as any engine of a TEST environment. */
export async function startEngine(root: string): Promise<PracticeEngineHandle> {
  return startPracticeEngine(
    { dataDir: join(root, 'engine'), traffic: false, entryPath: 'out/main/practice-engine.js' },
    patience(),
  );
}

/** The same with what flowed through it in the hours before; then nothing moves. */
export async function startEngineWithHistory(root: string): Promise<PracticeEngineHandle> {
  const options = { dataDir: join(root, 'engine'), traffic: true, entryPath: 'out/main/practice-engine.js' };
  const engine = await startPracticeEngine(options, patience());
  await engine.control.setSpeed(0, patience());
  return engine;
}

export async function connectTo(engine: PracticeEngineHandle, cli: Cli): Promise<string> {
  const saved = await cli.call('connections.save', {
    requestId: crypto.randomUUID(),
    connection: {
      connectionId: null,
      engineKind: 'mirth',
      name: 'Spec engine',
      environment: 'TEST',
      url: engine.api.apiUrl,
      username: engine.api.userName,
      certificateFingerprint: engine.api.certificateFingerprint,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: false,
      pollIntervalMs: 2000,
      colour: 'teal',
      enabled: true,
    },
    secrets: { password: engine.api.password },
  });
  await cli.call('connections.switchEnvironment', { environment: 'TEST' });
  return saved.connection.connectionId;
}

/** A message that failed because the receiver was down; the receiver is up again afterwards. */
export async function failOnce(engine: PracticeEngineHandle, controlId: string): Promise<void> {
  await engine.control.setReceiver(passThrough.receiverId, { kind: 'down' }, patience());
  await engine.control.inject({ channelId: passThrough.channelId, body: bloodGasResult(controlId) }, patience());
  await engine.control.setReceiver(passThrough.receiverId, { kind: 'up' }, patience());
}

export async function takenByReceiver(engine: PracticeEngineHandle, controlId: string): Promise<number> {
  const log = await engine.control.readReceiverLog(passThrough.receiverId, patience());
  return log.filter((entry) => entry.controlId === controlId).length;
}

/** Waits until this console lists the failure. */
export async function seeFailure(cli: Cli, controlId: string): Promise<Failure> {
  const filter = {
    connectionId: null,
    channelId: null,
    kind: null,
    from: null,
    to: null,
    text: controlId,
    groupId: null,
    state: 'open' as const,
  };
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const { items } = await cli.call('failures.list', { filter, cursor: null, limit: 5 });
    if (items[0]) return items[0];
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The failure was never listed.');
}

export type ReplayOrder = {
  ref: Pick<Failure, 'connectionId' | 'channelId' | 'nativeId'>;
  bodyHash: string;
  acceptedHazards: string[];
};

/** What a person sees before deciding. */
export async function plan(cli: Cli, failure: Failure): Promise<ReplayOrder> {
  const ref = { connectionId: failure.connectionId, channelId: failure.channelId, nativeId: failure.nativeId };
  const planned = await cli.call('replay.plan', { ref, edit: null, destinationIds: null });
  const acceptedHazards = planned.hazards
    .filter((hazard) => hazard.outcome !== 'not-found')
    .map((hazard) => hazard.kind);
  return { ref, bodyHash: planned.bodyHash, acceptedHazards };
}

export function orderInput(order: ReplayOrder): object {
  return { ...order, edit: null, destinationIds: null, requestId: crypto.randomUUID(), reason: 'Receiver is back' };
}
