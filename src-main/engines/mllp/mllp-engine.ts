import type { ConnectionSecrets } from '../../../src-shared/domain/connection.ts';
import {
  clientCertificateOf,
  readServerCertificate,
  type ServerCertificate,
} from '../../platform/network/tls-socket.ts';
import type { Capability, Engine, EngineCapabilities, EngineDeps } from '../engine.ts';
import { checkMllp } from './mllp-check.ts';
import { createMllpClient } from './mllp-client.ts';
import { type MllpConfig, mllpAddress, readConfig } from './mllp-config.ts';
import { createMllpHealth } from './mllp-health.ts';
import { createMllpReplay } from './mllp-replay.ts';
import type { MllpTarget } from './mllp-socket.ts';

/** Bounds in ms and bytes. `answerTimeoutMs` null = as the connection says. */
export type MllpOptions = {
  connectTimeoutMs: number;
  answerTimeoutMs: number | null;
  maxAnswerBytes: number;
  restMs: number;
  listenLateMs: number;
};

const defaults: MllpOptions = {
  connectTimeoutMs: 5_000,
  answerTimeoutMs: null,
  maxAnswerBytes: 1024 * 1024,
  restMs: 30_000,
  listenLateMs: 60_000,
};

/**
 * HL7 v2 over MLLP, plain or TLS, straight to a receiver: it has no channels, messages or log, it only takes what is given to it.
 * @throws AppError FORBIDDEN in PRODUCTION | BAD_INPUT
 */
export function createMllpEngine(deps: EngineDeps, options: Partial<MllpOptions> = {}): Engine {
  const { connection, clock } = deps;
  const config = readConfig(connection);
  const bounds = { ...defaults, ...options };
  const target = targetOf(config, deps.secrets, bounds.connectTimeoutMs);
  const answerTimeoutMs = bounds.answerTimeoutMs ?? config.mllp.answerTimeoutMs;
  const { connectionCount } = config.mllp;
  const client = createMllpClient({ target, connectionCount, bounds: { ...bounds, answerTimeoutMs } });
  const health = createMllpHealth(clock);
  return {
    connection,
    capabilities: capabilitiesOf(config.readOnly),
    pollPlan: { statusMs: 60_000, busyStatusMs: 60_000, logMs: 60_000, slowMs: 60_000 },
    state: health.state,
    onStateChange: health.onStateChange,
    requestCount: client.requestCount,
    check: (signal) => checkMllp({ target, clock }, signal),
    close: client.close,
    replay: { ...createMllpReplay({ connection, client, health, clock }), connectionCount },
  };
}

/** @throws AppError ENGINE_UNREACHABLE | CANCELLED */
export function readCertificate(place: { url: string }, signal: AbortSignal): Promise<ServerCertificate> {
  return readServerCertificate({ address: mllpAddress(place.url), protocols: [] }, signal);
}

function targetOf(config: MllpConfig, secrets: ConnectionSecrets, connectTimeoutMs: number): MllpTarget {
  const { isTls, ...address } = mllpAddress(config.url);
  const { certificateFingerprint: pin, ownCaPem: ca } = config;
  const client = clientCertificateOf(config, secrets);
  const tls = isTls ? { address, pin, ca, client, protocols: [], connectTimeoutMs } : null;
  return { address, tls, connectTimeoutMs };
}

function capabilitiesOf(isReadOnly: boolean): EngineCapabilities {
  const cannot = (reasonKey: string): Capability => ({ can: false, reasonKey });
  const change: Capability = isReadOnly ? cannot('engine.cannot.readOnly') : { can: true };
  return {
    replaySameBytes: cannot('engine.cannot.mllpNoStore'),
    replayEditedBytes: change,
    takeForeignMessages: change,
    chooseDestinations: cannot('engine.cannot.mllpOneDestination'),
    confirmReplay: cannot('engine.cannot.mllpConfirm'),
    findCopies: cannot('engine.cannot.mllpCopies'),
    lifecycle: cannot('engine.cannot.mllpLifecycle'),
    readBodies: cannot('engine.cannot.mllpNoStore'),
  };
}
