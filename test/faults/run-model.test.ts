import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../fakes/temporary-store.ts';
import { revive, someCommands } from './model/commands.ts';
import { checkNow } from './model/invariants.ts';
import { type CaseOptions, createModelCase, type ModelCase } from './model/model-case.ts';
import { plants } from './model/plants.ts';

/** `npm run faults` takes more. */
const caseCount = Number(process.env.VAKTBORD_MODEL_RUNS ?? 12);
const plantedHere = Object.entries(plants).slice(0, process.env.VAKTBORD_MODEL_RUNS === undefined ? 2 : undefined);
const mostCommands = 25;
const limit = { timeout: 60_000 + caseCount * 2_000 };

let clock: ManualClock;
let folder: TemporaryStore;

beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());

/** The receiver is well, nobody dies any more: what is left to do gets done. */
async function finish(real: ModelCase): Promise<void> {
  real.world.manner = 'take';
  real.world.isDiskFull = false;
  real.world.release('answered');
  real.dieAfter(Number.POSITIVE_INFINITY);
  if (real.isDead()) await revive(real);
  await revive(real); // what a full disk has broken off goes on with the next start
  for (let turn = 0; turn < 3; turn += 1)
    for (const runId of real.runIds) {
      const run = await real.store.journal.runs.get(runId);
      if (run?.state === 'paused') await real.step('resume', runId);
    }
  await checkNow(real);
  for (const runId of real.runIds) {
    const state = (await real.store.journal.runs.get(runId))?.state;
    expect(['planned', 'cancelled', 'finished']).toContain(state);
  }
}

function property(options: Pick<CaseOptions, 'plant'> = {}) {
  const sequence = fc.commands(someCommands, { maxCommands: mostCommands, size: 'max' });
  const manners = fc.record({ showsCopies: fc.boolean(), connectionCount: fc.constantFrom(1, 3) });
  return fc.asyncProperty(sequence, manners, async (commands, chosen) => {
    const real = createModelCase({ store: folder.store, clock, manners: chosen, ...options });
    try {
      await fc.asyncModelRun(() => ({ model: { messages: 0, runs: 0 }, real }), commands);
      await finish(real);
    } finally {
      await real.end();
    }
  });
}

describe('replays and runs', limit, () => {
  it('send nothing twice, lose nothing and keep the order, whatever befalls them', () =>
    fc.assert(property(), { numRuns: caseCount, endOnFailure: false }));
});

describe('found by it, and mended:', limit, () => {
  it('after a death what had left is called sent, also in a run that was ended meanwhile', async () => {
    const real = createModelCase({ store: folder.store, clock, manners: { showsCopies: false, connectionCount: 1 } });
    await real.fail([1]);
    await real.plan();
    const [runId = ''] = real.runIds;
    real.world.manner = 'hold';
    await real.start(runId, { testCount: 0, stopInRow: 3 });
    await real.step('cancel', runId);
    await revive(real);
    const [item] = await folder.store.journal.runs.items(runId, 0, 1);
    expect(item).toMatchObject({ state: 'sent', replayState: 'unknown' });
    await real.end();
  });
});

describe('the check of replays and runs', limit, () => {
  it.each(plantedHere)('finds a journal that %s', async (_name, plant) => {
    const found = await fc.check(property({ plant }), { numRuns: 60, endOnFailure: true });
    expect(found.failed).toBe(true);
  });
});
