import { expect, it, vi } from 'vitest';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { createReplayDesk } from '../../../test/fakes/replay-desk.ts';
import { openTemporaryStore } from '../../../test/fakes/temporary-store.ts';

let world: DeskWorld;
withReplayDesk((made) => {
  world = made;
});

it('says who was first also when the engine lists the copy a moment after another sign of it', async () => {
  const { clock, desk } = world;
  const other = await openTemporaryStore(clock);
  const colleague = createReplayDesk({ store: other.store, clock, world: desk.world, person: 'Ola Nordmann' });
  desk.world.receiverIsUp = true;
  await colleague.start();
  const { replay } = desk.engine;
  if (replay === undefined) throw new Error('The fake engine replays.');
  vi.spyOn(replay, 'findCopies').mockResolvedValueOnce([]);
  await expect(desk.start({ acceptedHazards: [] })).rejects.toMatchObject({
    messageKey: 'hazard.copy-made-by-someone.found',
    params: { by: 'Ola Nordmann' },
  });
  expect(desk.world.deliveries).toHaveLength(1);
  await colleague.replay.close();
  await other.remove();
});
