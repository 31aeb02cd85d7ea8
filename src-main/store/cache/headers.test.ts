import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aHeader } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { HeaderCondition, HeaderQuery, HeaderStore } from '../header-store.ts';

const dayMs = 24 * 3_600_000;
const noon = Date.UTC(2026, 9, 1, 12);
let clock: ManualClock;
let temporary: TemporaryStore;
let headers: HeaderStore;

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  headers = temporary.store.cache.headers;
});

afterEach(() => temporary.remove());

function aHeaderQuery(overrides: Partial<HeaderQuery> = {}): HeaderQuery {
  return { connectionIds: ['helse'], channelId: null, from: null, to: null, condition: null, ...overrides };
}

async function idsOf(condition: HeaderCondition | null, overrides: Partial<HeaderQuery> = {}): Promise<string[]> {
  const { items } = await headers.list(aHeaderQuery({ condition, ...overrides }), null, 100);
  return items.map(({ nativeId }) => nativeId);
}

async function walk(query: HeaderQuery, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 50; pages += 1) {
    const page = await headers.list(query, cursor, limit);
    ids.push(...page.items.map(({ nativeId }) => nativeId));
    cursor = page.nextCursor;
    if (cursor === null) return ids;
  }
  throw new Error('the list has no end');
}

const numbered = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => {
    const id = first + index;
    const header = { messageControlId: `C${id}`, messageType: 'ADT^A01', sender: 'EPJ', receiver: 'LAB' };
    return aHeader({ nativeId: String(id), receivedAt: noon + id * 1000, header });
  });

describe('the header index', () => {
  it('gives back what was put, newest first, and updates what it has', async () => {
    expect(await headers.put(numbered(3))).toEqual({ added: 3, updated: 0 });
    expect(await headers.put([aHeader({ nativeId: '2', status: 'failed', receivedAt: noon + 2000 })])).toEqual({
      added: 0,
      updated: 1,
    });
    const { items, nextCursor } = await headers.list(aHeaderQuery(), null, 10);
    expect(items.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['3', 'delivered'],
      ['2', 'failed'],
      ['1', 'delivered'],
    ]);
    expect(items[0]).toEqual(numbered(1, 3)[0]?.message);
    expect(nextCursor).toBeNull();
  });

  it('pages over partitions, also where one holds older messages than the one before it', async () => {
    await headers.put(numbered(5, 11));
    clock.advance(2 * dayMs);
    await headers.put([...numbered(5, 1), ...numbered(5, 21)]);
    const newestFirst = [...numbered(5, 1), ...numbered(5, 11), ...numbered(5, 21)]
      .map((r) => r.message.nativeId)
      .reverse();
    for (const limit of [1, 4, 100]) expect(await walk(aHeaderQuery(), limit)).toEqual(newestFirst);
    expect(await headers.put(numbered(1, 12))).toEqual({ added: 0, updated: 1 });
  });

  it('tells messages of the same time once each', async () => {
    const same = Array.from({ length: 20 }, (_, id) => aHeader({ nativeId: String(id + 1) }));
    await headers.put(same);
    const ids = await walk(aHeaderQuery(), 3);
    expect(new Set(ids).size).toBe(20);
    expect(ids).toHaveLength(20);
  });

  it('finds by id, numbers, names, state, time and channel', async () => {
    await headers.put([
      aHeader({ nativeId: '1' }, { patientKeys: ['11887510050'], orderKeys: ['ORD-7', 'FILL-9'] }),
      aHeader({
        nativeId: '2',
        status: 'waiting',
        receivedAt: noon + dayMs,
        header: { messageControlId: 'LAB-22', messageType: 'ORU^R01', sender: '8094866', receiver: '84217' },
      }),
      aHeader({
        ...{ nativeId: '3', channelId: 'lab', channelName: 'Lab inn', status: 'filtered' },
        header: { messageControlId: 'A1', messageType: 'ADT^A01', sender: null, receiver: 'LAB' },
      }),
    ]);
    expect(await idsOf({ kind: 'key', purpose: 'patient', value: '11887510050' })).toEqual(['1']);
    expect(await idsOf({ kind: 'key', purpose: 'order', value: 'FILL-9' })).toEqual(['1']);
    expect(await idsOf({ kind: 'key', purpose: 'order', value: '11887510050' })).toEqual([]);
    expect(await idsOf({ kind: 'control-id', text: 'LAB', isPrefix: true })).toEqual(['2']);
    expect(await idsOf({ kind: 'control-id', text: 'LAB', isPrefix: false })).toEqual([]);
    expect(await idsOf({ kind: 'text', text: 'ORD-7' })).toEqual(['1']);
    expect(await idsOf({ kind: 'text', text: '80948' })).toEqual(['2']);
    expect(await idsOf({ kind: 'text', text: 'lab inn' })).toEqual(['3']);
    expect(await idsOf({ kind: 'text', text: 'nothing of it' })).toEqual([]);
    expect(await idsOf({ kind: 'message-status', status: 'waiting' })).toEqual(['2']);
    expect(await idsOf({ kind: 'time', from: noon + 1, to: null })).toEqual(['2']);
    expect((await idsOf({ kind: 'not', part: { kind: 'message-status', status: 'waiting' } })).sort()).toEqual([
      '1',
      '3',
    ]);
    expect(await idsOf({ kind: 'column', column: 'type', text: 'ORU', isPrefix: true })).toEqual(['2']);
    expect(await idsOf({ kind: 'missing', column: 'sender' })).toEqual(['3']);
    expect(await idsOf(null, { channelId: 'lab' })).toEqual(['3']);
    expect(await idsOf(null, { from: noon + dayMs })).toEqual(['2']);
    expect(await idsOf(null, { to: noon + dayMs, channelId: 'adt' })).toEqual(['1']);
    expect(await idsOf(null, { connectionIds: ['other'] })).toEqual([]);
  });

  it('finds many ids at once, by control id and by order number', async () => {
    await headers.put([
      aHeader({ nativeId: '1' }, { orderKeys: ['ORD-7'] }),
      aHeader({ nativeId: '2', channelId: 'lab', receivedAt: noon - dayMs }),
    ]);
    const find = (from: number | null) =>
      headers.find({ connectionIds: ['helse'], from, ids: ['A1', 'gone', 'ORD-7'] });
    expect((await find(null)).map((found) => found.map(({ nativeId }) => nativeId).sort())).toEqual([
      ['1', '2'],
      [],
      ['1'],
    ]);
    expect((await find(noon)).map((found) => found.length)).toEqual([1, 0, 1]);
  });

  it('keeps no number of a patient or an order in clear', async () => {
    await headers.put([aHeader({}, { patientKeys: ['11887510050'], orderKeys: ['ORDER-7788'] })]);
    await temporary.store.close();
    const file = readFileSync(join(temporary.dataDir, 'cache', 'part-1.db'));
    expect(file.includes('11887510050')).toBe(false);
    expect(file.includes('ORDER-7788')).toBe(false);
  });

  it('forgets old numbers with an update', async () => {
    await headers.put([aHeader({}, { patientKeys: ['11887510050'] })]);
    await headers.put([aHeader({}, { patientKeys: ['21889010099'] })]);
    expect(await idsOf({ kind: 'key', purpose: 'patient', value: '11887510050' })).toEqual([]);
    expect(await idsOf({ kind: 'key', purpose: 'patient', value: '21889010099' })).toEqual(['1']);
  });

  it('tells what may still change, and takes a change of state', async () => {
    await headers.put([
      aHeader({ nativeId: '9', status: 'waiting' }),
      aHeader({ nativeId: '10', status: 'failed' }),
      aHeader({ nativeId: '11' }),
    ]);
    const place = { connectionId: 'helse', channelId: 'adt' };
    expect(await headers.unsettled({ ...place, afterId: 0, limit: 10 })).toEqual([9, 10]);
    expect(
      await headers.setStatuses({
        ...place,
        statuses: [{ id: 9, status: 'delivered', destinations: [], endedAt: null }],
      }),
    ).toBe(1);
    expect(
      await headers.setStatuses({
        ...place,
        statuses: [{ id: 9, status: 'delivered', destinations: [], endedAt: null }],
      }),
    ).toBe(0);
    expect(await headers.unsettled({ ...place, afterId: 9, limit: 10 })).toEqual([10]);
  });

  it('forgets what is older than asked, with its keys, a part at a time', async () => {
    await headers.put(numbered(5).map((record) => ({ ...record, orderKeys: ['SAME'] })));
    const query = { connectionId: 'helse', channelId: 'adt', before: noon + 4000, limit: 2 };
    expect(await headers.forget(query)).toEqual({ count: 2, highestId: 2 });
    expect(await headers.forget(query)).toEqual({ count: 1, highestId: 3 });
    expect(await headers.forget(query)).toEqual({ count: 0, highestId: null });
    expect((await idsOf({ kind: 'key', purpose: 'order', value: 'SAME' })).sort()).toEqual(['4', '5']);
  });

  it('leaves nothing of a connection that is removed', async () => {
    await headers.put([
      aHeader({}, { orderKeys: ['ORD'] }),
      aHeader({ connectionId: 'other' }, { orderKeys: ['ORD'] }),
    ]);
    await headers.putCoverage({ ...coverage, connectionId: 'helse' });
    await temporary.store.cache.removeConnection('helse');
    const found = await headers.find({ connectionIds: ['helse', 'other'], from: null, ids: ['ORD', 'A1'] });
    expect(found.map((each) => each.map(({ connectionId }) => connectionId))).toEqual([['other'], ['other']]);
    expect(await headers.coverage(['helse'])).toEqual([]);
  });

  it('looks up numbers of one message in one question, the newest of each, with what is indexed', async () => {
    await headers.putCoverage(coverage);
    await headers.put([
      ...numbered(4).map((record) => ({ ...record, patientKeys: ['P'], orderKeys: ['ORD'] })),
      aHeader({ connectionId: 'other', nativeId: '9' }, { patientKeys: ['P'] }),
    ]);
    const found = await headers.lookUp({
      connectionId: 'helse',
      numbers: [
        { purpose: 'patient', value: 'P', from: null },
        { purpose: 'order', value: 'ORD', from: noon + 4000 },
        { purpose: 'order', value: 'P', from: null },
        { purpose: 'control-id', value: 'C2', from: null },
      ],
      limit: 3,
    });
    const ids = found.found.map((messages) => messages.map(({ nativeId }) => nativeId));
    expect(ids).toEqual([['4', '3', '2'], ['4'], [], ['2']]);
    expect(found.coverage).toEqual([coverage]);
  });

  it('remembers what is indexed of a channel', async () => {
    await headers.putCoverage(coverage);
    await headers.putCoverage({ ...coverage, newestId: 30 });
    expect(await headers.coverage(['helse', 'other'])).toEqual([{ ...coverage, newestId: 30 }]);
  });
});

const coverage = {
  connectionId: 'helse',
  channelId: 'adt',
  spans: [{ fromId: 4, toId: 20, fromAt: noon, toAt: noon + dayMs }],
  newestId: 20,
  askedAt: noon,
  unreadCount: 0,
};
