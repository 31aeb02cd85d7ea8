import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { indexed, minuteMs, nine } from '../../services/trace/test-support.ts';
import type { OverdueQuery } from '../expectation-store.ts';
import type { HeaderRecord } from '../header-store.ts';

const another = '01897012340';
let temporary: TemporaryStore;
const now = nine + 600 * minuteMs;

beforeAll(async () => {
  temporary = await openTemporaryStore(createManualClock(now));
});
afterAll(() => temporary.remove());
/** A retention of nothing leaves nothing. */
beforeEach(() => temporary.store.cache.applyRetention(Number.MAX_SAFE_INTEGER));

const put = async (...records: HeaderRecord[]) => {
  for (const record of records) await temporary.store.cache.headers.put([record]);
};
async function query(more: Partial<OverdueQuery> = {}): Promise<OverdueQuery> {
  const relations = await temporary.store.cache.expectations.relations(['hospital']);
  const asked = relations.flatMap(({ relationKey }) =>
    [true, false].map((isUrgent) => ({ relationKey, isUrgent, from: 0, to: now, waitMs: 60 * minuteMs })),
  );
  return { asked, handled: [], state: null, ...more };
}
async function overdue(more: Partial<OverdueQuery> = {}) {
  const { items } = await temporary.store.cache.expectations.overdue(await query(more), null, 100);
  return items;
}
const told = async () => (await overdue()).map(({ controlId, state }) => `${controlId} ${state}`);
const order = (id: number, given: Partial<Parameters<typeof indexed>[1]> = {}) =>
  indexed('order', { id, orders: [`R${id}`], ...given });
const answer = (id: number, given: Partial<Parameters<typeof indexed>[1]> = {}) =>
  indexed('result', { id, orders: [`R${id}`], minutes: 30, ...given });

describe('what is awaited', () => {
  it('is an order without an answer, and is not one with', async () => {
    await put(order(1), order(2), answer(2));
    expect(await told()).toEqual(['Corders1 missing']);
  });

  it('is the same whichever came to the index first, and however often', async () => {
    await put(answer(2), order(2), order(2), answer(2), order(1), order(1));
    expect(await told()).toEqual(['Corders1 missing']);
    const [count] = await temporary.store.cache.expectations.count(await query());
    expect(count?.count).toBe(1);
  });

  it('ends with a cancellation, and begins again with another order of that number', async () => {
    await put(order(1), indexed('order-cancel', { id: 2, channelId: 'orders', orders: ['R1'], minutes: 5 }));
    expect(await told()).toEqual([]);
    await put(indexed('order', { id: 3, orders: ['R1'], minutes: 9 }));
    expect((await overdue())[0]).toMatchObject({ awaitedFrom: nine + 9 * minuteMs, state: 'missing' });
  });

  it('is not ended by the answer of another person with that number, but by one that names nobody', async () => {
    await put(order(1), answer(1, { patients: [another] }));
    expect(await told()).toEqual(['Corders1 missing']);
    await put(answer(9, { orders: ['R1'], patients: [] }));
    expect(await told()).toEqual([]);
  });

  it('is not ended by what came days before', async () => {
    await put(order(1), answer(1, { minutes: -3 * 24 * 60 }));
    expect(await told()).toEqual(['Corders1 missing']);
    await put(answer(5, { orders: ['R1'], minutes: 4 }));
    expect(await told()).toEqual([]);
  });

  it('goes on after a preliminary answer, and while the answer is not delivered', async () => {
    await put(order(1), answer(1, { version: 'preliminary' }), order(2), answer(2, { status: 'failed' }));
    expect((await told()).toSorted()).toEqual(['Corders1 preliminary', 'Corders2 undelivered']);
    const statuses = [{ id: 2, status: 'delivered' as const, destinations: [], endedAt: now }];
    await temporary.store.cache.headers.setStatuses({ connectionId: 'hospital', channelId: 'results', statuses });
    expect(await told()).toEqual(['Corders1 preliminary']);
    await put(answer(3, { orders: ['R1'] }));
    expect(await told()).toEqual([]);
  });

  it('is each order of a message by itself, by whichever of its numbers the answer names', async () => {
    const groups = [
      ['R1', 'L1'],
      ['R2', 'L2'],
    ];
    await put(order(1, { orders: groups.flat(), orderGroups: groups }));
    expect(await overdue()).toHaveLength(2);
    await put(answer(8, { orders: ['L2'] }));
    expect(await overdue()).toHaveLength(1);
    await put(answer(7, { orders: ['L1'], minutes: 40 }));
    expect(await overdue()).toEqual([]);
  });

  it('is ended by an answer to the second number that came before the order did', async () => {
    await put(answer(8, { orders: ['L1'] }), order(1, { orders: ['R1', 'L1'] }), order(2, { orders: ['R2', 'L1'] }));
    expect(await told()).toEqual([]);
  });

  it('is listed urgent first, then by how long, a page at a time', async () => {
    await put(order(1, { minutes: 3 }), order(2, { minutes: 1 }), order(3, { minutes: 5, isUrgent: true }));
    const { expectations } = temporary.store.cache;
    const first = await expectations.overdue(await query(), null, 2);
    expect(first.items.map(({ controlId }) => controlId)).toEqual(['Corders3', 'Corders2']);
    const second = await expectations.overdue(await query(), first.nextCursor, 2);
    expect(second.items.map(({ controlId }) => controlId)).toEqual(['Corders1']);
    expect(second.nextCursor).toBeNull();
  });

  it('leaves out what is handled, by a name that stays when the cache is begun anew', async () => {
    await put(order(1), order(2));
    const handled = (await overdue())
      .filter(({ controlId }) => controlId === 'Corders1')
      .map((item) => item.expectationId);
    await temporary.store.cache.applyRetention(Number.MAX_SAFE_INTEGER);
    await put(order(2), order(1));
    expect((await overdue({ handled })).map(({ controlId }) => controlId)).toEqual(['Corders2']);
    expect(await temporary.store.cache.expectations.find(handled[0] ?? '')).toMatchObject({ nativeId: '1' });
  });

  it('outlives a restart and the headers it was made of', async () => {
    await put(order(1), order(2), answer(2));
    await temporary.store.cache.headers.forget({
      connectionId: 'hospital',
      channelId: 'orders',
      before: now,
      limit: 100,
    });
    temporary.store = await temporary.reopen();
    expect(await told()).toEqual(['Corders1 missing']);
    await temporary.store.cache.applyRetention(nine + minuteMs);
    expect(await told()).toEqual([]);
  });

  it('is the receipt of a message of the national network', async () => {
    const letter = answer(1, { controlId: 'M1' });
    letter.message.header.messageType = 'SVAR_LAB 1.4';
    await put(letter);
    expect(await told()).toEqual(['M1 missing']);
    await put(indexed('receipt', { id: 4, channelId: 'in', orders: [], refersTo: 'M1', minutes: 3 }));
    expect(await told()).toEqual([]);
  });
});

describe('the usual time', () => {
  it('is learned from the answers there were, with the channels they came in', async () => {
    for (let id = 1; id <= 20; id += 1) await put(order(id), answer(id, { minutes: id }));
    const { expectations } = temporary.store.cache;
    const [relation] = (await expectations.relations(['hospital'])).filter(({ kind }) => kind === 'answer');
    expect(relation).toMatchObject({ sender: 'EPJ', receiver: 'LAB', messageType: 'OML^O21', channelName: 'orders' });
    expect(await expectations.learn(relation?.relationKey ?? 0, 0)).toEqual({
      urgent: null,
      routine: { count: 20, p95Ms: 19 * minuteMs },
      answeredIn: [{ connectionId: 'hospital', channelId: 'results' }],
    });
  });
});

describe('since when a channel is watched', () => {
  const coverage = (spans: [number, number, number][], newestId = 300) =>
    temporary.store.cache.headers.putCoverage({
      ...{ connectionId: 'hospital', channelId: 'orders', newestId, askedAt: now, unreadCount: 0 },
      spans: spans.map(([fromId, toId, fromAt]) => ({ fromId, toId, fromAt, toAt: now })),
    });
  const watched = async () =>
    (await temporary.store.cache.expectations.watched(['hospital'])).find(({ channelId }) => channelId === 'orders')
      ?.from;

  it('stays when the window moves on, waits for a gap to be filled, and begins anew after one', async () => {
    await coverage([[100, 200, nine]]);
    await coverage([[150, 220, nine + minuteMs]]);
    expect(await watched()).toBe(nine);
    await coverage([
      [260, 300, now],
      [150, 220, nine + minuteMs],
    ]);
    expect(await watched()).toBeNull();
    await coverage([[150, 300, nine + minuteMs]]);
    expect(await watched()).toBe(nine);
    await coverage([]);
    expect(await watched()).toBeNull();
    await coverage([[290, 300, now]]);
    expect(await watched()).toBe(now);
  });
});
