import type { CheckStep } from '../../../src-shared/domain/connection.ts';
import { decodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import {
  type Finding as AnyFinding,
  networkSteps,
  type PlannedStep,
  runSteps,
  tlsSteps,
} from '../../platform/network/check-place.ts';
import type { TlsTarget } from '../../platform/network/tls-socket.ts';
import type { Clock } from '../../platform/ports.ts';
import { get } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import { mapNames, mapServerTime } from './mirth-mapping.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';

type Deps = { client: MirthClient; tls: TlsTarget; username: string; clock: Clock };
type Finding = AnyFinding & { messageKey: MirthSentenceKey };

const tolerableSkewMs = 5_000;

/** Tests a connection step by step, each with what it found; after a failed step the rest is skipped. */
export function checkMirth(deps: Deps, signal: AbortSignal): AsyncIterable<CheckStep> {
  return runSteps(stepsOf(deps), deps.clock, signal);
}

function stepsOf(deps: Deps): PlannedStep[] {
  return [
    ...networkSteps(deps.tls),
    ...tlsSteps(deps.tls, deps.clock),
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
