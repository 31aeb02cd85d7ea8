import type { Engine, ReplayRequest } from '../../src-main/engines/engine.ts';
import { createMllpEngine, type MllpOptions } from '../../src-main/engines/mllp/mllp-engine.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import type { Connection, ConnectionSecrets } from '../../src-shared/domain/connection.ts';
import { aConnection } from '../fakes/fake-engine.ts';
import { silentLogger } from '../fakes/temporary-store.ts';

type Overrides = {
  connection?: Partial<Connection>;
  secrets?: Partial<ConnectionSecrets>;
  options?: Partial<MllpOptions>;
};

/** A connection to a receiver on this machine. */
export function mllpAt(port: number, { connection, secrets, options }: Overrides = {}): Engine {
  return createMllpEngine(
    {
      connection: aConnection({
        connectionId: 'receiver',
        engineKind: 'mllp',
        name: 'Blood gas record',
        url: `mllp://127.0.0.1:${port}`,
        username: '',
        mllp: { connectionCount: 1, answerTimeoutMs: 20_000 },
        ...connection,
      }),
      secrets: { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null, ...secrets },
      clock: createSystemClock(),
      logger: silentLogger,
    },
    options,
  );
}

/** A message; `mode` fills MSH-15 and MSH-16. */
export function hl7(controlId: string, { patient = 'P1', mode = ['', ''] } = {}): Buffer {
  const header = ['MSH', '^~\\&', 'LAB', 'A', 'HIS', 'B', '20261122100000', '', 'ORU^R01', controlId, 'P', '2.5.1'];
  const fields = mode.join('') === '' ? header : [...header, '', '', ...mode];
  return Buffer.from(`${fields.join('|')}\rPID|1||${patient}^^^X||Ødegård^Åse\r`, 'utf8');
}

let replays = 0;
export function requestFor(body: Uint8Array | null): ReplayRequest {
  replays += 1;
  return {
    ref: { connectionId: 'c1', channelId: 'channel', nativeId: String(replays) },
    body,
    destinationIds: null,
    replayId: `mllp-${replays}`,
    provenance: { person: 'Åse Nordmann', reason: 'receiver was down', at: 1_800_000_000_000 },
  };
}
