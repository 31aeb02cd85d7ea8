import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { EngineSource } from '../../engines/running-engines.ts';
import type { PracticeEngine } from './practice-port.ts';

/** @param start null when this core runs no practice engine */
export type PracticeDeps = { start: (() => Promise<PracticeEngine>) | null; emit: Emit };

export const practiceConnectionId = 'practice';
const done = { done: true } as const;
const notRunningStatus: OutputOf<'practice.status'> = { isRunning: false, speed: 0, scenarios: [], receivers: [] };

/** The practice engine's controls, and the switch by which connections start and stop it. */
export function createPracticeService(deps: PracticeDeps) {
  const { emit } = deps;
  let engine: PracticeEngine | null = null;

  const running = (): PracticeEngine => {
    if (engine === null) throw notRunning();
    return engine;
  };
  const change = async (apply: (engine: PracticeEngine) => Promise<void>) => {
    await apply(running());
    emit('practice.changed', {});
    return done;
  };

  const handlers: HandlersOf<'practice'> = {
    status: async (_input, { signal }) =>
      engine === null ? notRunningStatus : { isRunning: true, ...(await engine.status(signal)) },
    switchScenario: (input, { signal }) => change((at) => at.switchScenario(input, signal)),
    setSpeed: (input, { signal }) => change((at) => at.setSpeed(input, signal)),
    setReceiver: (input, { signal }) => change((at) => at.setReceiver(input, signal)),
    inject: async (input, { signal }) => running().inject(input, signal),
    receiverLog: async (input, { signal }) => ({ items: await running().receiverLog(input, signal) }),
  };

  async function start(): Promise<EngineSource> {
    if (deps.start === null) throw notRunning();
    const started = engine ?? (await deps.start());
    engine = started;
    void started.exited.then(() => forget(started));
    emit('practice.changed', {});
    const { password } = started.ready;
    return {
      connection: connectionOf(started.ready),
      secrets: { password, clientKeyPem: null, clientPfx: null, clientPassphrase: null },
    };
  }

  /** One that ended by itself leaves its connection *down*, as any engine that is gone. */
  function forget(ended: PracticeEngine): void {
    if (engine !== ended) return;
    engine = null;
    emit('practice.changed', {});
  }

  async function stop(): Promise<void> {
    const stopping = engine;
    if (stopping === null) return;
    await stopping.stop();
    forget(stopping);
  }

  return { handlers, connectionSwitch: deps.start === null ? null : { start, stop } };
}

/** Never saved: it lives as long as the child process. Its certificate is pinned from the start. */
function connectionOf({ url, username, certificateFingerprint }: PracticeEngine['ready']): Connection {
  return {
    connectionId: practiceConnectionId,
    engineKind: 'mirth',
    name: 'Practice',
    environment: 'PRACTICE',
    url,
    username,
    certificateFingerprint,
    ownCaPem: null,
    clientCertificatePem: null,
    readOnly: false,
    pollIntervalMs: 5000,
    colour: 'teal',
    enabled: true,
    mllp: null,
  };
}

function notRunning(): AppError {
  return new AppError('CONFLICT', 'The practice engine does not run: a real connection is saved, or it was left out.', {
    messageKey: 'errors.noPractice',
  });
}
