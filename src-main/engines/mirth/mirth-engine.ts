import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Capability, Engine, EngineCapabilities, EngineDeps } from '../engine.ts';
import { createMirthChannels } from './mirth-channels.ts';
import { checkMirth } from './mirth-check.ts';
import { createMirthClient } from './mirth-client.ts';
import { type MirthConfig, mirthConfig } from './mirth-config.ts';
import { createMirthDeployments } from './mirth-deployments.ts';
import { createMirthFailures } from './mirth-failures.ts';
import { createMirthHeaders } from './mirth-headers.ts';
import { createMirthHealth } from './mirth-health.ts';
import { createMirthLifecycle } from './mirth-lifecycle.ts';
import { createMirthLog } from './mirth-log.ts';
import { createMirthMessages, createMirthReader } from './mirth-messages.ts';
import { createMirthReplay } from './mirth-replay.ts';
import { tlsTargetOf } from './mirth-tls.ts';
import { createMirthWaiting } from './mirth-waiting.ts';

/** Bounds in ms. `random` 0..1 spreads the back-off; tests fix it. */
export type MirthOptions = { connectTimeoutMs: number; answerTimeoutMs: number; random(): number };

const defaults: MirthOptions = { connectTimeoutMs: 5_000, answerTimeoutMs: 15_000, random: Math.random };

/** Mirth Connect up to 4.5.2, Open Integration Engine, BridgeLink. Source: mirth-api, 393 exchanges recorded on OIE 4.5.2. */
export function createMirthEngine(deps: EngineDeps, options: Partial<MirthOptions> = {}): Engine {
  const { connection, secrets, clock } = deps;
  const bounds = { ...defaults, ...options };
  const health = createMirthHealth({ clock, random: bounds.random });
  const config = configOf(connection);
  const tls = tlsTargetOf(config, secrets, bounds.connectTimeoutMs);
  const { username, readOnly: isReadOnly } = config;
  const client = createMirthClient({
    tls,
    username,
    password: secrets.password,
    clock,
    observer: health,
    answerTimeoutMs: bounds.answerTimeoutMs,
  });
  const { facet: channels, knowledge } = createMirthChannels({ client, health, clock });
  const reader = createMirthReader({ client, knowledge, clock });

  return {
    connection,
    capabilities: capabilitiesOf(isReadOnly),
    pollPlan: { statusMs: config.pollIntervalMs, busyStatusMs: 2_000, logMs: 5_000, slowMs: 30_000 },
    state: health.state,
    onStateChange: health.onStateChange,
    requestCount: client.requestCount,
    check: (signal) => checkMirth({ client, tls, username, clock }, signal),
    close: client.close,
    channels,
    messages: createMirthMessages({ reader, knowledge }),
    failures: createMirthFailures({ client, reader, connectionId: connection.connectionId }),
    headers: createMirthHeaders({ client }),
    deployments: createMirthDeployments({ client }),
    waiting: createMirthWaiting({ client, connectionId: connection.connectionId }),
    replay: createMirthReplay({
      client,
      reader,
      knowledge,
      clock,
      clockSkewMs: () => health.state().clockSkewMs,
      isReadOnly,
    }),
    lifecycle: createMirthLifecycle({ client, knowledge, isReadOnly }),
    log: createMirthLog({ client, health, knowledge, clock }),
  };
}

/** @throws AppError BAD_INPUT for a connection that this adapter cannot use */
function configOf(connection: Connection): MirthConfig {
  const config = mirthConfig.safeParse(connection);
  if (config.success) return config.data;
  throw new AppError('BAD_INPUT', 'This connection is not complete.', { cause: config.error });
}

function capabilitiesOf(isReadOnly: boolean): EngineCapabilities {
  const change: Capability = isReadOnly ? { can: false, reasonKey: 'engine.cannot.readOnly' } : { can: true };
  return {
    replaySameBytes: change,
    replayEditedBytes: change,
    chooseDestinations: change,
    confirmReplay: { can: true },
    lifecycle: change,
    readBodies: { can: true },
    findCopies: { can: true },
    takeForeignMessages: { can: false, reasonKey: 'engine.cannot.foreignMessages' },
  };
}
