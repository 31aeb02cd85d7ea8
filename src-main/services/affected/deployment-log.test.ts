import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { aConnection } from '../../../test/fakes/fake-engine.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { createScriptedEngine, type ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { DeploymentsFacet } from '../../engines/engine.ts';
import { createDeploymentLog, type DeploymentLog } from './deployment-log.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let engine: ScriptedEngine;
let log: DeploymentLog;
let asked: string[];
let saved: { revision: number; deployedAt: number };
let told: Awaited<ReturnType<DeploymentsFacet['told']>>;
let fault: AppError | null;

const facet: DeploymentsFacet = {
  running: async (channelId) => {
    asked.push(channelId);
    if (fault !== null) throw fault;
    return saved;
  },
  told: async () => told,
};

function start(): void {
  const secrets = { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null };
  engine = createScriptedEngine({ connection: aConnection(), secrets, clock, logger: silentLogger });
  Object.assign(engine, { deployments: facet });
  const { deployments } = temporary.store.journal;
  log = createDeploymentLog({ deployments, clock, logger: silentLogger, emit: () => undefined });
  log.start(engine);
}

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  [asked, told, fault] = [[], [], null];
  saved = { revision: 17, deployedAt: clock.now() - 1000 };
  start();
});
afterEach(async () => {
  await log.close();
  await temporary.remove();
});

async function poll(): Promise<void> {
  log.note(engine, [aSnapshot({ revision: null, deployedAt: saved.deployedAt })]);
  await log.idle();
}
const known = async () => {
  const stored = await log.ofChannel({ connectionId: 'c1', channelId: 'adt' });
  return stored.map(({ revision, knownBy, watchedTo }) => [revision, knownBy, watchedTo - clock.now()]);
};

describe('the log of deployments', () => {
  it('asks for the revision once per deployment, and watches it from then on', async () => {
    await poll();
    clock.advance(5000);
    await poll();
    expect(asked).toEqual(['adt']);
    expect(await known()).toEqual([[17, 'watched', 0]]);
    saved = { revision: 18, deployedAt: clock.now() };
    await poll();
    clock.advance(5000);
    await poll();
    expect(asked).toEqual(['adt', 'adt']);
    expect(await known()).toEqual([
      [18, 'watched', 0],
      [17, 'watched', -5000],
    ]);
  });

  it('knows after a restart what it knew before, and until when it was watched', async () => {
    await poll();
    clock.advance(60_000);
    await poll();
    await log.close();
    clock.advance(3_600_000);
    start();
    saved = { revision: 19, deployedAt: clock.now() - 1000 };
    await poll();
    expect(await known()).toEqual([
      [19, 'watched', 0],
      [17, 'watched', -3_600_000],
    ]);
  });

  it('does not ask again for what still runs after a restart', async () => {
    await poll();
    await log.close();
    start();
    await poll();
    expect(asked).toEqual(['adt']);
  });

  it('takes over what only the log of the engine tells', async () => {
    told = [
      { channelId: 'adt', at: clock.now() - 7_200_000 },
      { channelId: null, at: clock.now() - 9_000_000 },
      { channelId: 'other', at: clock.now() - 9_000_000 },
    ];
    await poll();
    expect((await known()).map(([revision, by]) => [revision, by])).toEqual([
      [17, 'watched'],
      [null, 'engine-log'],
      [null, 'engine-log'],
    ]);
  });

  it('asks again half a minute after it was refused, not at every poll', async () => {
    fault = new AppError('ENGINE_REFUSED', 'no');
    await poll();
    clock.advance(5000);
    await poll();
    expect(asked).toHaveLength(1);
    fault = null;
    clock.advance(30_000);
    await poll();
    expect(asked).toHaveLength(2);
    expect((await known())[0]?.[0]).toBe(17);
  });
});
