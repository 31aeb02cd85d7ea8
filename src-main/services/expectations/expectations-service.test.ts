import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { indexed, minuteMs, nine } from '../trace/test-support.ts';
import { createExpectationsService } from './expectations-service.ts';
import type { ReadState } from './reading-memory.ts';

const hours = 60 * minuteMs;
const clock = createManualClock(nine);
let temporary: TemporaryStore;
let states: ReadState[] = [];
let service: ReturnType<typeof createExpectationsService>;

const described: { target?: string; summary?: string }[] = [];
const context = {
  account: { accountId: 'a1', name: 'Kari' },
  describe: (details: { target?: string; summary?: string }) => described.push(details),
  signal: new AbortController().signal,
} as unknown as PersonContext;

const stateOf = (channelId: string, more: Partial<ReadState> = {}): ReadState => ({
  ...{ connectionId: 'hospital', channelId, channelName: channelId, keySource: 'content' },
  ...{ since: 0, levelTo: clock.now(), ...more },
});
const cover = (channelId: string) =>
  temporary.store.cache.headers.putCoverage({
    ...{ connectionId: 'hospital', channelId, newestId: 9, askedAt: nine, unreadCount: 0 },
    spans: [{ fromId: 1, toId: 9, fromAt: 0, toAt: nine }],
  });
const put = (...records: ReturnType<typeof indexed>[]) => temporary.store.cache.headers.put(records);
const order = (id: number, more: Partial<Parameters<typeof indexed>[1]> = {}) =>
  indexed('order', { id, orders: [`R${id}`], ...more });
const answer = (id: number, more: Partial<Parameters<typeof indexed>[1]> = {}) =>
  indexed('result', { id, orders: [`R${id}`], minutes: 30, ...more });
const list = (more = {}) =>
  service.handlers.overdue(
    { ...{ sender: null, urgentOnly: false, state: null, cursor: null, limit: 50 }, ...more },
    context,
  );
const ids = async (more = {}) => (await list(more)).items.map(({ controlId }) => controlId);
const scope = {
  ...{ kind: 'answer' as const, connectionId: null, channelId: null, sender: null, receiver: null },
  ...{ messageType: null, testGroup: null },
};

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(async () => {
  const { cache, journal } = temporary.store;
  await cache.applyRetention(Number.MAX_SAFE_INTEGER);
  for (const { timeId } of await journal.expectations.times())
    await journal.expectations.endTime({ timeId, at: nine, person: { accountId: 'a1', name: 'Kari' } });
  for (const channelId of ['orders', 'results']) await cover(channelId);
  states = [stateOf('orders', { levelTo: nine + 60 * hours }), stateOf('results', { levelTo: nine + 60 * hours })];
  described.length = 0;
  service = createExpectationsService({
    ...{ store: cache.expectations, decisions: journal.expectations, clock },
    ...{ shownIds: () => ['hospital'], states: () => states, holes: () => [], emit: () => undefined },
  });
});

describe('what is overdue', () => {
  it('is told with its time and by whose word, and counted', async () => {
    await put(order(1), order(2), answer(2), order(3, { isUrgent: true, minutes: 59 * 60 }));
    const { items, total, urgent, waiting } = await list();
    expect(items).toMatchObject([
      { controlId: 'Corders1', state: 'missing', dueAt: nine + 48 * hours, wait: { by: 'standard', ms: 48 * hours } },
    ]);
    expect({ total, urgent, waiting }).toEqual({ total: 1, urgent: 0, waiting: 2 });
    expect(await service.handlers.counts({}, context)).toEqual({ total: 1, urgent: 0 });
  });

  it('follows a time that a person sets, at once and until it is ended', async () => {
    await put(order(1, { minutes: 50 * 60 }));
    expect(await ids()).toEqual([]);
    const set = { requestId: 'request-1', scope, urgentMinutes: 5, routineMinutes: 60, reason: 'Agreed' };
    const { timeId } = await service.handlers.setTime(set, context);
    expect(await ids()).toEqual(['Corders1']);
    const { times, relations } = await service.handlers.times({}, context);
    expect(times).toMatchObject([{ timeId, routineMinutes: 60, reason: 'Agreed', person: { name: 'Kari' } }]);
    expect(relations).toMatchObject([{ routine: { by: 'hand', ms: hours } }]);
    await service.handlers.endTime({ requestId: 'request-2', timeId }, context);
    expect(await ids()).toEqual([]);
    expect(described[0]?.summary).toBe('urgent: 5 min; others: 60 min');
  });

  it('leaves the list when somebody handled it otherwise, and returns when that is taken back', async () => {
    await put(order(1), order(2));
    const [first] = (await list()).items;
    const expectationIds = [first?.expectationId ?? ''];
    await service.handlers.handle({ requestId: 'request-1', expectationIds, reason: 'Told by phone' }, context);
    expect(await ids()).toHaveLength(1);
    const { items } = await service.handlers.handled({}, context);
    expect(items).toMatchObject([{ person: 'Kari', reason: 'Told by phone', ref: { channelId: 'orders' } }]);
    await service.handlers.undo({ requestId: 'request-2', expectationIds, reason: 'A mistake' }, context);
    expect(await ids()).toHaveLength(2);
    expect((await service.handlers.handled({}, context)).items).toEqual([]);
  });

  it('cannot be handled when it is not known', async () => {
    const expectationIds = ['answer0000000000000000'];
    await expect(
      service.handlers.handle({ requestId: 'request-1', expectationIds, reason: 'Nothing' }, context),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', messageKey: 'overdue.refused.gone' });
  });

  it('stays as of a moment ago while the next messages are being read', async () => {
    await put(order(1));
    expect(await ids()).toEqual(['Corders1']);
    states = states.map((state) => ({ ...state, since: null, levelTo: null }));
    expect(await ids()).toEqual(['Corders1']);
    service.forget();
    const { items, asOf, unjudged } = await list();
    expect(items).toEqual([]);
    expect(asOf).toBeNull();
    expect(unjudged).toMatchObject([{ count: 1, why: 'not-read' }]);
  });

  it('is narrowed by sender, urgency and what is missing', async () => {
    await put(
      order(1),
      order(2, { isUrgent: true }),
      order(3, { sender: 'RIS' }),
      order(4),
      answer(4, { version: 'preliminary' }),
    );
    expect(await ids({ urgentOnly: true })).toEqual(['Corders2']);
    expect(await ids({ sender: 'RIS' })).toEqual(['Corders3']);
    expect(await ids({ state: 'preliminary' })).toEqual(['Corders4']);
    expect((await list()).senders.toSorted((a, b) => a.count - b.count)).toEqual([
      { sender: 'RIS', count: 1 },
      { sender: 'EPJ', count: 3 },
    ]);
  });

  it('is counted by channel for alerts, and not where it cannot be told', async () => {
    await put(order(1), order(2), answer(2));
    expect([...(await service.overdueOf(['hospital']))]).toEqual([['hospital/orders', 1]]);
    service.forget();
    states = states.map((state) => ({ ...state, since: null, levelTo: null }));
    expect([...(await service.overdueOf(['hospital']))]).toEqual([]);
  });
});
