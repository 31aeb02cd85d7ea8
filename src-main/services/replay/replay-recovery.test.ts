import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeCall } from '../../../test/fakes/fake-engine.ts';
import type { FakeWorld } from '../../../test/fakes/fake-engine-world.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aWorldWithFailure, createReplayDesk, type ReplayDesk } from '../../../test/fakes/replay-desk.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';

let clock: ManualClock;
let folder: TemporaryStore;
let world: FakeWorld;
let cutOff: Promise<unknown>;
let desks: ReplayDesk[];

beforeEach(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
  world = aWorldWithFailure({ receiverIsUp: true });
  cutOff = Promise.resolve();
  desks = [];
});

afterEach(async () => {
  await Promise.all(desks.map((desk) => desk.replay.close()));
  await cutOff;
  await folder.remove();
});

function openDesk(bootId = 'boot-1'): ReplayDesk {
  const desk = createReplayDesk({ store: folder.store, clock, world, bootId });
  desks.push(desk);
  return desk;
}

/** A core that dies while it waits for `call`; what a new one finds in the journal. */
async function dieDuring(call: FakeCall, bootId = 'boot-1'): Promise<ReplayDesk> {
  const dying = openDesk();
  const { bodyHash, hazards } = await dying.plan();
  const gate = dying.engine.hold(call);
  const input = {
    ref: dying.ref,
    edit: null,
    acceptedErrors: null,
    destinationIds: null,
    targetConnectionId: null,
    requestId: 'before-death',
    reason: 'try',
  };
  const acceptedHazards = hazards.map((hazard) => hazard.kind);
  const sending = dying.replay.handlers.start({ ...input, bodyHash, acceptedHazards }, dying.context);
  await Promise.race([gate.arrived, sending]);
  cutOff = sending.catch(() => null);
  await folder.reopen();
  return openDesk(bootId);
}

async function onlyReplay(desk: ReplayDesk) {
  const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
  expect(items).toHaveLength(1);
  return items[0];
}

describe('recoverAtStart', () => {
  it('calls a replay unknown and sends nothing when the core died while the answer was awaited', async () => {
    const desk = await dieDuring('replay');
    expect(await desk.replay.recoverAtStart()).toEqual({ unknown: 1, planned: 0, resumed: 0 });
    expect((await onlyReplay(desk))?.state).toBe('unknown');
    clock.advance(3_600_000);
    expect(desk.engine.calls).toEqual([]);
    expect(desk.events.map(({ name }) => name)).toContain('replay.changed');
  });

  it('lets a person look, and tells what became of it, when the engine had taken it', async () => {
    const desk = await dieDuring('replay');
    await desk.replay.recoverAtStart();
    const replayId = (await onlyReplay(desk))?.replayId ?? '';
    desk.engine.world.messages.set('101', { ...copyOf(world), correlationId: replayId });
    const { replay } = await desk.replay.handlers.lookAgain({ replayId }, desk.context);
    expect(replay).toMatchObject({ state: 'confirmed-by-receiver', newNativeId: '101' });
    expect(desk.engine.calls).toEqual(['confirm']);
  });

  it('leaves it unknown after a look when the engine knows no copy, until a person settles it otherwise', async () => {
    const desk = await dieDuring('replay');
    await desk.replay.recoverAtStart();
    const replayId = (await onlyReplay(desk))?.replayId ?? '';
    expect((await desk.replay.handlers.lookAgain({ replayId }, desk.context)).replay.state).toBe('unknown');
    await expect(desk.start()).rejects.toMatchObject({ code: 'CONFLICT' });
    const settle = { requestId: 'settle-it-1', replayId, reason: 'the laboratory says it never came' };
    const { replay } = await desk.replay.handlers.settleOtherwise(settle, desk.context);
    expect(replay).toMatchObject({ state: 'handled-otherwise', settledReason: settle.reason });
    expect((await desk.start()).state).toBe('accepted');
    expect(world.deliveries).toHaveLength(1);
  });

  it.each(['obstacle', 'findCopies'] as const)(
    'calls it planned when the core died during %s, before the send',
    async (call) => {
      const desk = await dieDuring(call);
      expect(await desk.replay.recoverAtStart()).toEqual({ unknown: 0, planned: 1, resumed: 0 });
      expect((await onlyReplay(desk))?.state).toBe('planned');
      expect(desk.engine.calls).toEqual([]);
      const again = await desk.start();
      expect(again.state).toBe('accepted');
      const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
      expect(items.map((item) => item.state).sort()).toEqual(['accepted', 'rejected']);
      expect(world.deliveries).toHaveLength(1);
    },
  );

  it('calls a journaled intent unknown after a restart of the machine, because the mark in air may be lost', async () => {
    const desk = await dieDuring('findCopies', 'boot-2');
    expect(await desk.replay.recoverAtStart()).toMatchObject({ unknown: 1, planned: 0 });
  });

  it('goes on confirming what the engine had accepted', async () => {
    world.isWorking = true;
    const before = openDesk();
    const { replayId } = await before.start();
    await before.replay.close();
    await folder.reopen();
    world.isWorking = false;
    const desk = openDesk();
    expect(await desk.replay.recoverAtStart()).toEqual({ unknown: 0, planned: 0, resumed: 1 });
    expect(desk.replay.activeCount()).toBe(1);
    clock.advance(500);
    await desk.untilState(replayId, 'confirmed-by-receiver');
  });

  it('does nothing in a folder without replays', async () => {
    expect(await openDesk().replay.recoverAtStart()).toEqual({ unknown: 0, planned: 0, resumed: 0 });
  });
});

describe('close', () => {
  it('cuts a send that is under way and leaves it unknown', async () => {
    const desk = openDesk();
    const gate = desk.engine.hold('replay');
    const sending = desk.start();
    await Promise.race([gate.arrived, sending]);
    await desk.replay.close();
    expect((await sending).state).toBe('unknown');
    expect(desk.replay.activeCount()).toBe(0);
  });
});

function copyOf(from: FakeWorld) {
  const original = from.messages.get('14');
  if (original === undefined) throw new RangeError('no message');
  const connectors = original.connectors
    .filter((row) => row.role === 'destination')
    .map((row) => ({ ...row, state: 'sent' as const, error: null, acknowledgementCode: 'AA' }));
  return { ...original, ref: { ...original.ref, nativeId: '101' }, originalNativeId: '14', connectors };
}
