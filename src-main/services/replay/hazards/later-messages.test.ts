import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeySource } from '../../../../src-shared/domain/indexed-message.ts';
import { aFakeMessage } from '../../../../test/fakes/fake-engine-world.ts';
import { createManualClock, type ManualClock } from '../../../../test/fakes/manual-clock.ts';
import { noTrace } from '../../../../test/fakes/no-trace.ts';
import { aConnectionId, createReplayDesk, type ReplayDesk } from '../../../../test/fakes/replay-desk.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../../test/fakes/temporary-store.ts';
import type { EngineHeader, HeadersFacet } from '../../../engines/engine.ts';

let clock: ManualClock;
let folder: TemporaryStore;
beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());

const person = '05928512356';
const bodyOf = (type: string, minute: string, id: string) =>
  [`MSH|^~\\&|A|B|C|D|2026112709${minute}00||${type}|${id}|P|2.5.1`, `PID|1||${person}^^^FNR||Testesen^Tora`, ''].join(
    '\r',
  );

/** Message 14 (ADT^A08) failed; `indexed` are in the index up to `toId`, `fresh` above it. Ids tell the order in which they came. */
async function desk(of: {
  keySource?: KeySource;
  fromId?: number;
  toId?: number;
  indexed?: [id: number, type: string, minute: string][];
  fresh?: [id: number, type: string, minute: string][];
  unread?: number;
  isWithoutPatients?: boolean;
}): Promise<ReplayDesk> {
  const connectionId = aConnectionId();
  const made = createReplayDesk({ store: folder.store, clock, connectionId, keySource: of.keySource ?? 'content' });
  const { channelId } = made.ref;
  const put = (id: number, type: string, minute: string) => {
    const ref = { ...made.ref, nativeId: String(id) };
    made.world.messages.set(
      String(id),
      aFakeMessage({ ref, receivedAt: id * 1000, text: bodyOf(type, minute, `C${id}`) }),
    );
  };
  put(14, 'ADT^A08', '00');
  for (const each of [...(of.indexed ?? []), ...(of.fresh ?? [])]) put(...each);
  const header = (id: number, messageType: string): EngineHeader => ({
    id,
    channelName: 'ADT',
    receivedAt: id * 1000,
    status: 'delivered',
    header: { messageControlId: `C${id}`, messageType, sender: 'A', receiver: 'C' },
    patientKeys: [person],
    orderKeys: [],
    isUnread: false,
    messageAt: null,
    ...noTrace,
    counts: { sent: 1, errored: 0, filtered: 0 },
  });
  const { headers } = folder.store.cache;
  await headers.put(
    [[14, 'ADT^A08'] as const, ...(of.indexed ?? [])].map(([id, type]) => {
      const { id: _id, isUnread: _isUnread, orderKeys, ...message } = header(id, type);
      const patientKeys = of.isWithoutPatients ? [] : message.patientKeys;
      return {
        message: { ...message, connectionId, channelId, nativeId: String(id) },
        patientKeys,
        orderKeys,
        trace: noTrace,
      };
    }),
  );
  const span = { fromId: of.fromId ?? 1, toId: of.toId ?? 20, fromAt: 1000, toAt: 20_000 };
  await headers.putCoverage({
    connectionId,
    channelId,
    spans: [span],
    newestId: span.toId,
    askedAt: 0,
    unreadCount: of.unread ?? 0,
  });
  const fresh = (of.fresh ?? []).map(([id, type]) => header(id, type));
  made.engine.headers = {
    newestId: () => Promise.resolve(Math.max(span.toId, ...fresh.map(({ id }) => id))),
    list: ({ fromId }: { fromId: number }) =>
      Promise.resolve({ items: fresh.filter(({ id }) => id >= fromId), reachedId: fromId }),
  } as unknown as HeadersFacet;
  return made;
}

async function newerState(made: ReplayDesk) {
  const { hazards } = await made.plan();
  return hazards.find(({ kind }) => kind === 'newer-state');
}

describe('what came after a message', () => {
  it('is found in the index by the number of the patient, and read for when it was written', async () => {
    expect(await newerState(await desk({ indexed: [[17, 'ADT^A03', '30']] }))).toMatchObject({
      outcome: 'found',
      params: { nativeId: '17', type: 'ADT^A03' },
    });
    expect(await newerState(await desk({ indexed: [[17, 'ADT^A03', '00']] }))).toMatchObject({ outcome: 'not-found' });
  });

  it('is found above the index too, a moment after it came', async () => {
    const made = await desk({ fresh: [[22, 'ADT^A03', '30']] });
    expect(await newerState(made)).toMatchObject({ outcome: 'found', params: { nativeId: '22' } });
  });

  it('is clear only with the window that was looked through', async () => {
    const { outcome, params } = (await newerState(await desk({})))!;
    expect({ outcome, params }).toEqual({ outcome: 'not-found', params: { from: 1000, to: clock.now() } });
  });

  it.each([
    ['not-indexed', { keySource: 'off' as const }],
    ['outside-window', { fromId: 18 }],
    ['unread', { unread: 1 }],
    ['no-column', { isWithoutPatients: true }],
  ])('could not be checked: %s', async (context, of) => {
    expect(await newerState(await desk(of))).toMatchObject({ outcome: 'could-not-be-checked', params: { context } });
  });

  it('is not let through by having seen that it could not be checked', async () => {
    const made = await desk({ indexed: [[17, 'ADT^A03', '30']] });
    const { hazards } = await made.plan();
    const acceptedHazards = hazards.map(({ kind }) => kind);
    await expect(made.start({ acceptedHazards })).rejects.toMatchObject({ messageKey: 'replay.refused.unseenHazard' });
    expect((await made.start()).state).toBe('accepted');
  });
});
