import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { aConnection } from '../../../test/fakes/fake-engine.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { anEngineFailure, createScriptedEngine, type ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import type { CacheStore } from '../../store/store.ts';
import { createFailureSync, type FailureSync } from './failure-sync.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let cache: CacheStore;
let engine: ScriptedEngine;
let sync: FailureSync;
let told: unknown[];

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  cache = temporary.store.cache;
  engine = anEngine();
  sync = aSync();
});
afterEach(async () => {
  await sync.close();
  await temporary.remove();
});

function anEngine(): ScriptedEngine {
  return createScriptedEngine({
    connection: aConnection(),
    secrets: { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null },
    clock,
    logger: silentLogger,
  });
}
function aSync(): FailureSync {
  told = [];
  const started = createFailureSync({
    cache,
    lastHandlings: temporary.store.journal.handlings.last,
    takeBodies: async () => undefined,
    clock,
    logger: silentLogger,
    emit: (name, payload) => told.push([name, payload]),
  });
  started.start(engine);
  return started;
}
function failuresNumbered(...ids: number[]): EngineFailure[] {
  return ids.map((id) => anEngineFailure({ nativeId: String(id) }));
}
/** One poll later: the engine shows this many errors, and everything that follows from it is done. */
async function poll(errored: number, snapshot: Parameters<typeof aSnapshot>[0] = {}): Promise<void> {
  await sync.note(engine, [aSnapshot({ counters: { errored }, ...snapshot })]);
  await sync.idle();
}
async function openIds(): Promise<string[]> {
  return (await cache.openNativeIds('c1', 'adt', 100)).sort();
}

describe('failure sync', () => {
  it('reads everything of a channel it never saw, page by page', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2, 3, 4, 5));
    engine.script.pageLimit = 2;
    await poll(5);
    expect(await openIds()).toEqual(['1', '2', '3', '4', '5']);
    expect(told).toEqual([['failures.changed', { connectionId: 'c1', added: 5, resolved: 0 }]]);
    expect(sync.coverage(['c1'])).toEqual({ refreshedAt: clock.now(), behind: false });
  });

  it('asks nothing while no counter moves', async () => {
    engine.script.failed.set('adt', failuresNumbered(1));
    await poll(1);
    const asked = engine.questions.length;
    clock.advance(5000);
    await poll(1);
    expect(engine.questions).toHaveLength(asked);
  });

  it('reads everything again when the cache was emptied, and is behind until then', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2));
    await poll(2);
    await temporary.store.wipe(0);
    sync.startAnew();
    expect(await openIds()).toEqual([]);
    expect(sync.coverage(['c1'])).toEqual({ refreshedAt: null, behind: true });
    await poll(2);
    expect(await openIds()).toEqual(['1', '2']);
  });

  it('begins from the oldest when the cache is emptied in the middle of a read', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2, 3));
    engine.script.pageLimit = 2;
    const { list } = engine.failures ?? {};
    let isFirst = true;
    const emptiedBetween: NonNullable<typeof list> = async (query, signal) => {
      if (query.afterNativeId === '2' && isFirst) {
        isFirst = false;
        await temporary.store.wipe(0);
        sync.startAnew();
      }
      return list?.(query, signal) ?? { items: [], complete: true };
    };
    Object.assign(engine.failures ?? {}, { list: emptiedBetween });
    await poll(3);
    await poll(3);
    expect(await openIds()).toEqual(['1', '2', '3']);
  });

  it('reads only what is new when the counter rose', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2));
    await poll(2);
    engine.script.failed.set('adt', failuresNumbered(1, 2, 7));
    await poll(3);
    expect(engine.questions).toContain('list adt after 2');
    expect(await openIds()).toEqual(['1', '2', '7']);
  });

  it('looks from the oldest on when the counter rose by more than was found', async () => {
    engine.script.failed.set('adt', failuresNumbered(4, 9));
    await poll(2);
    engine.script.failed.set('adt', failuresNumbered(4, 6, 9));
    clock.advance(20_000);
    await poll(3);
    expect(await openIds()).toEqual(['4', '6', '9']);
    expect(sync.coverage(['c1']).behind).toBe(false);
  });

  it('reads on where it stopped when the engine fails between two pages', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2, 3));
    engine.script.pageLimit = 2;
    const { list } = engine.failures ?? {};
    let isDown = true;
    const flaky: NonNullable<typeof list> = async (query, signal) => {
      if (query.afterNativeId === '2' && isDown) throw new AppError('ENGINE_UNREACHABLE', 'Gone.');
      return list?.(query, signal) ?? { items: [], complete: true };
    };
    Object.assign(engine.failures ?? {}, { list: flaky });
    await poll(3);
    expect(await openIds()).toEqual(['1', '2']);
    expect(sync.coverage(['c1'])).toEqual({ refreshedAt: null, behind: true });
    isDown = false;
    await poll(3);
    expect(await openIds()).toEqual(['1', '2', '3']);
    expect(engine.questions.filter((question) => question === 'list adt after start')).toHaveLength(1);
  });

  it('marks resolved what the engine no longer counts as failed', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2));
    await poll(2);
    engine.script.failed.set('adt', failuresNumbered(2));
    clock.advance(60_000);
    await poll(2);
    expect(await openIds()).toEqual(['2']);
    expect((await cache.getFailure('c1/adt/1'))?.resolvedAt).toBe(clock.now());
    expect(told.at(-1)).toEqual(['failures.changed', { connectionId: 'c1', added: 0, resolved: 1 }]);
  });

  it('looks at once when a replay moved on', async () => {
    engine.script.failed.set('adt', failuresNumbered(1));
    await poll(1);
    engine.script.failed.set('adt', []);
    sync.look('c1', 'adt');
    await sync.idle();
    expect(await openIds()).toEqual([]);
  });

  it('goes on after a restart from what was written down', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2));
    await poll(2);
    await sync.close();
    engine = anEngine();
    engine.script.failed.set('adt', failuresNumbered(1, 2, 3));
    sync = aSync();
    await poll(3);
    expect(engine.questions.filter((question) => question.startsWith('list'))).toEqual(['list adt after 2']);
    expect(await openIds()).toEqual(['1', '2', '3']);
  });

  it('comes to an end with an engine that promises more and gives nothing', async () => {
    Object.assign(engine.failures ?? {}, { list: async () => ({ items: [], complete: false }) });
    await poll(1);
    expect(sync.coverage(['c1']).behind).toBe(false);
  });

  it('stops asking when its engine is stopped', async () => {
    sync.stop(engine);
    await poll(3);
    expect(engine.questions).toEqual([]);
    expect(sync.coverage(['c1'])).toEqual({ refreshedAt: null, behind: true });
  });
});

describe('failures settled otherwise', () => {
  it('come back as such into a cache begun anew', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 2));
    await temporary.store.journal.handlings.put(
      {
        at: clock.now(),
        person: 'Kari Vakt',
        act: 'handle',
        way: 'paper',
        owner: null,
        until: null,
        toWhom: null,
        note: null,
        count: 1,
      },
      ['c1/adt/1'],
    );
    await poll(2);
    expect(await openIds()).toEqual(['2']);
  });

  it('keep what was decided about them alone, too', async () => {
    engine.script.failed.set('adt', failuresNumbered(1, 1));
    const decided = { at: clock.now(), person: 'Kari Vakt', act: 'assign', owner: 'Ola', count: 1 } as const;
    const nothing = { way: null, until: null, toWhom: null, note: null };
    await temporary.store.journal.handlings.put({ ...decided, ...nothing }, ['c1/adt/1']);
    await poll(1);
    expect(await temporary.store.cache.getFailure('c1/adt/1')).toMatchObject({
      ownState: { state: 'assigned', owner: 'Ola', at: clock.now() },
    });
  });
});
