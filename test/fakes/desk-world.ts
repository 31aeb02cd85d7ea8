import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { aConnectionId, createReplayDesk, type ReplayDesk } from './replay-desk.ts';
import { openTemporaryStore, type TemporaryStore } from './temporary-store.ts';

export type DeskWorld = { clock: ManualClock; folder: TemporaryStore; desk: ReplayDesk };

/** One store and clock for the tests of a file, and for each test a desk with a connection of its own, handed to `take`. */
export function withReplayDesk(take: (world: DeskWorld) => void): void {
  let world: DeskWorld;
  let shared: Omit<DeskWorld, 'desk'>;
  beforeAll(async () => {
    const clock = createManualClock();
    shared = { clock, folder: await openTemporaryStore(clock) };
  });
  beforeEach(() => {
    const { clock, folder } = shared;
    world = { ...shared, desk: createReplayDesk({ store: folder.store, clock, connectionId: aConnectionId() }) };
    take(world);
  });
  afterEach(async () => {
    world.desk.message.close();
    await world.desk.replay.close();
  });
  afterAll(() => shared?.folder.remove());
}
