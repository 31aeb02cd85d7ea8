import { join } from 'node:path';
import {
  type PracticeEngineHandle,
  type ReceiverMode,
  type ReceiverStatus,
  type ScenarioStatus,
  startPracticeEngine,
} from '../practice-engine/client.ts';
import type { PracticeEngine } from '../services/practice/practice-port.ts';

/** `speed` 0 = no traffic by itself. */
export type PracticeOptions = { dataDir: string; speed: number };

const slowDelayMs = 8000;

/** Starts the practice engine in its own folder below the data folder, and fits it to what the practice service asks. */
export async function startPractice({ dataDir, speed }: PracticeOptions, signal: AbortSignal): Promise<PracticeEngine> {
  const handle = await startPracticeEngine({ dataDir: join(dataDir, 'practice'), speed }, signal);
  return toPracticeEngine(handle, speed);
}

function toPracticeEngine({ api, control, exited, stop }: PracticeEngineHandle, initialSpeed: number): PracticeEngine {
  let speed = initialSpeed;
  const { apiUrl: url, userName: username, password, certificateFingerprint } = api;
  return {
    ready: { url, username, password, certificateFingerprint },
    status: async (signal) => {
      const [scenarios, receivers] = await Promise.all([control.listScenarios(signal), control.listReceivers(signal)]);
      return { speed, scenarios: scenarios.map(scenarioOf), receivers: receivers.map(receiverOf) };
    },
    switchScenario: async ({ scenarioId, isActive }, signal) => {
      await control.setScenario(scenarioId, { isActive }, signal);
    },
    setSpeed: async (input, signal) => {
      await control.setSpeed(input.speed, signal);
      speed = input.speed;
    },
    setReceiver: ({ receiverId, mode }, signal) => control.setReceiver(receiverId, modes[mode], signal),
    inject: async ({ channelId, bytes }, signal) => {
      const { ack } = await control.inject({ channelId, body: bytes }, signal);
      return { ack: ackCodeOf(ack) };
    },
    receiverLog: async ({ receiverId }, signal) => {
      const entries = await control.readReceiverLog(receiverId, signal);
      return entries.map(({ at, controlId, bytesBase64 }) => ({
        at,
        messageControlId: controlId === '' ? null : controlId,
        bytes: new Uint8Array(Buffer.from(bytesBase64, 'base64')),
      }));
    },
    exited: exited.then(() => undefined),
    stop,
  };
}

const modes: Record<ReceiverMode['kind'], ReceiverMode> = {
  up: { kind: 'up' },
  down: { kind: 'down' },
  slow: { kind: 'slow', delayMs: slowDelayMs },
  nack: { kind: 'nack', code: 'AE', text: 'Rejected by the practice receiver' },
  'wrong-ack': { kind: 'wrong-ack' },
};

function scenarioOf({ id, title, description, isActive }: ScenarioStatus) {
  return { scenarioId: id, title, description, isActive };
}

function receiverOf({ id, name, mode }: ReceiverStatus) {
  return { receiverId: id, name, mode: mode.kind };
}

/** MSA-1 of an HL7 answer; null when there is none to read. */
function ackCodeOf(ack: string): string | null {
  return /(?:^|[\r\n])MSA\|([A-Z]{2})/.exec(ack)?.[1] ?? (/^[A-Z]{2}$/.test(ack) ? ack : null);
}
