import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { readErrorLine } from '../../../src-shared/domain/replay.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aConnectionId, createReplayDesk } from '../../../test/fakes/replay-desk.ts';
import { openTemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';

let clock: DeskWorld['clock'];
let folder: DeskWorld['folder'];
let desk: DeskWorld['desk'];

withReplayDesk((world) => {
  ({ clock, folder, desk } = world);
});

const sentBytes = () => desk.world.deliveries.map(({ bytes }) => new TextDecoder().decode(bytes));
const stepNames = () => desk.events.filter(({ name }) => name === 'replay.changed').length;
const edit = { kind: 'fields' as const, edits: [{ path: 'PID-5[1].2', text: 'Torine' }] };

describe('replay.start', () => {
  it('is accepted by the engine and confirmed by the receiver when the receiver answers', async () => {
    desk.world.receiverIsUp = true;
    const replay = await desk.start();
    expect(replay).toMatchObject({ state: 'accepted', person: 'Kari Nordmann', isEdited: false, bodyHash: null });
    clock.advance(500);
    const confirmed = await desk.untilState(replay.replayId, 'confirmed-by-receiver');
    expect(confirmed.evidence).toEqual([
      { connectorId: '1', name: 'Laboratory', outcome: 'sent', acknowledgementCode: 'AA', oneLine: null },
    ]);
    expect(confirmed.settledAt).toBe(clock.now());
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it('is told as failed again when the receiver is still down, and may be followed by another that gets through', async () => {
    const first = await desk.start();
    clock.advance(500);
    expect((await desk.untilState(first.replayId, 'failed-again')).errorOneLine).toContain('Connection refused');
    desk.world.receiverIsUp = true;
    const planned = await desk.plan();
    expect(planned.isBlocked).toBe(false);
    expect(planned.hazards.find((hazard) => hazard.kind === 'copy-made-by-someone')).toMatchObject({
      outcome: 'found',
      blocks: false,
      params: { context: 'failed' },
    });
    const second = await desk.start();
    clock.advance(500);
    await desk.untilState(second.replayId, 'confirmed-by-receiver');
    expect(desk.world.deliveries).toHaveLength(1);
    const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
    expect(items.map((item) => item.state).sort()).toEqual(['confirmed-by-receiver', 'failed-again']);
  });

  it('sends exactly the edited bytes and keeps them in the journal', async () => {
    desk.world.receiverIsUp = true;
    const replay = await desk.start({ edit });
    const original = new TextDecoder().decode(desk.world.messages.get('14')?.raw?.bytes);
    expect(sentBytes()).toEqual([original.replace('Testesen^Tora', 'Testesen^Torine')]);
    const kept = await folder.store.journal.replays.sentBytes(replay.replayId);
    expect(replay.isEdited).toBe(true);
    expect(sha256Hex(kept ?? new Uint8Array())).toBe(replay.bodyHash);
  });

  it('writes every step down before the next, and *in air* before the engine is asked', async () => {
    const order: string[] = [];
    const { journal } = folder.store;
    const replays: typeof journal.replays = {
      ...journal.replays,
      advance: async (replayId, from, patch, sync) => {
        const replay = await journal.replays.advance(replayId, from, patch, sync);
        order.push(replay.state);
        return replay;
      },
    };
    const store = { ...folder.store, journal: { ...journal, replays } };
    const watched = createReplayDesk({ store, clock, connectionId: aConnectionId() });
    const facet = watched.engine.replay!;
    const send = facet.replay;
    facet.replay = (request, signal) => {
      order.push('asked');
      return send(request, signal);
    };
    await watched.start();
    await watched.replay.close();
    expect(order.slice(0, 4)).toEqual(['intent-journaled', 'in-air', 'asked', 'accepted']);
  });

  it('sends once when the same request comes twice at the same time and once more later', async () => {
    desk.world.receiverIsUp = true;
    const requestId = 'double-click';
    const [first, second] = await Promise.all([desk.start({ requestId }), desk.start({ requestId })]);
    expect(second.replayId).toBe(first.replayId);
    const { bodyHash } = await desk.plan();
    const again = {
      ref: desk.ref,
      edit: null,
      acceptedErrors: null,
      destinationIds: null,
      targetConnectionId: null,
      requestId,
      reason: 'again',
      bodyHash,
    };
    const third = await desk.replay.handlers.start({ ...again, acceptedHazards: [] }, desk.context);
    expect(third.replay.replayId).toBe(first.replayId);
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it('is refused while another replay of the message is not settled', async () => {
    desk.world.isWorking = true;
    await desk.start();
    desk.world.messages.delete([...desk.world.messages.keys()].at(-1) ?? '');
    await expect(desk.start()).rejects.toMatchObject({ code: 'CONFLICT', messageKey: 'replay.alreadyClaimed' });
    expect(desk.engine.calls.filter((call) => call === 'replay')).toHaveLength(1);
  });

  it('sends nothing when the body is another than the one seen', async () => {
    await expect(desk.start({ bodyHash: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'replay.refused.bodyChanged',
    });
    expect(desk.engine.calls).not.toContain('replay');
  });

  it('sends nothing when a hazard has come up that was not seen', async () => {
    await expect(desk.start({ acceptedHazards: [] })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(desk.engine.calls).not.toContain('replay');
    const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
    expect(items[0]?.state).toBe('rejected');
  });

  it('leaves the message out and says who and when if a colleague has sent it between plan and start', async () => {
    const other = await openTemporaryStore(clock);
    const colleague = createReplayDesk({ store: other.store, clock, world: desk.world, person: 'Ola Nordmann' });
    desk.world.receiverIsUp = true;
    const planned = await desk.plan();
    await colleague.start();
    const start = desk.start({
      bodyHash: planned.bodyHash,
      acceptedHazards: planned.hazards.map((hazard) => hazard.kind),
    });
    await expect(start).rejects.toMatchObject({
      code: 'CONFLICT',
      messageKey: 'hazard.copy-made-by-someone.found',
      params: { by: 'Ola Nordmann' },
    });
    expect(desk.world.deliveries).toHaveLength(1);
    const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
    expect(items[0]?.state).toBe('rejected');
    expect(readErrorLine(items[0]?.errorOneLine ?? '')?.params.by).toBe('Ola Nordmann');
    await colleague.replay.close();
    await other.remove();
  });

  it('leaves a failed copy out when another copy of its original got through', async () => {
    const failed = await desk.start();
    clock.advance(500);
    const { newNativeId } = await desk.untilState(failed.replayId, 'failed-again');
    desk.world.receiverIsUp = true;
    await desk.start();
    const ref = { ...desk.ref, nativeId: newNativeId ?? '' };
    await expect(desk.start({ ref })).rejects.toMatchObject({ messageKey: 'hazard.copy-made-by-someone.found' });
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it('refuses what this journal knows to have got through, although the engine shows no copy any more', async () => {
    desk.world.receiverIsUp = true;
    const { replayId, newNativeId } = await desk.start();
    clock.advance(500);
    await desk.untilState(replayId, 'confirmed-by-receiver');
    desk.world.messages.delete(newNativeId ?? '');
    await expect(desk.start()).rejects.toMatchObject({
      messageKey: 'hazard.copy-made-by-someone.found',
      params: { by: 'Kari Nordmann', nativeId: newNativeId },
    });
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it('sends a failed copy again when nothing of its family got through', async () => {
    const failed = await desk.start();
    clock.advance(500);
    const { newNativeId } = await desk.untilState(failed.replayId, 'failed-again');
    desk.world.receiverIsUp = true;
    expect((await desk.start({ ref: { ...desk.ref, nativeId: newNativeId ?? '' } })).state).toBe('accepted');
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it('sends again what the receiver refused although the engine calls it sent', async () => {
    desk.world.receiverIsUp = true;
    desk.world.acknowledges = false;
    const refused = await desk.start();
    const [row] = desk.world.messages.get(refused.newNativeId ?? '')?.connectors ?? [];
    if (row) row.acknowledgementCode = 'AE';
    clock.advance(500);
    await desk.untilState(refused.replayId, 'failed-again');
    expect((await desk.start()).state).toBe('accepted');
  });

  it('sends nothing when copies cannot be looked for', async () => {
    const { bodyHash, hazards } = await desk.plan();
    desk.engine.fail('findCopies', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    const input = {
      ref: desk.ref,
      edit: null,
      acceptedErrors: null,
      destinationIds: null,
      targetConnectionId: null,
      requestId: 'unlookable',
      reason: 'try',
    };
    const acceptedHazards = hazards.map((hazard) => hazard.kind);
    await expect(
      desk.replay.handlers.start({ ...input, bodyHash, acceptedHazards }, desk.context),
    ).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(desk.engine.calls).not.toContain('replay');
    const { items } = await desk.replay.handlers.ofMessage({ ref: desk.ref }, desk.context);
    expect(items[0]?.state).toBe('rejected');
  });

  it('is rejected when the engine could not be reached or says that it did not take it', async () => {
    desk.engine.fail('replay', new AppError('ENGINE_UNREACHABLE', 'No byte left.'));
    expect((await desk.start()).state).toBe('rejected');
    const messageKey = 'engine.cannot.rejected';
    desk.engine.fail(
      'replay',
      new AppError('ENGINE_PROTOCOL', 'Error 500.', { messageKey, params: { detail: '500' } }),
    );
    const second = await desk.start();
    expect(second.state).toBe('rejected');
    expect(readErrorLine(second.errorOneLine ?? '')).toEqual({ key: messageKey, params: { detail: '500' } });
  });

  it('is rejected, and the message free again, when it was cancelled before anything was sent', async () => {
    desk.engine.fail('replay', new AppError('CANCELLED', 'The core is stopping.'));
    expect((await desk.start()).state).toBe('rejected');
    desk.world.receiverIsUp = true;
    expect((await desk.start()).state).toBe('accepted');
    expect(desk.world.deliveries).toHaveLength(1);
  });

  it.each(['OUTCOME_UNKNOWN', 'ENGINE_PROTOCOL', 'INTERNAL'] as const)(
    'is unknown and never sent again by itself when the answer is lost (%s)',
    async (code) => {
      desk.world.receiverIsUp = true;
      desk.engine.fail('replay', new AppError(code, 'Lost.'), 'after');
      const replay = await desk.start();
      expect(replay.state).toBe('unknown');
      clock.advance(3_600_000);
      expect(desk.engine.calls.filter((call) => call === 'replay')).toHaveLength(1);
      await expect(desk.start()).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(desk.world.deliveries).toHaveLength(1);
    },
  );

  it('goes on when the caller goes away in the middle of the send', async () => {
    desk.world.receiverIsUp = true;
    const leaving = new AbortController();
    const gate = desk.engine.hold('replay');
    desk.context.signal = leaving.signal;
    const sending = desk.start();
    await Promise.race([gate.arrived, sending]);
    leaving.abort();
    gate.release();
    expect((await sending).state).toBe('accepted');
  });

  it('refuses a destination that the channel does not have', async () => {
    await expect(desk.plan({ destinationIds: ['9'] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('refuses an edit of clinical content', async () => {
    const clinical = { kind: 'fields' as const, edits: [{ path: 'OBX-5', text: '140' }] };
    await desk.message.handlers.reveal({ ref: desk.ref, reason: 'to edit it' }, desk.context);
    await expect(desk.plan({ edit: clinical })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      messageKey: 'edit.refused.clinical',
    });
  });

  it('refuses a read-only connection', async () => {
    const readOnly = createReplayDesk({ store: folder.store, clock, connectionId: aConnectionId(), readOnly: true });
    await expect(readOnly.start()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(readOnly.engine.calls).not.toContain('replay');
  });

  it('names neither person nor content in its audit summary and events', async () => {
    await desk.start({ edit });
    const told = JSON.stringify([desk.summaries, desk.events]);
    expect(told).not.toMatch(/Tora|Torine|Testesen|15876500288/);
    expect(stepNames()).toBeGreaterThanOrEqual(4);
  });
});

describe('replay.plan', () => {
  it('preselects destinations in error and those a transformer left without a row', async () => {
    const message = desk.world.messages.get('14');
    message?.missingDestinations.push({ connectorId: '2', name: 'Archive' });
    const { destinations } = await desk.plan();
    expect(
      destinations.map(({ connectorId, isPreselected, isMissing }) => [connectorId, isPreselected, isMissing]),
    ).toEqual([
      ['1', true, false],
      ['2', true, true],
    ]);
  });

  it('says that copies could not be checked when the engine does not answer that', async () => {
    desk.engine.fail('findCopies', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    const { hazards, isBlocked } = await desk.plan();
    expect(hazards.find((hazard) => hazard.kind === 'copy-made-by-someone')?.outcome).toBe('could-not-be-checked');
    expect(isBlocked).toBe(false);
  });

  it('is blocked when the content was not stored', async () => {
    const message = desk.world.messages.get('14');
    if (message) message.raw = null;
    const { hazards, isBlocked } = await desk.plan();
    expect(isBlocked).toBe(true);
    expect(hazards[0]).toMatchObject({ kind: 'content-not-stored', outcome: 'found', blocks: true });
  });

  it('claims and sends nothing', async () => {
    await desk.plan();
    expect(await folder.store.journal.replays.ofMessage(desk.ref)).toEqual([]);
    expect(desk.engine.calls).not.toContain('replay');
  });

  it('fails when the engine no longer has the message', async () => {
    desk.world.messages.clear();
    await expect(desk.plan()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('confirmation', () => {
  it('looks with growing pauses until the engine has finished', async () => {
    desk.world.receiverIsUp = true;
    desk.world.isWorking = true;
    const replay = await desk.start();
    for (const pauseMs of [500, 1000, 2000, 4000]) {
      await clock.untilPending(1);
      clock.advance(pauseMs - 1);
      const before = desk.engine.calls.filter((call) => call === 'confirm').length;
      const look = desk.engine.hold('confirm');
      clock.advance(1);
      await look.arrived;
      look.release();
      expect(desk.engine.calls.filter((call) => call === 'confirm')).toHaveLength(before + 1);
    }
    await clock.untilPending(1);
    desk.world.isWorking = false;
    clock.advance(8000);
    await desk.untilState(replay.replayId, 'confirmed-by-receiver');
  });

  it('keeps a replay accepted and counts it as busy while the engine cannot be asked', async () => {
    const replay = await desk.start();
    desk.engine.fail('confirm', new AppError('ENGINE_UNREACHABLE', 'No answer.'));
    expect(desk.replay.activeCount()).toBe(1);
    clock.advance(500);
    await clock.untilPending(1);
    expect((await folder.store.journal.replays.get(replay.replayId))?.state).toBe('accepted');
    clock.advance(1000);
    await desk.untilState(replay.replayId, 'failed-again');
  });

  it('says confirmed by engine, and no more, when no acknowledgement can be read; then frees the message', async () => {
    desk.world.receiverIsUp = true;
    desk.world.acknowledges = false;
    const replay = await desk.start();
    clock.advance(500);
    await desk.untilState(replay.replayId, 'confirmed-by-engine');
    await clock.untilPending(1);
    clock.advance(61_000);
    await desk.until(replay.replayId, (now) => now.settledAt !== null);
    expect(desk.replay.activeCount()).toBe(0);
    const { items } = await desk.replay.handlers.list({ state: 'open', cursor: null, limit: 100 }, desk.context);
    expect(items.filter((item) => item.replayId === replay.replayId)).toEqual([]);
    const planned = await desk.plan();
    expect(planned.hazards[0]).toMatchObject({ kind: 'copy-made-by-someone', blocks: true });
  });
});
