import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { acceptanceOf, type Replay } from '../../../src-shared/domain/replay.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { noTrace } from '../../../test/fakes/no-trace.ts';
import { aConnectionId, createReplayDesk, type ReplayDesk } from '../../../test/fakes/replay-desk.ts';
import { aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { HeadersFacet } from '../../engines/engine.ts';
import type { Store } from '../../store/store.ts';

let clock: ManualClock;
let folder: TemporaryStore;
beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());

const person = '05928512356';
const bodyOf = (type: string, minute: string, id: number) =>
  [`MSH|^~\\&|A|B|C|D|2026112709${minute}00||${type}|C${id}|P|2.5.1`, `PID|1||${person}^^^FNR||Testesen^Tora`, ''].join(
    '\r',
  );

type Waiting = ReplayDesk & {
  /** Message `id` comes into the index. */
  index(id: number, type: string, minute: string): Promise<void>;
  /** Sends message 14, which failed, and does this while it waits for its turn. */
  sendAfter(meanwhile: () => unknown, onTaken?: (replay: Replay) => void): Promise<Replay>;
  sentCount(): number;
  readCount(): number;
};

async function desk(store: Store = folder.store): Promise<Waiting> {
  const connectionId = aConnectionId();
  const made = createReplayDesk({ store, clock, connectionId, keySource: 'content' });
  const { channelId } = made.ref;
  const place = { connectionId, channelId };
  const { cache } = store;
  const index: Waiting['index'] = async (id, type, minute) => {
    const ref = { ...made.ref, nativeId: String(id) };
    const text = bodyOf(type, minute, id);
    made.world.messages.set(ref.nativeId, aFakeMessage({ ref, receivedAt: id * 1000, text }));
    const header = { messageControlId: `C${id}`, messageType: type, sender: 'A', receiver: 'C' };
    const message = { ...ref, channelName: 'ADT', receivedAt: id * 1000, status: 'delivered' as const, header };
    await cache.headers.put([{ message, patientKeys: [person], orderKeys: [], trace: noTrace }]);
  };
  await index(14, 'ADT^A08', '00');
  await putFailure(store, made);
  const span = { fromId: 1, toId: 20, fromAt: 1000, toAt: 20_000 };
  await cache.headers.putCoverage({ ...place, spans: [span], newestId: 20, askedAt: 0, unreadCount: 0 });
  made.engine.headers = {
    newestId: () => Promise.resolve(20),
    list: ({ fromId }: { fromId: number }) => Promise.resolve({ items: [], reachedId: fromId }),
  } as unknown as HeadersFacet;
  const counts = { sent: 0, read: 0 };
  const { read } = made.engine.messages!;
  made.engine.messages!.read = (ref, signal) => {
    counts.read += 1;
    return read(ref, signal);
  };
  const facet = made.engine.replay!;
  const send = facet.replay;
  facet.replay = (request, signal) => {
    counts.sent += 1;
    return send(request, signal);
  };
  return {
    ...made,
    index,
    async sendAfter(meanwhile, onTaken = () => undefined) {
      const wish = { ref: made.ref, edit: null, destinationIds: null, targetConnectionId: null };
      const { hazards } = await made.plan(wish);
      const acceptedHazards = hazards.filter((hazard) => !hazard.blocks).map(acceptanceOf);
      counts.read = 0;
      const asked = { requestId: crypto.randomUUID(), reason: 'up again', bodyHash: null, acceptedErrors: null };
      const input = { ...wish, ...asked, acceptedHazards, accountId: 'a1', isPlan: false };
      return made.replay.send(input, 'Kari Nordmann', async () => {
        await meanwhile();
        return onTaken;
      });
    },
    sentCount: () => counts.sent,
    readCount: () => counts.read,
  };
}

async function putFailure({ cache }: Store, { ref }: ReplayDesk): Promise<void> {
  const failureId = failureIdOf(ref);
  const header = { messageControlId: 'C14', messageType: 'ADT^A08', sender: 'A', receiver: 'C', messageAt: null };
  await cache.putFailures([aRecord({ ...ref, failureId, header })]);
}

describe('a message that waits for its turn', () => {
  it('is not sent when a newer one of its patient is indexed meanwhile', async () => {
    const made = await desk();
    const sending = made.sendAfter(() => made.index(17, 'ADT^A03', '30'));
    await expect(sending).rejects.toMatchObject({ messageKey: 'replay.refused.unseenHazard' });
    expect(made.sentCount()).toBe(0);
    expect(await folder.store.journal.replays.ofMessage(made.ref)).toMatchObject([{ state: 'rejected' }]);
  });

  it('is not sent when a person settles it otherwise meanwhile', async () => {
    const made = await desk();
    const sending = made.sendAfter(() => folder.store.cache.setHandled([failureIdOf(made.ref)], clock.now()));
    await expect(sending).rejects.toMatchObject({ messageKey: 'hazard.handled-otherwise.found' });
    expect(made.sentCount()).toBe(0);
  });

  it('is judged anew when a person says meanwhile what became of an earlier replay of it', async () => {
    const made = await desk();
    const { replays } = folder.store.journal;
    const earlier = await made.sendAfter(() => undefined);
    await replays.advance(earlier.replayId, ['accepted'], { state: 'failed-again', settledAt: 1 }, true);
    const sending = made.sendAfter(() =>
      made.replay.handlers.settleOtherwise(
        { requestId: crypto.randomUUID(), replayId: earlier.replayId, reason: 'The ward has it' },
        made.context,
      ),
    );
    await sending.catch(() => undefined);
    expect(made.readCount()).toBe(2);
  });

  it('is judged anew when its turn comes late, for what only the engine can tell', async () => {
    const made = await desk();
    await made.sendAfter(() => clock.advance(1_001));
    expect(made.readCount()).toBe(2);
  });

  it('is read once when nothing about it has changed', async () => {
    const [made, other] = [await desk(), await desk()];
    expect((await made.sendAfter(() => other.index(17, 'ADT^A03', '30'))).state).toBe('accepted');
    expect({ read: made.readCount(), sent: made.sentCount() }).toEqual({ read: 1, sent: 1 });
  });

  it('frees its connection only after its outcome is on the way to the journal', async () => {
    const order: string[] = [];
    const { journal } = folder.store;
    const replays: typeof journal.replays = {
      ...journal.replays,
      advance: (replayId, from, patch, sync) => {
        order.push(patch.state);
        return journal.replays.advance(replayId, from, patch, sync);
      },
    };
    const made = await desk({ ...folder.store, journal: { ...journal, replays } });
    await made.sendAfter(
      () => order.push('turn'),
      ({ state }) => order.push(`free after ${state}`),
    );
    expect(order).toEqual(['intent-journaled', 'turn', 'in-air', 'accepted', 'free after accepted']);
  });
});
