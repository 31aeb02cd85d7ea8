import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ConnectorStatus } from '../../../src-shared/domain/channel.ts';
import { aConnection } from '../../../test/fakes/fake-engine.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { createScriptedEngine, type ScriptedEngine } from '../../../test/fakes/scripted-engine.ts';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { silentLogger } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import type { WaitingFacet } from '../../engines/engine.ts';
import { createWaitingReader, type WaitingReader } from './waiting-reader.ts';
import { createWaitingService } from './waiting-service.ts';

const context = {} as PersonContext;
const target = 'ris.example.invalid:6661';
let clock: ManualClock;
let engine: ScriptedEngine;
let reader: WaitingReader;
let asked: string[];
let told: unknown[];
let listError: AppError | null;
/** Waiting now, by channel; a message called so is urgent. */
let queued: Map<string, string[]>;
const urgentIds = new Set(['3']);

beforeEach(() => {
  clock = createManualClock();
  engine = createScriptedEngine({
    connection: aConnection(),
    secrets: { password: null, clientKeyPem: null, clientPfx: null, clientPassphrase: null },
    clock,
    logger: silentLogger,
  });
  asked = [];
  told = [];
  listError = null;
  queued = new Map();
  Object.assign(engine, { waiting: aFacet() });
  reader = createWaitingReader({ clock, logger: silentLogger, emit: (name, payload) => told.push([name, payload]) });
  reader.start(engine);
});
afterEach(() => reader.close());

function aFacet(): WaitingFacet {
  return {
    list: async ({ channelId, connectorId, limit }) => {
      asked.push(`list ${channelId}`);
      if (listError !== null) throw listError;
      return (queued.get(channelId) ?? []).slice(0, limit).map((nativeId) => ({
        ref: { connectionId: 'c1', channelId, nativeId },
        connectorId,
        since: clock.now() - 60_000 + Number(nativeId),
        sendAttempts: 4,
        lastTryAt: clock.now() - 2_000,
      }));
    },
    read: async ({ channelId, nativeIds }) => {
      asked.push(`read ${channelId} ${nativeIds.length}`);
      return nativeIds.map((nativeId) => ({
        nativeId,
        body: { bytes: new TextEncoder().encode(orderText(nativeId)), encoding: 'UTF-8', fidelity: 'engine-text' },
        target,
        retryEveryMs: 10_000,
        errorLine: 'Connection refused for Testesen',
      }));
    },
  };
}
function orderText(nativeId: string): string {
  const priority = urgentIds.has(nativeId) ? '^^^^^S' : '^^^^^R';
  return [
    `MSH|^~\\&|EPJ|A|RIS|B|20260101||ORM^O01|WAIT-${nativeId}|P|2.4`,
    'PID|1||11887510050^^^FNR||Testesen^Tora',
    'ORC|NW|1',
    `OBR|1|1||NA|||||||||||||||||||||||${priority}`,
    '',
  ].join('\r');
}
function aDestination(overrides: Partial<ConnectorStatus> = {}): ConnectorStatus {
  return {
    nativeId: '1',
    name: 'Radiology',
    role: 'destination',
    state: 'started',
    counters: { received: 0, filtered: 0, sent: 0, errored: 0 },
    queued: 0,
    hasQueue: true,
    activity: null,
    ...overrides,
  };
}
/** A poll later: so many wait in each channel, and what is read of it is there. */
async function poll(counts: Record<string, number>, connector: Partial<ConnectorStatus> = {}): Promise<void> {
  for (const [channelId, count] of Object.entries(counts)) {
    queued.set(
      channelId,
      Array.from({ length: count }, (_, index) => String(index + 1)),
    );
  }
  const channels = Object.entries(counts).map(([channelId, count]) =>
    aSnapshot({ channelId, name: `To ${channelId}`, connectors: [aDestination({ queued: count, ...connector })] }),
  );
  reader.note(engine, channels);
  await reader.idle();
}
const service = () => createWaitingService({ engines: { shown: () => [engine] }, reader, clock });
async function list(): Promise<OutputOf<'waiting.list'>> {
  await service().list({}, context);
  await reader.idle();
  return service().list({}, context);
}

describe('waiting', () => {
  it('counts from snapshots alone while nobody looks', async () => {
    await poll({ ris: 3 });
    expect(asked).toEqual([]);
    expect(told).toEqual([['waiting.changed', { connectionId: 'c1' }]]);
  });

  it('says how many wait before it knows who', async () => {
    await poll({ ris: 3 });
    const { receivers } = await service().list({}, context);
    expect(receivers).toMatchObject([{ count: 3, lookedAt: 0, urgent: 0, oldestAt: null, target: null }]);
  });

  it('tells who blocks, how often it was tried, why, and when it is tried again', async () => {
    await poll({ ris: 3 });
    const { receivers } = await list();
    expect(receivers).toMatchObject([{ target, count: 3, lookedAt: 3, urgent: 1, oldestAt: clock.now() - 59_999 }]);
    expect(receivers[0]?.queues[0]).toMatchObject({
      channelName: 'To ris',
      head: { nativeId: '1', messageControlId: 'WAIT-1', messageType: 'ORM^O01', sendAttempts: 4, isUrgent: false },
      retryEveryMs: 10_000,
      nextTryAt: clock.now() + 8_000,
      problemKey: null,
    });
  });

  it('keeps nothing of the patient', async () => {
    await poll({ ris: 1 });
    const { receivers } = await list();
    expect(receivers[0]?.queues[0]?.headError).toContain('Connection refused');
    expect(JSON.stringify(receivers)).not.toMatch(/Testesen|Tora|11887510050/);
  });

  it('joins the queues of several channels to one receiver', async () => {
    await poll({ orders: 2, adt: 3 });
    const { receivers } = await list();
    expect(receivers).toHaveLength(1);
    expect(receivers[0]).toMatchObject({ receiverId: `c1~${target}`, count: 5, names: ['Radiology'] });
    const { receiver, items } = await service().messages({ receiverId: `c1~${target}` }, context);
    expect([receiver?.count, items.length]).toEqual([5, 5]);
  });

  it('finds a receiver by the address it had before it told where it is', async () => {
    await poll({ ris: 1 });
    await list();
    expect((await service().messages({ receiverId: 'c1~ris~1' }, context)).receiver?.target).toBe(target);
    expect(await service().messages({ receiverId: 'c1~other~1' }, context)).toEqual({ receiver: null, items: [] });
  });

  it('looks at the oldest 200 of a long queue and says so', async () => {
    await poll({ ris: 5000 });
    const { receivers } = await list();
    expect(receivers[0]).toMatchObject({ count: 5000, lookedAt: 200, urgent: 1, queues: [{ listed: 200 }] });
    expect(asked).toEqual(['list ris', 'read ris 100', 'read ris 100']);
  });

  it('reads a queue again after half a minute at the earliest, and then only what is new and its head', async () => {
    await poll({ ris: 2 });
    await list();
    await poll({ ris: 3 });
    expect(asked).toHaveLength(2);
    clock.advance(30_000);
    await poll({ ris: 3 });
    expect(asked.slice(2)).toEqual(['list ris', 'read ris 2']);
    expect((await list()).receivers[0]?.lookedAt).toBe(3);
  });

  it('stops reading a minute after the last look', async () => {
    await poll({ ris: 2 });
    await list();
    clock.advance(61_000);
    await poll({ ris: 2 });
    expect(asked).toHaveLength(2);
  });

  it('rests after slow answers, so that it never takes more than a twentieth of the time', async () => {
    const facet = aFacet();
    Object.assign(engine, {
      waiting: {
        ...facet,
        list: async (...input: Parameters<WaitingFacet['list']>) => {
          clock.advance(4_000);
          return facet.list(...input);
        },
      },
    });
    await poll({ ris: 2 });
    await list();
    clock.advance(50_000);
    await list();
    expect(asked).toHaveLength(2);
    clock.advance(30_000);
    await list();
    expect(asked).toHaveLength(4);
  });

  it('says that a queue could not be read instead of showing it empty', async () => {
    listError = new AppError('ENGINE_UNREACHABLE', 'Gone.');
    await poll({ ris: 2 });
    const { receivers } = await list();
    expect(receivers).toMatchObject([{ count: 2, queues: [{ head: null, problemKey: 'waiting.problem.unread' }] }]);
  });

  it('keeps what was last seen of an engine that is down, with its age', async () => {
    await poll({ ris: 2 });
    const seenAt = clock.now();
    engine.script.state = 'down';
    clock.advance(600_000);
    const { engines, receivers } = await list();
    expect(engines).toMatchObject([{ state: 'down', observedAt: seenAt }]);
    expect(receivers).toMatchObject([{ count: 2 }]);
  });

  it('knows nothing of an engine that never answered', async () => {
    expect(await list()).toMatchObject({ receivers: [], engines: [{ observedAt: null }] });
  });

  it('says of an engine that tells only numbers that it does', async () => {
    Object.assign(engine, { waiting: undefined });
    await poll({ ris: 2 });
    expect((await list()).receivers).toMatchObject([{ count: 2, queues: [{ problemKey: 'waiting.problem.cannot' }] }]);
  });

  it('foretells no try of a destination that is stopped', async () => {
    await poll({ ris: 2 }, { state: 'stopped' });
    expect((await list()).receivers[0]?.queues[0]?.nextTryAt).toBeNull();
  });

  it('forgets a queue that ran empty', async () => {
    await poll({ ris: 2 });
    await list();
    await poll({ ris: 0 });
    expect((await list()).receivers).toEqual([]);
    expect(told.at(-1)).toEqual(['waiting.changed', { connectionId: 'c1' }]);
  });
});
