import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aReplayRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { JournalStore } from '../store.ts';

let temporary: TemporaryStore;
let replays: JournalStore['replays'];

beforeEach(async () => {
  temporary = await openTemporaryStore(createManualClock());
  replays = temporary.store.journal.replays;
});

afterEach(() => temporary.remove());

const second = () => aReplayRecord({ replayId: 'replay-2', createdAt: 5 });

describe('the replay ledger', () => {
  it('keeps a claim with its bytes, reason and changes', async () => {
    const record = aReplayRecord({}, { sentBytes: new Uint8Array([1, 2, 3]), changes: '[]' });
    expect(await replays.claim(record)).toEqual({ record, isNew: true });
    expect(await replays.get('replay-1')).toEqual(record.replay);
    expect(await replays.sentBytes('replay-1')).toEqual(new Uint8Array([1, 2, 3]));
    expect(await replays.sentBytes('none')).toBeNull();
  });

  it('answers the same request with the first record', async () => {
    await replays.claim(aReplayRecord({}, { sentBytes: new Uint8Array([7]) }));
    const again = await replays.claim(aReplayRecord({ replayId: 'replay-9' }, { requestId: 'request-replay-1' }));
    expect(again).toMatchObject({ isNew: false, record: { replay: { replayId: 'replay-1' }, bootId: 'boot-1' } });
    expect(again.record.sentBytes).toEqual(new Uint8Array([7]));
  });

  it('refuses a second claim until the first is settled', async () => {
    await replays.claim(aReplayRecord());
    await expect(replays.claim(second())).rejects.toMatchObject({ code: 'CONFLICT' });
    await replays.advance('replay-1', ['claimed'], { state: 'failed-again', settledAt: 9 }, true);
    expect((await replays.claim(second())).isNew).toBe(true);
    await replays.advance('replay-2', ['claimed'], { state: 'failed-again', newNativeId: '77', settledAt: 9 }, true);
    const { connectionId, channelId, nativeId } = aReplayRecord().replay;
    const refs = [
      { connectionId, channelId, nativeId },
      { connectionId, channelId, nativeId: 'none' },
    ];
    expect(await replays.failedCopies(refs)).toEqual([['77'], []]);
  });

  it('keeps how a person settled it, until its key is deleted', async () => {
    const reason = 'Phoned ward 3 at noon';
    await replays.claim(aReplayRecord());
    const settle = { state: 'handled-otherwise', settledReason: reason } as const;
    expect((await replays.advance('replay-1', ['claimed'], settle, true)).settledReason).toBe(reason);
    expect((await replays.get('replay-1'))?.settledReason).toBe(reason);
    await temporary.store.journal.forgetBefore(Number.MAX_SAFE_INTEGER);
    expect(await replays.get('replay-1')).toMatchObject({ state: 'handled-otherwise', settledReason: null });
  });

  it('lets one of many claims at once through', async () => {
    const claims = Array.from({ length: 8 }, (_, index) =>
      replays.claim(aReplayRecord({ replayId: `replay-${index}` })),
    );
    const outcomes = await Promise.allSettled(claims);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('goes forward only from where it is, with what was learned', async () => {
    await replays.claim(aReplayRecord());
    await replays.advance('replay-1', ['claimed'], { state: 'intent-journaled' }, true);
    await replays.advance('replay-1', ['intent-journaled'], { state: 'in-air', sentAt: 7, bootId: 'boot-2' }, false);
    const late = replays.advance('replay-1', ['claimed'], { state: 'planned' }, true);
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', params: { state: 'in-air' } });
    const accepted = await replays.advance('replay-1', ['in-air'], { state: 'accepted', newNativeId: '42' }, true);
    expect(accepted).toMatchObject({ state: 'accepted', newNativeId: '42', sentAt: 7, errorOneLine: null });
    expect(await replays.get('replay-1')).toMatchObject({ ...accepted, reason: 'Receiver is up again' });
    expect(await replays.states(['replay-1', 'none'])).toEqual([{ replayId: 'replay-1', state: 'accepted' }]);
    await expect(replays.advance('none', ['claimed'], { state: 'planned' }, true)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('does not take back a planned replay while another one holds the message', async () => {
    await replays.claim(aReplayRecord());
    await replays.recover('boot-1', 9);
    await replays.claim(second());
    await expect(replays.advance('replay-1', ['planned'], { state: 'claimed' }, true)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('lists newest first by state and by message', async () => {
    await replays.claim(aReplayRecord({ createdAt: 1 }));
    await replays.advance('replay-1', ['claimed'], { state: 'rejected' }, true);
    await replays.claim(second());
    await replays.claim(aReplayRecord({ replayId: 'replay-3', nativeId: '3', createdAt: 9 }));
    const page = await replays.list('all', null, 2);
    expect(page.items.map(({ replayId }) => replayId)).toEqual(['replay-3', 'replay-2']);
    expect(page.open).toBe(2);
    expect((await replays.list('all', page.nextCursor, 2)).items.map(({ replayId }) => replayId)).toEqual(['replay-1']);
    expect((await replays.list('open', null, 9)).items).toHaveLength(2);
    const ref = { connectionId: 'helse', channelId: 'adt', nativeId: '1' };
    expect((await replays.ofMessage(ref)).map(({ replayId }) => replayId)).toEqual(['replay-2', 'replay-1']);
  });

  it('makes what may have gone out unknown and the rest planned after a start', async () => {
    const walk = async (id: string, states: ('intent-journaled' | 'in-air')[], bootId: string) => {
      await replays.claim(aReplayRecord({ replayId: id, nativeId: id }, { bootId }));
      for (const state of states) await replays.advance(id, ['claimed', 'intent-journaled'], { state }, false);
    };
    await walk('claimed-before', [], 'old');
    await walk('intent-before', ['intent-journaled'], 'old');
    await walk('intent-now', ['intent-journaled'], 'now');
    await walk('air-now', ['intent-journaled', 'in-air'], 'now');
    const { unknown, planned } = await replays.recover('now', 5);
    expect(unknown.sort()).toEqual(['air-now', 'intent-before']);
    expect(planned.sort()).toEqual(['claimed-before', 'intent-now']);
    expect(await replays.recover('now', 6)).toEqual({ unknown: [], planned: [] });
  });

  it('gives no sent bytes and no reason once its key was deleted', async () => {
    await replays.claim(aReplayRecord({ createdAt: 10 }, { sentBytes: new Uint8Array([1]) }));
    expect(await temporary.store.journal.forgetBefore(11)).toEqual({ keysDeleted: 1 });
    expect(await replays.sentBytes('replay-1')).toBeNull();
    expect(await replays.get('replay-1')).toMatchObject({ reason: null, person: 'Kari Vakt' });
  });
});
