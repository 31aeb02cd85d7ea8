import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aQuery, aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { CacheStore } from '../store.ts';

const dayMs = 24 * 3600_000;
let clock: ManualClock;
let temporary: TemporaryStore;
let cache: CacheStore;

beforeAll(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  cache = temporary.store.cache;
  for (const day of [0, 1, 2, 3]) {
    await cache.putFailures([0, 1, 2].map((number) => aRecord({ nativeId: `${day}-${number}`, failedAt: day + 1 })));
    clock.advance(dayMs + 1);
  }
});
afterAll(() => temporary.remove());

const kept = () => cache.listFailures(aQuery({ state: 'all' }), null, 100);

describe('a failure that an older partition has', () => {
  it('is updated there, however often it is told and whether or not the ids of that partition have been read', async () => {
    const told = [0, 1, 2, 3].map((day) => aRecord({ nativeId: `${day}-1`, failedAt: 50 + day }));
    for (let time = 0; time < 5; time += 1) expect(await cache.putFailures(told)).toEqual({ added: 0, updated: 4 });
    expect((await kept()).items).toHaveLength(12);
    expect((await kept()).items.slice(0, 4).map(({ nativeId }) => nativeId)).toEqual(['3-1', '2-1', '1-1', '0-1']);
  });

  it('stands beside new ones of the same call', async () => {
    const both = [aRecord({ nativeId: '0-2', failedAt: 60 }), aRecord({ nativeId: 'new', failedAt: 61 })];
    expect(await cache.putFailures(both)).toEqual({ added: 1, updated: 1 });
    clock.advance(dayMs + 1);
    await cache.putFailures([aRecord({ nativeId: 'newer', failedAt: 62 })]);
    expect(await cache.putFailures([aRecord({ nativeId: 'new', failedAt: 63 })])).toEqual({ added: 0, updated: 1 });
    expect((await kept()).items).toHaveLength(14);
  });
});
