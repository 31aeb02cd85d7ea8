import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { ConnectionSecrets, EngineState } from '../../../src-shared/domain/connection.ts';
import { type Connection, type Environment, environments } from '../../../src-shared/domain/connection.ts';
import type { Engine } from '../../engines/engine.ts';

export type ConnectionView = OutputOf<'connections.save'>;

/** @param engine null while the connection is switched off, or when its adapter cannot use it */
export function viewOf(
  connection: Connection,
  secrets: Pick<ConnectionSecrets, 'password' | 'clientKeyPem' | 'clientPfx'>,
  engine: Engine | null,
): ConnectionView {
  return {
    connection,
    state: engine?.state() ?? (connection.enabled ? unusable : switchedOff),
    hasPassword: secrets.password !== null,
    hasClientKey: secrets.clientKeyPem !== null || secrets.clientPfx !== null,
    capabilities: { ...engine?.capabilities },
  };
}

/** The environments that have a connection, in the order of their weight. */
export function availableOf(connections: Iterable<Connection>): Environment[] {
  const present = new Set([...connections].map(({ environment }) => environment));
  return environments.filter((environment) => present.has(environment));
}

/** PRODUCTION if there is any, else TEST, else PRACTICE; what a person chose stays while it is there. */
export function environmentToShow(available: Environment[], chosen: Environment | null): Environment {
  if (chosen !== null && available.includes(chosen)) return chosen;
  return available[0] ?? 'PRACTICE';
}

const switchedOff: EngineState = {
  state: 'down',
  reasonKey: 'engine.reason.switchedOff',
  params: {},
  since: 0,
  checkedAt: null,
  clockSkewMs: null,
  version: null,
};

const unusable: EngineState = { ...switchedOff, reasonKey: 'engine.reason.unusable' };
