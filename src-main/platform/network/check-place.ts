import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { CheckStep } from '../../../src-shared/domain/connection.ts';
import type { Clock } from '../ports.ts';
import { faultOfConnect } from './network-faults.ts';
import {
  connectTls,
  describeCertificate,
  handshake,
  type NetworkPlace,
  type ServerCertificate,
  type TlsTarget,
} from './tls-socket.ts';

/** What one step of a connection test found. */
export type Finding = Pick<CheckStep, 'outcome' | 'messageKey' | 'params'>;
export type PlannedStep = { step: CheckStep['step']; run(signal: AbortSignal): Promise<Finding> };

/** What the steps can say, in English with `{{parameters}}`; the same keys are in `src-shared/texts/engine.*.json`. */
export const checkSentences = {
  'engine.check.nameFound': '{{host}} is {{address}}.',
  'engine.check.tcpOpen': '{{host}}:{{port}} accepts connections.',
  'engine.check.tlsOk': 'Encrypted with {{protocol}}, {{cipher}}.',
  'engine.check.certificatePinned': 'The certificate is the pinned one: {{subject}}, valid to {{validTo}}.',
  'engine.check.certificateTrusted': 'The certificate is trusted: {{subject}}, valid to {{validTo}}.',
  'engine.check.certificateUnpinned':
    'Not trusted and not pinned yet: {{subject}}, valid to {{validTo}}, fingerprint {{fingerprint}}.',
  'engine.check.certificateExpires': 'The certificate {{subject}} is valid to {{validTo}} only.',
  'engine.check.skipped': 'Not tried, because an earlier step failed.',
} as const;

const soonMs = 30 * 24 * 3_600_000;

/** Runs the steps in order, each with what it found and how long it took; after a failed step the rest is skipped. */
export async function* runSteps(
  steps: readonly PlannedStep[],
  clock: Clock,
  signal: AbortSignal,
): AsyncIterable<CheckStep> {
  let hasFailed = false;
  for (const { step, run } of steps) {
    if (hasFailed) {
      yield { step, outcome: 'skipped', messageKey: 'engine.check.skipped', params: {}, elapsedMs: 0 };
      continue;
    }
    const startedAt = clock.monotonicMs();
    const finding = await run(signal).catch(toFinding);
    hasFailed = finding.outcome === 'failed';
    yield { step, ...finding, elapsedMs: Math.round(clock.monotonicMs() - startedAt) };
  }
}

type Place = { address: NetworkPlace; connectTimeoutMs: number };

/** Is the name known, and does somebody listen there? */
export function networkSteps(place: Place): PlannedStep[] {
  const { host, port } = place.address;
  return [
    {
      step: 'name',
      async run(signal) {
        const { address } = await lookUp(place, signal);
        return ok('engine.check.nameFound', { host, address });
      },
    },
    {
      step: 'tcp',
      async run(signal) {
        await openTcp(place, signal);
        return ok('engine.check.tcpOpen', { host, port });
      },
    },
  ];
}

/** Is it encrypted, and is it the right machine? */
export function tlsSteps(tls: TlsTarget, clock: Clock): PlannedStep[] {
  return [
    {
      step: 'tls',
      async run(signal) {
        const socket = await handshake(tls, { rejectUnauthorized: false }, signal);
        const params = { protocol: socket.getProtocol() ?? '-', cipher: socket.getCipher().name };
        socket.destroy();
        return ok('engine.check.tlsOk', params);
      },
    },
    { step: 'certificate', run: (signal) => checkCertificate(tls, clock, signal) },
  ];
}

export function ok(messageKey: string, params: Finding['params']): Finding {
  return { outcome: 'ok', messageKey, params };
}

/** The system's look-up cannot be cancelled; it is left behind instead. */
async function lookUp({ address, connectTimeoutMs }: Place, signal: AbortSignal) {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(faultOfConnect({ code: 'EAI_AGAIN' }, address)), { once: true });
  });
  return await Promise.race([lookup(address.host), late]).catch((error: unknown) => {
    throw faultOfConnect(error, address);
  });
}

function openTcp({ address, connectTimeoutMs }: Place, signal: AbortSignal): Promise<void> {
  const { host, port } = address;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal: deadline });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) => reject(faultOfConnect(deadline.aborted ? { code: 'ETIMEDOUT' } : error, address)));
  });
}

/** Shows the certificate also when it is the wrong one: a person decides by it whether to pin. */
async function checkCertificate(tls: TlsTarget, clock: Clock, signal: AbortSignal): Promise<Finding> {
  const shown = await handshake(tls, { rejectUnauthorized: false }, signal);
  const certificate = describeCertificate(shown.getPeerCertificate());
  shown.destroy();
  const params = certificateParams(certificate);
  try {
    (await connectTls(tls, signal)).destroy();
  } catch (error) {
    const isUnpinned = error instanceof AppError && error.messageKey === 'engine.reason.certificateUntrusted';
    if (isUnpinned) return { outcome: 'failed', messageKey: 'engine.check.certificateUnpinned', params };
    throw error;
  }
  if (certificate.validTo - clock.now() < soonMs)
    return { outcome: 'warning', messageKey: 'engine.check.certificateExpires', params };
  return ok(tls.pin === null ? 'engine.check.certificateTrusted' : 'engine.check.certificatePinned', params);
}

function certificateParams(certificate: ServerCertificate): Record<string, string | number> {
  const validTo = Number.isFinite(certificate.validTo) ? new Date(certificate.validTo).toISOString().slice(0, 10) : '-';
  return { subject: certificate.subject, issuer: certificate.issuer, fingerprint: certificate.fingerprint, validTo };
}

function toFinding(error: unknown): Finding {
  if (!(error instanceof AppError) || error.messageKey === null) throw error;
  return { outcome: 'failed', messageKey: error.messageKey, params: error.params };
}
