import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aQuery, aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { CacheStore, FailureQuery, FailureStretches } from '../store.ts';

const dayMs = 24 * 3600_000;
const kept = 1500;
let clock: ManualClock;
let temporary: TemporaryStore;
let cache: CacheStore;

const newest = 10_000 + Math.floor((kept - 1) / 3) * 10;

beforeAll(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  cache = temporary.store.cache;
  await fill();
}, 60_000);
afterAll(() => temporary.remove());

/** In three partitions whose times overlap: one in three is told a day late. */
async function fill(): Promise<void> {
  const records = Array.from({ length: kept }, (_, number) =>
    aRecord({
      nativeId: String(number),
      channelId: number % 3 === 0 ? 'labs' : 'adt',
      channelName: number % 3 === 0 ? 'Lab inn' : 'ADT to laboratory',
      kind: number % 7 === 0 ? 'timeout' : 'connection',
      failedAt: 10_000 + Math.floor(number / 3) * 10,
      resolvedAt: number % 5 === 0 ? 99_000 : null,
    }),
  );
  for (const part of [0, 1, 2]) {
    await cache.putFailures(records.filter((_, number) => number % 3 === part));
    clock.advance(dayMs + 1);
  }
}

async function every(query: FailureQuery): Promise<FailureStretches['stretches']> {
  const all: FailureStretches['stretches'] = [];
  let before: number | null = null;
  do {
    const answer: FailureStretches = await cache.listStretches(query, before, 0);
    all.push(...answer.stretches);
    before = answer.before;
  } while (before !== null);
  return all;
}

async function idsOf(query: FailureQuery): Promise<string[]> {
  return (await cache.listFailures(query, null, kept + 1)).items.map(({ failureId }) => failureId);
}

describe('the stretches of a list', () => {
  it.each<[string, Partial<FailureQuery>]>([
    ['everything open', {}],
    ['everything', { state: 'all' }],
    ['what is resolved', { state: 'resolved' }],
    ['one channel', { channelId: 'labs' }],
    ['one channel, resolved too', { channelId: 'labs', state: 'all' }],
    ['one kind', { kind: 'timeout' }],
    ['a time', { from: 11_000, to: 12_505 }],
    ['a text', { text: 'laboratory' }],
    ['a condition', { condition: { kind: 'failure-kind', failureKind: 'timeout' }, state: 'all' }],
  ])('of %s hold each failure once, newest first, and as many as they say', async (_case, narrowing) => {
    const query = aQuery(narrowing);
    const stretches = await every(query);
    const rows: string[] = [];
    for (const { from, to, count } of stretches) {
      const ids = await idsOf({ ...query, from, to });
      expect(ids).toHaveLength(count);
      rows.push(...ids);
    }
    expect(rows).toEqual(await idsOf(query));
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each(['open', 'resolved', 'all'] as const)('of a channel agree with its pages and counts: %s', async (state) => {
    const query = aQuery({ channelId: 'labs', state, from: 10_500, to: 14_000 });
    const wanted = (await idsOf(aQuery({ state, from: 10_500, to: 14_000 }))).filter((id) => id.includes('/labs/'));
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await cache.listFailures(query, cursor, 7);
      paged.push(...page.items.map(({ failureId }) => failureId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(20);
    expect(await cache.countFailures(query)).toMatchObject({ total: wanted.length });
  });

  it('of one cause are counted too', async () => {
    const groupId = (await cache.getFailure('helse/adt/1'))?.groupId ?? '';
    const query = aQuery({ groupId });
    const stretches = await every(query);
    expect(stretches.reduce((sum, { count }) => sum + count, 0)).toBe((await idsOf(query)).length);
    expect((await cache.listStretches(query, null, 0)).isCounted).toBe(true);
  });

  it('of another connection are none', async () => {
    expect(await every(aQuery({ connectionIds: ['other'] }))).toEqual([]);
    expect(await every(aQuery({ connectionIds: ['other'], text: 'laboratory' }))).toEqual([]);
  });

  it('begin at the newest failure, so that later ones lie outside, and hold all of one time, however many', async () => {
    expect((await every(aQuery({ state: 'all' })))[0]?.to).toBe(newest);
    const together = Array.from({ length: 700 }, (_, number) =>
      aRecord({ nativeId: `new ${number}`, connectorName: 'Radiology', failedAt: 50_000 }),
    );
    await cache.putFailures(together);
    const newer = aQuery({ state: 'all', from: newest + 1 });
    expect(await every(newer)).toEqual([{ from: expect.any(Number), to: 50_000, count: 700 }]);
    expect(await every(aQuery({ text: 'radiology' }))).toEqual([{ from: 50_000, to: 50_000, count: 700 }]);
  });
});
