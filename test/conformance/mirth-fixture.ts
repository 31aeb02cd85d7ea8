import type { Engine } from '../../src-main/engines/engine.ts';
import { createMirthEngine, type MirthOptions } from '../../src-main/engines/mirth/mirth-engine.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import type { Clock, Logger } from '../../src-main/platform/ports.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { CheckStep, Connection, ConnectionSecrets } from '../../src-shared/domain/connection.ts';
import { aConnection } from '../fakes/fake-engine.ts';
import type { RecordedMirth } from '../fakes/recorded-mirth.ts';

export const never = new AbortController().signal;

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

type Overrides = {
  connection?: Partial<Connection>;
  secrets?: Partial<ConnectionSecrets>;
  options?: Partial<MirthOptions>;
  clock?: Clock;
};

/** An engine at a recorded server, its certificate pinned. */
export function engineAt(server: Pick<RecordedMirth, 'url' | 'identity'>, overrides: Overrides = {}): Engine {
  return createMirthEngine(
    {
      connection: aConnection({
        url: server.url,
        certificateFingerprint: server.identity.fingerprint,
        ...overrides.connection,
      }),
      secrets: {
        password: 'secret',
        clientKeyPem: null,
        clientPfx: null,
        clientPassphrase: null,
        ...overrides.secrets,
      },
      clock: overrides.clock ?? createSystemClock(),
      logger: silent,
    },
    { random: () => 1, ...overrides.options },
  );
}

/** What a call throws, as code and key; fails when it does not throw an AppError. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; messageKey: string | null }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, messageKey: error.messageKey };
    throw error;
  }
  throw new AppError('INTERNAL', 'It was expected to be refused, but was not.');
}

export async function allSteps(engine: Engine): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  for await (const step of engine.check(never)) steps.push(step);
  return steps;
}
