import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../../src-shared/domain/app-error.ts';
import { standardRunSettings } from '../../../../../src-shared/domain/replay-run.ts';
import { createManualClock, type ManualClock } from '../../../../../test/fakes/manual-clock.ts';
import { aConnectionId, createReplayDesk, type ReplayDesk } from '../../../../../test/fakes/replay-desk.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../../../test/fakes/temporary-store.ts';
import { createVigil } from './run-vigil.ts';

const dayMs = 86_400_000;

let clock: ManualClock;
let folder: TemporaryStore;
let desk: ReplayDesk;
let told: string[];
let runId: string;
let vigil: ReturnType<typeof createVigil>;
let begin: () => Promise<void>;

beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());
beforeEach(async () => {
  desk = createReplayDesk({ store: folder.store, clock, connectionId: aConnectionId() });
  desk.world.channelState = 'stopped';
  told = [];
  begin = () => Promise.resolve();
  const { journal, cache } = folder.store;
  vigil = createVigil({
    ...{ journal, cache, clock, logger: silentLogger, engines: () => desk.engine },
    begin: async () => {
      told.push('begun');
      await begin();
    },
    giveUp: async () => void told.push('given up'),
    changed: () => told.push('changed'),
  });
  runId = desk.ref.connectionId;
  const facts = { urgent: 0, chains: 1, patients: 0, unkeyed: 1, oldestAt: null, newestAt: null, bytes: 0 };
  const run = { runId, createdAt: clock.now(), person: 'Kari Nordmann', settings: standardRunSettings };
  await journal.runs.put({ ...run, requestId: runId, facts: { ...facts, places: [], isBeyond: false } }, [
    {
      ...{ ...desk.ref, ordinal: 1, failureId: 'f1', channelName: 'ADT', messageType: null, class: 'other', at: 1 },
      ...{ isUrgent: false, chain: 0, state: 'waiting', why: null },
    },
  ]);
});

/** Turns the clock on, look by look, until this was told. */
async function until(word: string): Promise<void> {
  for (let turn = 0; turn < 200 && !told.includes(word); turn += 1) {
    clock.advance(10_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(told).toContain(word);
}
const awaited = () => vigil.awaits(runId)?.places.map(({ why }) => why);

describe('a run that waits until its target is back', () => {
  it('tells what it waits for, and begins once when that is there', async () => {
    vigil.wait(runId, clock.now());
    await until('changed');
    expect(awaited()).toEqual(['stopped']);
    expect(told).toEqual(['changed']);
    desk.world.channelState = 'started';
    await until('begun');
    await vigil.close();
    clock.advance(dayMs);
    expect(told.filter((word) => word === 'begun')).toHaveLength(1);
    expect(vigil.count()).toBe(0);
  });

  it('waits on when the engine does not answer', async () => {
    desk.engine.fail('snapshot', new AppError('ENGINE_UNREACHABLE', 'Away.'));
    vigil.wait(runId, clock.now());
    await until('changed');
    expect(awaited()).toEqual(['no-answer']);
    await vigil.close();
  });

  it('tries again when it could not be begun', async () => {
    desk.world.channelState = 'started';
    let tries = 0;
    begin = async () => {
      tries += 1;
      if (tries === 1) throw new AppError('STORE_UNAVAILABLE', 'The disk is full.');
    };
    vigil.wait(runId, clock.now());
    await until('begun');
    told = [];
    await until('begun');
    expect(tries).toBe(2);
    await vigil.close();
  });

  it('begins nothing any more once it is forgotten', async () => {
    vigil.wait(runId, clock.now());
    await until('changed');
    vigil.forget(runId);
    desk.world.channelState = 'started';
    clock.advance(60_000);
    await vigil.close();
    expect(told).toEqual(['changed']);
    expect(vigil.awaits(runId)).toBeNull();
  });

  it('gives up after seven days, those before a restart counted', async () => {
    vigil.wait(runId, clock.now() - 7 * dayMs);
    await until('given up');
    await vigil.close();
    expect(told).not.toContain('begun');
    expect(vigil.count()).toBe(0);
  });
});
