import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { aConnection } from '../../../test/fakes/fake-engine.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { noTrace } from '../../../test/fakes/no-trace.ts';
import { createScriptedEngine, type ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { EngineHeader, HeadersFacet } from '../../engines/engine.ts';
import { createHeaderSync, type HeaderSync } from './header-sync.ts';
import type { TakeBodies } from './index-steps.ts';

const hourMs = 3_600_000;
let clock: ManualClock;
let temporary: TemporaryStore;
let engine: ScriptedEngine;
let sync: HeaderSync;
let headers: EngineHeader[];
let asked: string[];
let decided: KeySource | null;
let columns: string[];
let judgesUnits: boolean;
let bodies: Parameters<TakeBodies>[0][];

function aHeaderOf(id: number, overrides: Partial<EngineHeader> = {}): EngineHeader {
  return {
    id,
    channelName: 'ADT to laboratory',
    receivedAt: clock.now() - 1000 + id,
    status: 'delivered',
    header: { messageControlId: `C${id}`, messageType: 'ADT^A01', sender: 'EPJ', receiver: 'LAB' },
    patientKeys: [],
    orderKeys: [],
    isUnread: false,
    messageAt: null,
    ...noTrace,
    counts: { sent: 1, errored: 0, filtered: 0 },
    ...overrides,
  };
}

const facet: HeadersFacet = {
  newestId: async () => {
    asked.push('newest');
    return headers.at(-1)?.id ?? 0;
  },
  keyColumns: async () => columns,
  list: async ({ keySource, fromId, toId, limit, wantsBodies }) => {
    asked.push(`${keySource} ${fromId}-${toId}`);
    const all = headers.filter(({ id }) => id >= fromId && id <= toId).toReversed();
    const body: Body = { bytes: new Uint8Array(), encoding: null, fidelity: 'wire' };
    const items = all.slice(0, limit).map((each) => (wantsBodies ? { ...each, body } : each));
    return { items, reachedId: items.length < all.length ? (items.at(-1)?.id ?? fromId) : fromId };
  },
  endings: async () => new Map(),
  outcomes: async ({ ids }) =>
    new Map(
      headers
        .filter(({ id }) => ids.includes(id))
        .map(({ id, status, endedAt, destinations }) => [id, { status, endedAt, destinations }]),
    ),
};

function start(): void {
  engine = createScriptedEngine({
    connection: aConnection(),
    secrets: { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null },
    clock,
    logger: silentLogger,
  });
  Object.assign(engine, { headers: facet });
  sync = createHeaderSync({
    headers: temporary.store.cache.headers,
    measured: temporary.store.history,
    policy: { ofChannel: () => ({ keySource: decided, windowHours: 72, judgesUnits }), budgetPercent: () => 5 },
    takeBodies: async (page) => void bodies.push(page),
    cacheMs: () => 7 * 24 * hourMs,
    clock,
    logger: silentLogger,
    emit: () => undefined,
  });
  sync.start(engine);
}

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  [headers, asked, decided, columns] = [[], [], null, ['CONTROL_ID']];
  [judgesUnits, bodies] = [false, []];
  start();
});

afterEach(async () => {
  await sync.close();
  await temporary.remove();
});

/** One status poll later, everything that follows from it is done. */
async function poll(received: number, more: { sent?: number } = {}): Promise<void> {
  await sync.note(engine, [aSnapshot({ counters: { received, ...more } })]);
  await sync.idle();
}

async function indexedIds(): Promise<number[]> {
  const query = { connectionIds: ['c1'], channelId: null, from: null, to: null, condition: null };
  const { items } = await temporary.store.cache.headers.list(query, null, 500);
  return items.map(({ nativeId }) => Number(nativeId)).sort((a, b) => a - b);
}

const state = () => sync.states(['c1'])[0];

describe('the index of all messages', () => {
  it('reads a channel from its newest message back, and says since when it is whole', async () => {
    headers = Array.from({ length: 450 }, (_, index) => aHeaderOf(index + 1));
    await poll(450);
    expect(asked).toEqual(['newest', 'columns 1-450', 'columns 1-250', 'columns 1-50']);
    expect(await indexedIds()).toHaveLength(450);
    expect(state()).toMatchObject({ keySource: 'columns', isBehind: false, gaps: 0, since: clock.now() - 72 * hourMs });
  });

  it('hands on what it read with its content, once, where units are judged', async () => {
    headers = [aHeaderOf(1), aHeaderOf(2, { receivedAt: 7 })];
    [decided, judgesUnits] = ['content', true];
    await poll(2);
    expect(bodies.map(({ looked, messages }) => [looked, messages.map(({ id }) => id)])).toEqual([[[[1, 2]], [2, 1]]]);
    [judgesUnits, bodies] = [false, []];
    headers.push(aHeaderOf(3));
    clock.advance(60_000);
    await poll(3);
    expect(bodies).toEqual([]);
  });

  it('hands on nothing of a channel whose content it does not read', async () => {
    headers = [aHeaderOf(1)];
    judgesUnits = true;
    await poll(1);
    expect(bodies).toEqual([]);
  });

  it('stops at the window', async () => {
    const old = clock.now() - 80 * hourMs;
    headers = Array.from({ length: 900 }, (_, index) =>
      aHeaderOf(index + 1, index < 500 ? { receivedAt: old + index } : {}),
    );
    await poll(900);
    expect(asked.at(-1)).toBe('columns 1-500');
    expect(state()?.isBehind).toBe(false);
  });

  it('asks a channel only when it received something, and at most every 30 seconds', async () => {
    headers = [aHeaderOf(1)];
    await poll(1);
    asked = [];
    clock.advance(60_000);
    await poll(1);
    expect(asked).toEqual([]);
    headers.push(aHeaderOf(2));
    await poll(2);
    headers.push(aHeaderOf(3));
    clock.advance(5000);
    await poll(3);
    expect(asked).toEqual(['newest', 'columns 2-2']);
    expect(state()?.isBehind).toBe(true);
    clock.advance(25_000);
    await poll(3);
    expect(asked.slice(2)).toEqual(['newest', 'columns 3-3']);
    expect(await indexedIds()).toEqual([1, 2, 3]);
  });

  it('goes on after a restart from what was written down', async () => {
    headers = [aHeaderOf(1), aHeaderOf(2)];
    await poll(2);
    await sync.close();
    headers.push(aHeaderOf(3));
    asked = [];
    start();
    await poll(3);
    expect(asked).toEqual(['newest', 'columns 3-3']);
  });

  it('reads nothing of a channel without columns until a person lets content be read', async () => {
    columns = [];
    headers = [aHeaderOf(1)];
    await poll(1);
    expect(asked).toEqual([]);
    expect(state()).toMatchObject({ keySource: 'off', since: null, isBehind: false });
    decided = 'content';
    sync.look('c1');
    await sync.idle();
    expect(asked).toEqual(['newest', 'content 1-1']);
    expect(state()?.auditRowsPerDay).toBeGreaterThan(0);
  });

  it('forgets a channel that is switched off', async () => {
    headers = [aHeaderOf(1)];
    await poll(1);
    decided = 'off';
    sync.look('c1');
    await sync.idle();
    expect(await indexedIds()).toEqual([]);
    decided = null;
    sync.look('c1');
    await sync.idle();
    expect(await indexedIds()).toEqual([1]);
  });

  it('reads again by content what was indexed by columns', async () => {
    headers = [aHeaderOf(1)];
    await poll(1);
    await sync.readAnew({ connectionId: 'c1', channelId: sync.states(['c1'])[0]!.channelId });
    expect(sync.states(['c1'])[0]).toMatchObject({ since: null, isBehind: true });
    decided = 'content';
    sync.look('c1');
    await sync.idle();
    expect(asked.at(-1)).toBe('content 1-1');
    expect(sync.states(['c1'])[0]).toMatchObject({ isBehind: false });
  });

  it('forgets what left the window', async () => {
    headers = [aHeaderOf(1)];
    await poll(1);
    clock.advance(73 * hourMs);
    await poll(1);
    expect(await indexedIds()).toEqual([]);
  });

  it('notices what became of a waiting message', async () => {
    headers = [aHeaderOf(1, { status: 'waiting' })];
    await poll(1);
    headers = [aHeaderOf(1)];
    clock.advance(30_000);
    await poll(1, { sent: 1 });
    const query = { connectionIds: ['c1'], channelId: null, from: null, to: null, condition: null };
    const { items } = await temporary.store.cache.headers.list(query, null, 10);
    expect(items.map(({ status }) => status)).toEqual(['delivered']);
  });

  it('begins anew when the engine gives lower ids than before', async () => {
    headers = [aHeaderOf(1), aHeaderOf(2), aHeaderOf(3)];
    await poll(3);
    headers = [aHeaderOf(1, { receivedAt: clock.now() })];
    clock.advance(30_000);
    await poll(4);
    expect(asked.slice(-2)).toEqual(['newest', 'columns 1-1']);
  });

  it('goes on with other channels while one cannot be read', async () => {
    headers = [aHeaderOf(1)];
    const { keyColumns } = facet;
    facet.keyColumns = async (channelId, signal) => {
      if (channelId === 'broken') throw new AppError('ENGINE_PROTOCOL', 'Unreadable.');
      return keyColumns(channelId, signal);
    };
    try {
      await sync.note(engine, [
        aSnapshot({ channelId: 'broken', name: 'A' }),
        aSnapshot({ counters: { received: 1 } }),
      ]);
      await sync.idle();
      expect(await indexedIds()).toEqual([1]);
    } finally {
      facet.keyColumns = keyColumns;
    }
  });

  it('rests between calls, so that it takes no more than its share of the time', async () => {
    headers = Array.from({ length: 450 }, (_, index) => aHeaderOf(index + 1));
    const { list } = facet;
    facet.list = async (query, signal) => {
      clock.advance(100);
      return list(query, signal);
    };
    try {
      const others = clock.pendingCount();
      await sync.note(engine, [aSnapshot({ counters: { received: 450 } })]);
      const lists = () => asked.filter((each) => each.startsWith('columns')).length;
      await clock.untilPending(others + 1);
      clock.advance(1899);
      expect([lists(), clock.pendingCount()]).toEqual([1, others + 1]);
      clock.advance(1);
      await clock.untilPending(others + 1);
      expect(lists()).toBe(2);
    } finally {
      facet.list = list;
    }
  });
});
