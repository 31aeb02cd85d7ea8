import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aBody, aFailure, aPatientMessage, aQuery, aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { FailureCondition } from '../failure-condition.ts';
import type { CacheStore } from '../store.ts';

let temporary: TemporaryStore;
let cache: CacheStore;

beforeEach(async () => {
  temporary = await openTemporaryStore(createManualClock());
  cache = temporary.store.cache;
  const header = (messageControlId: string, messageType: string) => ({
    ...aFailure().header,
    messageControlId,
    messageType,
  });
  await cache.putFailures([
    aRecord(
      { nativeId: '1', header: header('LAB-1', 'ORU^R01'), failedAt: 1000 },
      { patientKeys: ['05928512356'], orderKeys: ['4711'], body: aBody(aPatientMessage) },
    ),
    aRecord(
      {
        nativeId: '2',
        header: header('LAB-2', 'ORU^R01'),
        failedAt: 2000,
        isUrgent: true,
        channelId: 'labs',
        channelName: 'Lab inn',
      },
      { orderKeys: ['4711'] },
    ),
    aRecord(
      { nativeId: '3', header: header("x' or 1=1 --", 'ADT^A01'), failedAt: 3000, kind: 'timeout', target: 'ris:1' },
      { body: aBody() },
    ),
    aRecord({
      nativeId: '4',
      header: { ...header('LAB-10', 'ADT^A08'), sender: null },
      failedAt: 4000,
      resolvedAt: 5000,
    }),
  ]);
});
afterEach(() => temporary.remove());

async function found(condition: FailureCondition): Promise<string[]> {
  const query = aQuery({ condition, state: 'all' });
  const { items } = await cache.listFailures(query, null, 100);
  const { total } = await cache.countFailures(query);
  const { channels } = await cache.failureFacets(query);
  expect([total, channels.reduce((sum, { count }) => sum + count, 0)]).toEqual([items.length, items.length]);
  return items.map(({ nativeId }) => nativeId).sort();
}
const not = (part: FailureCondition): FailureCondition => ({ kind: 'not', part });
const id = (text: string, isPrefix = false): FailureCondition => ({ kind: 'control-id', text, isPrefix });
const field = (path: string, value: string, isPrefix = false): FailureCondition => ({
  kind: 'field',
  path,
  value,
  isPrefix,
});

describe('a search of the cache', () => {
  it.each<[string, FailureCondition, string[]]>([
    ['a control id', id('LAB-1'), ['1']],
    ['the beginning of a control id', id('LAB-1', true), ['1', '4']],
    ['a control id that looks like SQL', id("x' or 1=1 --"), ['3']],
    ['a patient number', { kind: 'key', purpose: 'patient', value: '05928512356' }, ['1']],
    ['an order number', { kind: 'key', purpose: 'order', value: '4711' }, ['1', '2']],
    ['no such order', { kind: 'key', purpose: 'order', value: '471' }, []],
    ['a kind', { kind: 'failure-kind', failureKind: 'timeout' }, ['3']],
    ['urgent ones', { kind: 'urgent', isUrgent: true }, ['2']],
    ['resolved ones', { kind: 'status', status: 'resolved' }, ['4']],
    ['a stretch of time without its end', { kind: 'time', from: 1000, to: 3000 }, ['1', '2']],
    ['part of a channel name', { kind: 'column', column: 'channel', text: 'lab i', isPrefix: false }, ['2']],
    ['the beginning of a type', { kind: 'column', column: 'type', text: 'ADT', isPrefix: true }, ['3', '4']],
    ['a sender that is not given', { kind: 'missing', column: 'sender' }, ['4']],
    ['signs of LIKE as they are', { kind: 'column', column: 'type', text: '%', isPrefix: false }, []],
    ['free text in what a body may show', { kind: 'text', text: 'Kalium' }, ['1']],
    ['a piece of a word in what a body may show', { kind: 'text', text: 'PU0323' }, ['1']],
    ['a piece that goes over separators', { kind: 'text', text: 'kalium||4.1|mm' }, ['1']],
    ['words with other signs between them', { kind: 'text', text: 'npu03230 kali' }, ['1']],
    ['a piece of a one-liner', { kind: 'text', text: 'ection ref' }, ['1', '2', '3', '4']],
    ['two letters as a whole word only', { kind: 'text', text: 'NM' }, ['1']],
    ['a piece of a patient name: never', { kind: 'text', text: 'estese' }, []],
    ['a piece of a patient number: never', { kind: 'text', text: '285123' }, []],
    ['trigrams that stand apart: never', { kind: 'text', text: 'kaliumNPU' }, []],
    ['a field of any segment', field('OBX-3', 'npu03230'), ['1']],
    ['a component of it', field('OBX-3.2', 'Kal', true), ['1']],
    ['a named occurrence only', field('OBX[2]-3', 'NPU03230'), []],
    ['another field', field('OBX-4', 'NPU03230'), []],
    ['patient data by address: never', field('PID-5.1', 'Testesen'), []],
    ['an engine', { kind: 'connection', connectionIds: ['west'] }, []],
  ])('finds %s', async (_what, condition, ids) => {
    expect(await found(condition)).toEqual(ids);
    expect(await found(not(condition))).toEqual(['1', '2', '3', '4'].filter((each) => !ids.includes(each)));
  });

  it('joins conditions, with and without an index that leads to them', async () => {
    const order: FailureCondition = { kind: 'key', purpose: 'order', value: '4711' };
    const urgent: FailureCondition = { kind: 'urgent', isUrgent: true };
    expect(await found({ kind: 'and', parts: [order, urgent] })).toEqual(['2']);
    expect(await found({ kind: 'and', parts: [not(order), not(urgent)] })).toEqual(['3', '4']);
    expect(
      await found({ kind: 'or', parts: [id('LAB-1'), { kind: 'and', parts: [urgent, order] }, id('LAB-10')] }),
    ).toEqual(['1', '2', '4']);
  });

  it('takes up what a spent budget left, without a gap or a double', async () => {
    const query = aQuery({ text: 'Connection refused', state: 'all' });
    const many = Array.from({ length: 2500 }, (_, at) =>
      aRecord({
        nativeId: String(100 + at),
        failedAt: 10_000 + at,
        oneLine: at % 50 === 0 ? 'Connection refused' : 'Not so',
      }),
    );
    await cache.putFailures([
      ...many,
      ...many
        .slice(0, 2001)
        .map(({ failure }, at) =>
          aRecord({ nativeId: String(9000 + at), failedAt: failure.failedAt, oneLine: 'refused Connection' }),
        ),
    ]);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await cache.listFailures(query, cursor, 20, 0);
      ids.push(...page.items.map(({ nativeId }) => nativeId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect([ids.length, new Set(ids).size]).toEqual([54, 54]);
    expect(await cache.countFailures(query, 60_000)).toMatchObject({ total: 54, isWhole: true });
  });

  it('goes on from page to page', async () => {
    const query = aQuery({ condition: { kind: 'column', column: 'type', text: 'r01', isPrefix: false } });
    const first = await cache.listFailures(query, null, 1);
    const second = await cache.listFailures(query, first.nextCursor, 1);
    expect([first, second].map(({ items }) => items.map(({ nativeId }) => nativeId))).toEqual([['2'], ['1']]);
    expect(second.nextCursor).toBeNull();
  });
});
