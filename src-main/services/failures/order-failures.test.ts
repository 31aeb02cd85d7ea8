import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { anEngineFailure } from '../../../test/fakes/scripted-engine.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { CallContext } from '../../app/handler.ts';
import { createQueryOf } from './failure-query-of.ts';
import { toFailureRecord } from './failure-record.ts';
import { createOrders } from './order-failures.ts';

const clock = createManualClock();
const account = { accountId: 'a1', name: 'Kari Vakt', roles: [], disabled: false, createdAt: 0, lastSignInAt: null };
const context = {
  account,
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: () => undefined,
} satisfies CallContext;
const shown = () => ['c1', 'c2'];
let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
  const at = clock.now() - 60_000;
  const text = (controlId: string) => `MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|${controlId}|P|2.4\r`;
  const failures = [
    { nativeId: '1', channelId: 'ten', channelName: 'Lab 10', kind: 'timeout', text: text('B') },
    { nativeId: '2', channelId: 'nine', channelName: 'Lab 9', kind: 'capacity', text: text('') },
    { nativeId: '3', channelId: 'eel', channelName: 'Ål', kind: 'timeout', text: text('a') },
    { nativeId: '4', channelId: 'blood', channelName: 'Blod', kind: 'capacity', text: text('C') },
  ] as const;
  const records = failures.map((failure, index) =>
    toFailureRecord(anEngineFailure({ ...failure, failedAt: at + index, receivedAt: at + index })),
  );
  await temporary.store.cache.putFailures(records);
});
afterAll(() => temporary.remove());

function orders(cache: Parameters<typeof createOrders>[0]['cache'] = temporary.store.cache) {
  const queryOf = createQueryOf({ shownIds: shown, engineNames: () => [], clock });
  return createOrders({ cache, queryOf, shownIds: shown, clock });
}
const none = { connectionId: null, channelId: null, kind: null, from: null, to: null, text: null, groupId: null };
const filter = { ...none, state: 'open' as const };

async function nativeIds(asked: Partial<InputOf<'failures.order'>>): Promise<string[]> {
  const { order, ordered } = orders();
  const input = { filter, by: 'time' as const, isDescending: false, kinds: [], ...asked };
  const { orderId, total } = await order(input, context);
  const { items } = await ordered({ orderId: orderId ?? '', from: 0, to: total - 1 }, context);
  return items.map(({ nativeId }) => nativeId);
}

describe('a list of failures in another order', () => {
  it.each([
    ['time', false, ['1', '2', '3', '4']],
    ['channel', false, ['4', '2', '1', '3']],
    ['channel', true, ['3', '1', '2', '4']],
    ['cause', false, ['3', '1', '4', '2']],
    ['controlId', false, ['3', '1', '4', '2']],
    ['controlId', true, ['4', '1', '3', '2']],
  ] as const)(
    'by %s, descending %s: what is missing last, the newest first among equals',
    async (by, isDescending, expected) => {
      expect(await nativeIds({ by, isDescending, kinds: ['timeout', 'capacity'] })).toEqual(expected);
    },
  );

  it('is of one moment: a place stays that of the same message when others come', async () => {
    const { order, ordered } = orders();
    const { orderId, total } = await order({ filter, by: 'time', isDescending: false, kinds: [] }, context);
    const later = anEngineFailure({ nativeId: '5', connectionId: 'c1', failedAt: clock.now() - 90_000 });
    await temporary.store.cache.putFailures([toFailureRecord(later)]);
    const { items } = await ordered({ orderId: orderId ?? '', from: 0, to: 1 }, context);
    expect(total).toBe(4);
    expect(items.map(({ nativeId }) => nativeId)).toEqual(['1', '2']);
  });

  it('is refused to others, after half an hour and when eight newer ones were made', async () => {
    const made = orders();
    const ask = () => made.order({ filter, by: 'size', isDescending: true, kinds: [] }, context);
    const { orderId } = await ask();
    const read = (as = context) => made.ordered({ orderId: orderId ?? '', from: 0, to: 0 }, as);
    await expect(read()).resolves.toMatchObject({ items: [{}] });
    await expect(read({ ...context, account: { ...account, accountId: 'a2' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (let other = 0; other < 8; other += 1) await ask();
    await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND', messageKey: 'failures.refused.noOrder' });
    const { orderId: last } = await ask();
    clock.advance(31 * 60_000);
    await expect(made.ordered({ orderId: last ?? '', from: 0, to: 0 }, context)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is not made of more than fifty thousand, which is said without reading them', async () => {
    let pages = 0;
    const { cache } = temporary.store;
    const counts = await cache.countFailures(createQueryOf({ shownIds: shown, engineNames: () => [], clock })(filter));
    const tooMany = orders({
      getFailures: cache.getFailures,
      countFailures: async () => ({ ...counts, total: 50_001 }),
      listFailures: async (...asked) => {
        pages += 1;
        return cache.listFailures(...asked);
      },
    });
    const answer = await tooMany.order({ filter, by: 'size', isDescending: false, kinds: [] }, context);
    expect(answer).toMatchObject({ orderId: null, total: 50_001 });
    expect(pages).toBe(0);
  });
});
