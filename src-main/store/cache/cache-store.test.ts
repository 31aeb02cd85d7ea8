import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aBody, aFailure, aPatientMessage, aQuery, aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { CacheStore, FailureQuery } from '../store.ts';

const dayMs = 24 * 3600_000;
let clock: ManualClock;
let temporary: TemporaryStore;
let cache: CacheStore;

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  cache = temporary.store.cache;
});

afterEach(() => temporary.remove());

async function listIds(query: FailureQuery, limit = 100): Promise<string[]> {
  return (await cache.listFailures(query, null, limit)).items.map(({ nativeId }) => nativeId);
}

async function walkPages(query: FailureQuery, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await cache.listFailures(query, cursor, limit);
    ids.push(...page.items.map(({ nativeId }) => nativeId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

describe('the cache of failures', () => {
  it('gives back a failure field by field', async () => {
    const failure = aFailure({
      connectorIds: ['1', '3'],
      missingConnectorIds: ['2'],
      isUrgent: true,
      replayState: 'unknown',
    });
    await cache.putFailures([{ failure, patientKeys: ['p'], orderKeys: ['o'], body: null }]);
    expect(await cache.getFailure(failure.failureId)).toEqual({
      ...failure,
      groupId: expect.stringMatching(/^c\d+-[\da-f]{20}$/),
    });
  });

  it('updates a failure that is told again, and keeps the replay state we set', async () => {
    await cache.putFailures([aRecord()]);
    await cache.setReplayStates([{ failureId: 'helse/adt/1', state: 'in-air' }]);
    const counts = await cache.putFailures([
      aRecord({ sendAttempts: 9, channelName: 'New name' }),
      aRecord({ nativeId: '2' }),
    ]);
    expect(counts).toEqual({ added: 1, updated: 1 });
    expect(await cache.getFailure('helse/adt/1')).toMatchObject({
      sendAttempts: 9,
      channelName: 'New name',
      replayState: 'in-air',
    });
  });

  it('takes the last of two tellings in one call', async () => {
    await cache.putFailures([aRecord({ sendAttempts: 1 }), aRecord({ sendAttempts: 2 })]);
    expect(await cache.getFailure('helse/adt/1')).toMatchObject({ sendAttempts: 2 });
  });

  it('pages newest first without a gap or a double when many failed in the same millisecond', async () => {
    await cache.putFailures(manyRecords(57, 100, { failedAt: 5000 }));
    await cache.putFailures(manyRecords(40));
    const ids = await walkPages(aQuery(), 10);
    expect(new Set(ids).size).toBe(97);
    expect(ids).toHaveLength(97);
    expect(ids[0]).toBe('40');
  });

  it('keeps its place when newer failures come between two pages', async () => {
    await cache.putFailures(manyRecords(20));
    const first = await cache.listFailures(aQuery(), null, 5);
    await cache.putFailures(manyRecords(5, 100));
    const second = await cache.listFailures(aQuery(), first.nextCursor, 5);
    expect(second.items.map(({ nativeId }) => nativeId)).toEqual(['15', '14', '13', '12', '11']);
  });

  it('refuses a cursor that it did not make', async () => {
    await expect(cache.listFailures(aQuery(), 'nonsense', 5)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('narrows by connection, channel, kind and time', async () => {
    await cache.putFailures([
      aRecord({ nativeId: '1' }),
      aRecord({ nativeId: '2', channelId: 'lab', kind: 'timeout' }),
      aRecord({ nativeId: '3', connectionId: 'other' }),
      aRecord({ nativeId: '4', failedAt: 1000 }),
    ]);
    expect((await listIds(aQuery())).sort()).toEqual(['1', '2', '4']);
    expect(await listIds(aQuery({ channelId: 'lab' }))).toEqual(['2']);
    expect(await listIds(aQuery({ kind: 'timeout' }))).toEqual(['2']);
    expect(await listIds(aQuery({ to: 1000 }))).toEqual(['4']);
    expect(await listIds(aQuery({ from: 1001, connectionIds: ['other'] }))).toEqual(['3']);
    expect(await listIds(aQuery({ connectionIds: [] }))).toEqual([]);
  });

  it('looks for text in one-liners and header columns, taking LIKE signs as they are', async () => {
    await cache.putFailures([
      aRecord({ nativeId: '1', oneLine: '100% of retries failed' }),
      aRecord({ nativeId: '2', header: { ...aFailure().header, messageControlId: 'A_B' } }),
      aRecord({ nativeId: '3', header: { ...aFailure().header, messageControlId: 'AxB' } }),
    ]);
    expect(await listIds(aQuery({ text: '100%' }))).toEqual(['1']);
    expect(await listIds(aQuery({ text: 'a_b' }))).toEqual(['2']);
    expect(await listIds(aQuery({ text: '\\' }))).toEqual([]);
  });

  it('looks for words, phrases and begun words in the content, and finds nobody by name or number', async () => {
    await cache.putFailures([
      aRecord({ nativeId: '1' }, { body: aBody(aPatientMessage) }),
      aRecord({ nativeId: '2' }, { body: aBody() }),
      aRecord({ nativeId: '3', oneLine: 'Kalium is missing' }),
    ]);
    expect((await listIds(aQuery({ text: 'kalium' }))).sort()).toEqual(['1', '3']);
    expect((await listIds(aQuery({ text: 'NPU032' }))).sort()).toEqual(['1']);
    expect(await listIds(aQuery({ text: 'NM NPU03230 Kal' }))).toEqual(['1']);
    expect(await listIds(aQuery({ text: 'Kalium NPU03230' }))).toEqual([]);
    for (const text of ['Testesen', '05928512356', 'Bjarte']) expect(await listIds(aQuery({ text }))).toEqual([]);
    expect(await cache.countFailures(aQuery({ text: 'kalium' }))).toMatchObject({ total: 2 });
  });

  it.each(['"', '""', '" OR kalium', '* NOT', '^|^', ' ', 'kalium" NEAR/2 "nm', 'body_word:kalium', '\u0000'])(
    'takes %j for a text and not for a command of the index',
    async (text) => {
      await cache.putFailures([aRecord({ nativeId: '1' }, { body: aBody(aPatientMessage) })]);
      expect((await listIds(aQuery({ text }))).length).toBeLessThanOrEqual(1);
    },
  );

  it('finds a rare text far behind the first window', async () => {
    await cache.putFailures(manyRecords(4500));
    await cache.putFailures([aRecord({ nativeId: 'needle', oneLine: 'needle', failedAt: 10 })]);
    expect(await listIds(aQuery({ text: 'needle' }))).toEqual(['needle']);
    expect(await cache.countFailures(aQuery({ text: 'needle' }))).toEqual({
      total: 1,
      urgent: 0,
      oldestAt: 10,
      isWhole: true,
    });
  });

  it('counts what was written after it had read ahead', async () => {
    await cache.putFailures([aRecord({ nativeId: '1' })]);
    await cache.warm(['helse']);
    await cache.putFailures([aRecord({ nativeId: '2' }), aRecord({ nativeId: '3', kind: 'timeout' })]);
    const [counts, facets, open] = await Promise.all([
      cache.countFailures(aQuery()),
      cache.failureFacets(aQuery()),
      cache.openCounts(['helse']),
    ]);
    expect(counts.total).toBe(3);
    expect(facets.channels.map(({ count }) => count)).toEqual([3]);
    expect(facets.kinds.map(({ count }) => count)).toEqual([2, 1]);
    expect(open.map((each) => each.open)).toEqual([3]);
  });

  it('counts and groups what the list shows', async () => {
    await cache.putFailures([
      aRecord({ nativeId: '1', isUrgent: true, failedAt: 500 }),
      aRecord({ nativeId: '2', channelId: 'lab', channelName: 'Lab', kind: 'timeout' }),
      aRecord({ nativeId: '3', channelId: 'lab', channelName: 'Lab', isUrgent: true }),
    ]);
    expect(await cache.countFailures(aQuery())).toEqual({ total: 3, urgent: 2, oldestAt: 500, isWhole: true });
    expect(await cache.countFailures(aQuery({ kind: 'capacity' }))).toEqual({
      total: 0,
      urgent: 0,
      oldestAt: null,
      isWhole: true,
    });
    const facets = await cache.failureFacets(aQuery({ channelId: 'lab', kind: 'timeout' }));
    expect(facets.channels).toEqual([{ connectionId: 'helse', channelId: 'lab', channelName: 'Lab', count: 1 }]);
    expect(facets.kinds).toEqual([
      { kind: 'connection', count: 1 },
      { kind: 'timeout', count: 1 },
    ]);
    expect(await cache.openCounts(['helse'])).toEqual([
      { connectionId: 'helse', channelId: 'adt', open: 1, urgent: 1 },
      { connectionId: 'helse', channelId: 'lab', open: 2, urgent: 1 },
    ]);
  });

  it('moves a resolved failure from the open to the resolved list', async () => {
    await cache.putFailures(manyRecords(3));
    expect(await cache.markResolved(['helse/adt/2', 'helse/adt/none'], 77)).toBe(1);
    expect(await listIds(aQuery())).toEqual(['3', '1']);
    expect(await listIds(aQuery({ state: 'resolved' }))).toEqual(['2']);
    expect(await cache.countFailures(aQuery({ state: 'all' }))).toMatchObject({ total: 3 });
    expect(await cache.openNativeIds('helse', 'adt', 10)).toEqual(['1', '3']);
  });

  it('keeps a failure resolved when it is told again after its replay was confirmed', async () => {
    const [record] = manyRecords(1);
    const { failureId, failedAt } = record!.failure;
    await cache.putFailures([record!]);
    await cache.setReplayStates([{ failureId, state: 'confirmed-by-receiver', resolvedAt: failedAt + 1000 }]);
    await cache.putFailures([record!]);
    expect(await cache.getFailure(failureId)).toMatchObject({ resolvedAt: failedAt + 1000 });
  });

  it('opens a failure again when the message failed anew after its replay was confirmed', async () => {
    const [record] = manyRecords(1);
    const { failureId, failedAt } = record!.failure;
    await cache.putFailures([record!]);
    await cache.setReplayStates([{ failureId, state: 'confirmed-by-receiver' }]);
    await cache.markResolved([failureId], failedAt + 1000);
    await cache.putFailures([{ ...record!, failure: { ...record!.failure, failedAt: failedAt + 2000 } }]);
    expect(await cache.getFailure(failureId)).toMatchObject({ resolvedAt: null });
  });

  it('finds the failures of one channel whose message has a control id', async () => {
    const header = { messageControlId: 'C1', messageType: 'ADT^A01', sender: 'A', receiver: 'B', messageAt: null };
    await cache.putFailures([
      ...['1', '2'].map((nativeId) => aRecord({ nativeId, header })),
      aRecord({ nativeId: '3', header: { ...header, messageControlId: 'C12' } }),
      aRecord({ nativeId: '4', channelId: 'lab', header }),
    ]);
    await cache.markResolved(['helse/adt/2'], 5);
    const place = { connectionId: 'helse', channelId: 'adt' };
    const found = await cache.failuresOfControlId({ ...place, messageControlId: 'C1', limit: 10 });
    expect(found.map(({ nativeId }) => nativeId).toSorted()).toEqual(['1', '2']);
  });

  it('keeps sync cursors per channel', async () => {
    const cursor = { connectionId: 'helse', channelId: 'adt', afterNativeId: '9', erroredCounter: 4, syncedAt: 5 };
    await cache.putSyncCursor({ ...cursor, erroredCounter: 1 });
    await cache.putSyncCursor(cursor);
    expect(await cache.syncCursors('helse')).toEqual([cursor]);
  });
});

describe('the cache of bodies', () => {
  const key = {
    ref: { connectionId: 'helse', channelId: 'adt', nativeId: '1' },
    connectorId: '0',
    stage: 'raw' as const,
  };

  it('gives back the exact bytes, also empty and binary ones', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 0xef, 0xbb, 0xbf]);
    await cache.putBody(key, { bytes, encoding: null, fidelity: 'wire' });
    await cache.putBody({ ...key, stage: 'sent' }, { bytes: new Uint8Array(), encoding: 'UTF-8', fidelity: 'wire' });
    expect(await cache.readBody(key)).toEqual({ bytes, encoding: null, fidelity: 'wire' });
    expect((await cache.readBody({ ...key, stage: 'sent' }))?.bytes).toHaveLength(0);
    expect(await cache.readBody({ ...key, stage: 'response' })).toBeNull();
  });

  it('finds the body of a failure as the raw stage of its source', async () => {
    await cache.putFailures([aRecord({}, { body: aBody('MSH|a') })]);
    expect(Buffer.from((await cache.readBody(key))?.bytes ?? []).toString()).toBe('MSH|a');
  });

  it('replaces a body that has changed', async () => {
    await cache.putBody(key, aBody('one'));
    await cache.putBody(key, aBody('two'));
    expect(Buffer.from((await cache.readBody(key))?.bytes ?? []).toString()).toBe('two');
  });

  it('holds a body of 20 MB', async () => {
    const bytes = new Uint8Array(20_000_000).fill(65);
    await cache.putBody(key, { bytes, encoding: 'UTF-8', fidelity: 'wire' });
    expect((await cache.readBody(key))?.bytes).toHaveLength(20_000_000);
  });
});

describe('retention', () => {
  it('deletes whole partitions and moves what is still open, with its body', async () => {
    const old = clock.now() - dayMs;
    await cache.putFailures(manyRecords(3, 1, { failedAt: old }).map((record) => ({ ...record, body: aBody() })));
    await cache.markResolved(['helse/adt/1'], old);
    clock.advance(10 * dayMs);
    await cache.putFailures([aRecord({ nativeId: '50', failedAt: clock.now() })]);
    expect(await cache.applyRetention(clock.now() - 7 * dayMs)).toEqual({ partitionsDeleted: 1, moved: 2 });
    expect(await listIds(aQuery({ state: 'all' }))).toEqual(['50', '3', '2']);
    const ref = { connectionId: 'helse', channelId: 'adt', nativeId: '3' };
    expect(await cache.readBody({ ref, connectorId: '0', stage: 'raw' })).toEqual(aBody());
    expect(await cache.readBody({ ref: { ...ref, nativeId: '1' }, connectorId: '0', stage: 'raw' })).toBeNull();
  });

  it('keeps a partition that holds anything newer', async () => {
    await cache.putFailures([aRecord({ failedAt: clock.now() })]);
    expect(await cache.applyRetention(clock.now() - dayMs)).toEqual({ partitionsDeleted: 0, moved: 0 });
  });

  it('updates a failure in the older partition where it lies', async () => {
    await cache.putFailures([aRecord({ failedAt: clock.now() })]);
    clock.advance(2 * dayMs);
    expect(await cache.putFailures([aRecord({ sendAttempts: 7 }), aRecord({ nativeId: '2' })])).toEqual({
      added: 1,
      updated: 1,
    });
    expect((await walkPages(aQuery(), 1)).sort()).toEqual(['1', '2']);
    expect(await cache.getFailure('helse/adt/1')).toMatchObject({ sendAttempts: 7 });
  });
});

describe('removing a connection', () => {
  it('leaves nothing of it, also beside another connection', async () => {
    await cache.putFailures([aRecord({}, { body: aBody() }), aRecord({ connectionId: 'other' }, { body: aBody() })]);
    await cache.removeConnection('helse');
    expect(await cache.getFailure('helse/adt/1')).toBeNull();
    expect(await listIds(aQuery({ connectionIds: ['helse', 'other'] }))).toEqual(['1']);
    await cache.removeConnection('other');
    expect(await listIds(aQuery({ connectionIds: ['helse', 'other'], state: 'all' }))).toEqual([]);
    await cache.putFailures([aRecord()]);
    expect(await listIds(aQuery())).toEqual(['1']);
  });
});
