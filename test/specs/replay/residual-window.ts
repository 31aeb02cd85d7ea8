import type { Engine } from '../../../src-main/engines/engine.ts';
import { createEngine } from '../../../src-main/engines/index.ts';
import { createSystemClock } from '../../../src-main/platform/clock.ts';
import { createLogger } from '../../../src-main/platform/logger.ts';
import type { PracticeEngineHandle } from '../../../src-main/practice-engine/client.ts';
import { passThrough } from '../main-path/preconditions.ts';
import { failOnce } from './engine-world.ts';

/**
 * Two desks with separate journals can both send only when both look for copies before either copy is there.
 * @returns ms from the answer "no copies" to our copy being listed by the engine
 */
export async function measureWindow(engine: PracticeEngineHandle, desk: Engine, controlId: string): Promise<number> {
  const signal = AbortSignal.timeout(30_000);
  await failOnce(engine, controlId);
  const { items } = await desk.failures!.list(
    { channelId: passThrough.channelId, afterNativeId: null, limit: 500 },
    signal,
  );
  const { nativeId } = items.at(-1)!;
  const ref = { connectionId: desk.connection.connectionId, channelId: passThrough.channelId, nativeId };
  await desk.replay!.findCopies(ref, signal);
  const startedAt = performance.now();
  await desk.replay!.replay(
    {
      ref,
      body: null,
      destinationIds: null,
      replayId: crypto.randomUUID(),
      provenance: { person: 'Kari Måling', reason: 'bench', at: Date.now() },
    },
    signal,
  );
  return performance.now() - startedAt;
}

/** The adapter alone, without journal or claims. */
export function openDesk(engine: PracticeEngineHandle): Engine {
  return createEngine({
    connection: {
      connectionId: 'bench',
      engineKind: 'mirth',
      name: 'Bench',
      environment: 'TEST',
      url: engine.api.apiUrl,
      username: engine.api.userName,
      certificateFingerprint: engine.api.certificateFingerprint,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: false,
      pollIntervalMs: 5000,
      colour: 'blue',
      enabled: true,
      mllp: null,
    },
    secrets: { password: engine.api.password, clientKeyPem: null, clientPfx: null, clientPassphrase: null },
    clock: createSystemClock(),
    logger: createLogger({ level: 'error' }),
  });
}
