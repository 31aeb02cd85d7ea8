import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PracticeEngineHandle, startPracticeEngine } from '../../src-main/practice-engine/client.ts';
import type { EngineSubject } from './engine-conformance.ts';
import { engineAt, never } from './mirth-fixture.ts';

export const passThrough = 'b0000014-0000-4000-8000-000000000014';
export const labResults = 'b0000005-0000-4000-8000-000000000005';
const queuedOrders = 'b0000004-0000-4000-8000-000000000004';
const receiverByChannel: Readonly<Record<string, string>> = {
  [passThrough]: 'blood-gas-record',
  [queuedOrders]: 'radiology',
};

export type PracticeSubject = Omit<EngineSubject, 'open'> & {
  practice: PracticeEngineHandle;
  open(overrides?: Parameters<typeof engineAt>[1]): ReturnType<typeof engineAt>;
};

/** The practice engine over real TLS, silent but for what a test gives it. */
export async function startPracticeSubject(): Promise<PracticeSubject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'conformance-'));
  const practice = await startPracticeEngine({ dataDir, traffic: false }, never);
  const { apiUrl, userName, password, certificateFingerprint, certificatePem } = practice.api;
  const identity = { certificate: certificatePem, key: '', fingerprint: certificateFingerprint };
  return {
    practice,
    passThrough,
    queued: queuedOrders,
    open: (overrides = {}) =>
      engineAt(
        { url: apiUrl, identity },
        {
          ...overrides,
          connection: { username: userName, ...overrides.connection },
          secrets: { password, ...overrides.secrets },
        },
      ),
    async deliver(channelId, body) {
      const { nativeId } = await practice.control.inject({ channelId, body }, never);
      return String(nativeId);
    },
    async setReceiver(channelId, isUp) {
      const receiverId = receiverByChannel[channelId] ?? '';
      await practice.control.setReceiver(receiverId, { kind: isUp ? 'up' : 'down' }, never);
    },
    async received() {
      const entries = await practice.control.readReceiverLog('blood-gas-record', never);
      return entries.map(({ bytesBase64 }) => Buffer.from(bytesBase64, 'base64'));
    },
    async close() {
      await practice.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
