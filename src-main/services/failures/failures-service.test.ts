import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { anEngineFailure } from '../../../test/fakes/scripted-engine.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { openTestApp } from '../../../test/fakes/test-app.ts';
import type { CallContext } from '../../app/handler.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import { toFailureRecord } from './failure-record.ts';
import { createFailuresService } from './failures-service.ts';

const clock = createManualClock();
const context = {
  account: { accountId: 'a1', name: 'Kari Vakt', roles: [], disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: () => undefined,
} satisfies CallContext;
let temporary: TemporaryStore;
let shown: string[];
const engines = [
  { connectionId: 'c1', name: 'Mirth øst' },
  { connectionId: 'c2', name: 'Mirth vest' },
];

beforeEach(async () => {
  temporary = await openTemporaryStore(clock);
  shown = ['c1', 'c2'];
  await put(
    { nativeId: '1' },
    { nativeId: '2', kind: 'transform-error' },
    { nativeId: '3', connectionId: 'c2', channelId: 'lab' },
  );
});
afterEach(() => temporary.remove());

function put(...failures: Partial<EngineFailure>[]) {
  const at = (index: number) => clock.now() - 60_000 + index;
  const records = failures.map((failure, index) =>
    toFailureRecord(anEngineFailure({ failedAt: at(index), receivedAt: at(index), ...failure })),
  );
  return temporary.store.cache.putFailures(records);
}
function service() {
  const sync = { coverage: () => ({ refreshedAt: 5, behind: false }), look: () => undefined };
  return createFailuresService({
    cache: temporary.store.cache,
    journal: temporary.store.journal,
    emit: () => undefined,
    sync,
    shownIds: () => shown,
    engineNames: () => engines,
    clock,
  });
}
function filter(overrides: Partial<InputOf<'failures.facets'>['filter']> = {}) {
  const none = { connectionId: null, channelId: null, kind: null, from: null, to: null, text: null, groupId: null };
  return { ...none, state: 'open' as const, ...overrides };
}
const list = (overrides = {}, cursor: string | null = null, limit = 10) =>
  service().list({ filter: filter(overrides), cursor, limit }, context);
const idsOf = (page: Awaited<ReturnType<typeof list>>) => page.items.map(({ nativeId }) => nativeId);

describe('failures.count', () => {
  it('is the number of a list and its oldest, and nothing of another environment', async () => {
    const { count } = service();
    const oldestAt = clock.now() - 60_000;
    expect(await count({ filter: filter() }, context)).toEqual({ total: 3, urgent: 0, oldestAt, isCounted: true });
    expect(await count({ filter: filter({ kind: 'transform-error' }) }, context)).toMatchObject({ total: 1 });
    shown = [];
    expect(await count({ filter: filter() }, context)).toEqual({
      total: 0,
      urgent: 0,
      oldestAt: null,
      isCounted: true,
    });
  });
});

describe('failures.list', () => {
  it('lists what is open, newest first, with what the cache covers', async () => {
    const page = await list();
    expect(idsOf(page)).toHaveLength(3);
    expect(page).toMatchObject({ nextCursor: null, coverage: { refreshedAt: 5, behind: false } });
  });

  it('goes on page by page without losing or repeating any', async () => {
    const first = await list({}, null, 2);
    const second = await list({}, first.nextCursor, 2);
    expect([...idsOf(first), ...idsOf(second)].sort()).toEqual(['1', '2', '3']);
    expect(second.nextCursor).toBeNull();
  });

  it('narrows by connection, channel, kind and text', async () => {
    expect(idsOf(await list({ connectionId: 'c2' }))).toEqual(['3']);
    expect(idsOf(await list({ channelId: 'lab' }))).toEqual(['3']);
    expect(idsOf(await list({ kind: 'transform-error' }))).toEqual(['2']);
    expect(idsOf(await list({ text: 'CTRL-1' }))).toHaveLength(3);
    expect(idsOf(await list({ text: 'no such thing' }))).toEqual([]);
  });

  it('shows nothing of a connection in another environment, even when asked for it', async () => {
    shown = ['c1'];
    expect(idsOf(await list()).sort()).toEqual(['1', '2']);
    expect(await list({ connectionId: 'c2' })).toMatchObject({ items: [], total: 0, nextCursor: null });
  });

  it('shows resolved ones only when asked', async () => {
    await temporary.store.cache.markResolved(['c1/adt/1'], clock.now());
    expect(idsOf(await list())).not.toContain('1');
    expect(idsOf(await list({ state: 'resolved' }))).toEqual(['1']);
    expect(idsOf(await list({ state: 'all' }))).toHaveLength(3);
  });
});

describe('failures.get', () => {
  it('finds one, and nothing that is unknown or of another environment', async () => {
    const get = async (failureId: string) => (await service().get({ failureId }, context)).failure;
    expect(await get('c2/lab/3')).toMatchObject({ nativeId: '3' });
    expect(await get('c2/lab/99')).toBeNull();
    shown = ['c1'];
    expect(await get('c2/lab/3')).toBeNull();
  });
});

describe('failures.facets', () => {
  it('counts open failures per channel and kind', async () => {
    const facets = await service().facets({ filter: filter() }, context);
    const countOf = new Map(facets.channels.map(({ channelId, count }) => [channelId, count]));
    expect(Object.fromEntries(countOf)).toEqual({ adt: 2, lab: 1 });
    expect(facets.kinds.find(({ kind }) => kind === 'transform-error')?.count).toBe(1);
  });

  it('counts nothing where nothing is shown', async () => {
    shown = [];
    expect(await service().facets({ filter: filter() }, context)).toEqual({ channels: [], kinds: [], isWhole: true });
  });
});

describe('a search for a text', () => {
  it('is audited once for list and counts, by kind and keyed hash, and not at all without a text', async () => {
    const test = await openTestApp();
    try {
      await test.must('failures.list', { filter: filter(), cursor: null, limit: 10 });
      await test.must('failures.list', { filter: filter({ text: 'Kalium' }), cursor: null, limit: 10 });
      await test.must('failures.facets', { filter: filter({ text: 'Kalium' }) });
      const everything = { person: null, procedure: null, target: null, from: null, to: null };
      const { items } = await test.must('audit.list', { ...everything, cursor: null, limit: 50 });
      const searches = items.filter(({ action }) => action === 'search');
      expect(searches).toMatchObject([{ procedure: 'failures.list', outcome: 'ok' }]);
      expect(searches[0]?.summary).toMatch(/^state, text: [0-9a-f]{24}$/);
    } finally {
      await test.remove();
    }
  });
});
