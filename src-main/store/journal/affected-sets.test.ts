import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AffectedMessage, AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { AffectedPart } from '../affected-store.ts';

let temporary: TemporaryStore;
const clock = createManualClock();
beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());

const everything: AffectedPart = { receiver: null, sender: null, status: null, isUncertain: null };

function aMessage(index: number, overrides: Partial<AffectedMessage> = {}): AffectedMessage {
  return {
    ...{ connectionId: 'helse', channelId: 'lab', channelName: 'Lab inn', nativeId: String(9000 - index) },
    status: 'delivered',
    receivedAt: 1_000_000 - index,
    header: {
      messageControlId: `C${index}`,
      messageType: 'ORU^R01',
      sender: 'LAB',
      receiver: index % 2 ? 'EPJ' : null,
    },
    isUncertain: index === 3,
    ...overrides,
  };
}

function aSet(setId: string, overrides: Partial<AffectedSet> = {}): AffectedSet {
  const filter = { connectionId: 'helse', channelId: 'lab', revision: 17, from: null, to: null, text: 'patient:1' };
  return {
    ...{ setId, name: 'Ganget med ti', frozenAt: clock.now(), frozenBy: 'Kari', channelName: 'Lab inn', filter },
    counts: { total: 5, uncertain: 1, statuses: [{ status: 'delivered', count: 5 }], senders: [], recipients: [] },
    coverage: {
      ...{ isWhole: true, spans: [{ from: 1, to: null }], since: 1, indexed: 1, olderMissing: false, behind: [] },
      ...{ notIndexed: [], hasMore: false, unread: 0, unwatched: null, deploy: 'asked' },
    },
    hash: 'ab',
    ...overrides,
  };
}

async function frozen(setId: string, overrides: Partial<AffectedSet> = {}): Promise<AffectedSet> {
  const { affected } = temporary.store.journal;
  await affected.putMessages(
    setId,
    0,
    [0, 1, 2].map((index) => aMessage(index)),
  );
  await affected.putMessages(
    setId,
    3,
    [3, 4].map((index) => aMessage(index)),
  );
  const set = aSet(setId, overrides);
  await affected.put(set, 'PRODUCTION');
  return set;
}

const idsOf = async (setId: string, part: Partial<AffectedPart>, limit = 100) => {
  const query = { setId, part: { ...everything, ...part } };
  const { items } = await temporary.store.journal.affected.messages(query, null, limit);
  return items.map(({ header }) => header.messageControlId);
};

describe('a set of affected messages in the journal', () => {
  it('is read as it was written, newest message first and page by page', async () => {
    const { affected } = temporary.store.journal;
    const set = await frozen('set-a');
    expect(await affected.get('set-a', 'PRODUCTION')).toEqual(set);
    const query = { setId: 'set-a', part: everything };
    const first = await affected.messages(query, null, 3);
    const second = await affected.messages(query, first.nextCursor, 3);
    expect([...first.items, ...second.items]).toEqual([0, 1, 2, 3, 4].map((index) => aMessage(index)));
    expect(second.nextCursor).toBeNull();
  });

  it('is narrowed by who received and sent, by state, and to the uncertain', async () => {
    await frozen('set-b');
    expect(await idsOf('set-b', { receiver: 'EPJ' })).toEqual(['C1', 'C3']);
    expect(await idsOf('set-b', { receiver: '' })).toEqual(['C0', 'C2', 'C4']);
    expect(await idsOf('set-b', { sender: 'nobody' })).toEqual([]);
    expect(await idsOf('set-b', { status: 'failed' })).toEqual([]);
    expect(await idsOf('set-b', { isUncertain: true })).toEqual(['C3']);
  });

  it('is of one environment', async () => {
    await frozen('set-c');
    expect(await temporary.store.journal.affected.get('set-c', 'TEST')).toBeNull();
    expect((await temporary.store.journal.affected.list('TEST', null, 10)).items).toEqual([]);
  });

  it('is listed newest first, page by page', async () => {
    clock.advance(1000);
    await frozen('set-d', { frozenAt: clock.now() });
    clock.advance(1000);
    await frozen('set-e', { frozenAt: clock.now() });
    const { affected } = temporary.store.journal;
    const first = await affected.list('PRODUCTION', null, 1);
    const second = await affected.list('PRODUCTION', first.nextCursor, 1);
    expect([...first.items, ...second.items].map(({ setId }) => setId)).toEqual(['set-e', 'set-d']);
  });

  it('lets no message join or change once it is frozen', async () => {
    await frozen('set-f');
    await expect(temporary.store.journal.affected.putMessages('set-f', 5, [aMessage(5)])).rejects.toThrow();
    expect(await idsOf('set-f', {})).toHaveLength(5);
  });

  it('is forgotten where the freezing was interrupted, and only there', async () => {
    const { affected } = temporary.store.journal;
    await frozen('set-g');
    await affected.putMessages('set-h', 0, [aMessage(0)]);
    expect(await affected.dropUnfinished()).toBe(1);
    expect(await idsOf('set-h', {})).toEqual([]);
    expect(await idsOf('set-g', {})).toHaveLength(5);
    expect(await affected.dropUnfinished()).toBe(0);
  });

  it('loses name, search and notes with their keys, and nothing else', async () => {
    const { affected } = temporary.store.journal;
    await frozen('set-i');
    await affected.note('set-i', { at: clock.now(), person: 'Kari', text: 'Told the laboratory' });
    expect(await affected.notes('set-i')).toEqual([{ at: clock.now(), person: 'Kari', text: 'Told the laboratory' }]);
    await temporary.store.journal.forgetBefore(clock.now() + 1);
    const set = await affected.get('set-i', 'PRODUCTION');
    expect(set).toMatchObject({ name: null, filter: { text: null, revision: 17 }, counts: { total: 5 } });
    expect((await affected.notes('set-i')).map(({ text }) => text)).toEqual([null]);
  });
});
