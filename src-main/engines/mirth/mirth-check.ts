import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { CheckStep } from '../../../src-shared/domain/connection.ts';
import { decodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { Clock } from '../../platform/ports.ts';
import { get } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault, faultOfConnect } from './mirth-faults.ts';
import { mapNames, mapServerTime } from './mirth-mapping.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';
import { connectTls, describeCertificate, handshake, type ServerCertificate, type TlsTarget } from './mirth-tls.ts';

type Deps = { client: MirthClient; tls: TlsTarget; username: string; clock: Clock };
type Finding = Pick<CheckStep, 'outcome' | 'params'> & { messageKey: MirthSentenceKey };
type Step = { step: CheckStep['step']; run(signal: AbortSignal): Promise<Finding> };

const tolerableSkewMs = 5_000;
const soonMs = 30 * 24 * 3_600_000;

/** Tests a connection step by step, each with what it found; after a failed step the rest is skipped. */
export async function* checkMirth(deps: Deps, signal: AbortSignal): AsyncIterable<CheckStep> {
  let hasFailed = false;
  for (const { step, run } of stepsOf(deps)) {
    if (hasFailed) {
      yield { step, outcome: 'skipped', messageKey: 'engine.check.skipped', params: {}, elapsedMs: 0 };
      continue;
    }
    const startedAt = deps.clock.monotonicMs();
    const finding = await run(signal).catch(toFinding);
    hasFailed = finding.outcome === 'failed';
    yield { step, ...finding, elapsedMs: Math.round(deps.clock.monotonicMs() - startedAt) };
  }
}

function stepsOf(deps: Deps): Step[] {
  const { host, port } = deps.tls.address;
  return [
    {
      step: 'name',
      async run(signal) {
        const { address } = await lookUp(deps.tls, signal);
        return ok('engine.check.nameFound', { host, address });
      },
    },
    {
      step: 'tcp',
      async run(signal) {
        await openTcp(deps.tls, signal);
        return ok('engine.check.tcpOpen', { host, port });
      },
    },
    {
      step: 'tls',
      async run(signal) {
        const socket = await handshake(deps.tls, { rejectUnauthorized: false }, signal);
        const params = { protocol: socket.getProtocol() ?? '-', cipher: socket.getCipher().name };
        socket.destroy();
        return ok('engine.check.tlsOk', params);
      },
    },
    { step: 'certificate', run: (signal) => checkCertificate(deps, signal) },
    {
      step: 'login',
      async run(signal) {
        await deps.client.signIn(signal);
        return ok('engine.check.loginOk', { username: deps.username });
      },
    },
    { step: 'rights', run: (signal) => checkRights(deps, signal) },
    { step: 'time', run: (signal) => checkTime(deps, signal) },
    { step: 'capabilities', run: (signal) => checkCapabilities(deps, signal) },
  ];
}

/** The system's look-up cannot be cancelled; it is left behind instead. */
async function lookUp({ address, connectTimeoutMs }: TlsTarget, signal: AbortSignal) {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(faultOfConnect({ code: 'EAI_AGAIN' }, address)), { once: true });
  });
  return await Promise.race([lookup(address.host), late]).catch((error: unknown) => {
    throw faultOfConnect(error, address);
  });
}

function openTcp({ address, connectTimeoutMs }: TlsTarget, signal: AbortSignal): Promise<void> {
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
async function checkCertificate(deps: Deps, signal: AbortSignal): Promise<Finding> {
  const shown = await handshake(deps.tls, { rejectUnauthorized: false }, signal);
  const certificate = describeCertificate(shown.getPeerCertificate());
  shown.destroy();
  const params = certificateParams(certificate);
  try {
    (await connectTls(deps.tls, signal)).destroy();
  } catch (error) {
    const isUnpinned = error instanceof AppError && error.messageKey === 'engine.reason.certificateUntrusted';
    if (isUnpinned) return { outcome: 'failed', messageKey: 'engine.check.certificateUnpinned', params };
    throw error;
  }
  if (certificate.validTo - deps.clock.now() < soonMs)
    return { outcome: 'warning', messageKey: 'engine.check.certificateExpires', params };
  return ok(deps.tls.pin === null ? 'engine.check.certificateTrusted' : 'engine.check.certificatePinned', params);
}

function certificateParams(certificate: ServerCertificate): Record<string, string | number> {
  const validTo = Number.isFinite(certificate.validTo) ? new Date(certificate.validTo).toISOString().slice(0, 10) : '-';
  return { subject: certificate.subject, issuer: certificate.issuer, fingerprint: certificate.fingerprint, validTo };
}

async function checkRights({ client }: Deps, signal: AbortSignal): Promise<Finding> {
  const names = await client.askXml(get('names', '/channels/idsAndNames'), signal);
  await client.askXml(get('statuses', '/channels/statuses'), signal);
  return ok('engine.check.rightsOk', { count: names === null ? 0 : mapNames(names).size });
}

async function checkTime({ client, clock }: Deps, signal: AbortSignal): Promise<Finding> {
  const askedAt = clock.now();
  const root = await client.askXml(get('system', '/server/time'), signal);
  const time = root === null ? null : mapServerTime(root);
  if (time === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
  const skewMs = time.at - (askedAt + clock.now()) / 2;
  const params = { seconds: Math.round(skewMs / 1000), zone: time.timeZone ?? '-' };
  if (Math.abs(skewMs) > tolerableSkewMs) return { outcome: 'warning', messageKey: 'engine.check.timeOff', params };
  return ok('engine.check.timeOk', params);
}

/** Extensions are asked for the least they have to say; 404 = not installed. */
async function checkCapabilities({ client }: Deps, signal: AbortSignal): Promise<Finding> {
  const version = decodeUtf8((await client.ask(get('system', '/server/version'), signal)).bytes)
    .trim()
    .slice(0, 40);
  const missing: string[] = [];
  for (const [name, path] of extensions) {
    const answer = await client.ask({ ...get('log', path), allow: [404] }, signal);
    if (answer.status === 404) missing.push(name);
  }
  if (missing.length > 0)
    return {
      outcome: 'warning',
      messageKey: 'engine.check.capabilitiesMissing',
      params: { version, missing: missing.join(', ') },
    };
  if (!version.startsWith('4.'))
    return { outcome: 'warning', messageKey: 'engine.check.versionUnknown', params: { version } };
  return ok('engine.check.capabilitiesOk', { version });
}

const extensions = [
  ['server log', '/extensions/serverlog?fetchSize=1'],
  ['connection states', '/extensions/dashboardstatus/connectorStates'],
] as const;

function ok(messageKey: MirthSentenceKey, params: Finding['params']): Finding {
  return { outcome: 'ok', messageKey, params };
}

function toFinding(error: unknown): Finding {
  if (!(error instanceof AppError) || error.messageKey === null) throw error;
  return { outcome: 'failed', messageKey: error.messageKey as MirthSentenceKey, params: error.params };
}
