import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { forgetAll, indexed, minuteMs, nine, person } from '../../services/trace/test-support.ts';
import type { HeaderRecord } from '../header-store.ts';
import type { TraceSeed } from '../trace-store.ts';

const range = { from: nine - 100 * minuteMs, to: nine + 1000 * minuteMs };
const clock = createManualClock(nine);
let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore(clock);
});
afterAll(() => temporary.remove());
beforeEach(() => forgetAll(temporary.store));

const put = (...records: HeaderRecord[]) => temporary.store.cache.headers.put(records);
const find = (seed: Partial<TraceSeed> & Pick<TraceSeed, 'kind'>, { limit = 100, isSeedOnly = false } = {}) =>
  temporary.store.cache.traces.find({
    connectionIds: ['hospital'],
    seed: { ...range, ...seed } as TraceSeed,
    limit,
    isSeedOnly,
  });
const idsOf = ({ messages }: Awaited<ReturnType<typeof find>>) =>
  messages.map(({ ref }) => `${ref.channelId} ${ref.nativeId}`);

describe('traces.find', () => {
  it('finds an order and its answer by their number, oldest first', async () => {
    await put(
      indexed('result', { id: 1, minutes: 30 }),
      indexed('order', { id: 1 }),
      indexed('order', { id: 2, orders: ['R2'] }),
    );
    expect(idsOf(await find({ kind: 'order', value: 'R1' }))).toEqual(['orders 1', 'results 1']);
  });
  it('goes from the number of a patient to all that hangs together with it', async () => {
    await put(indexed('order', { id: 1 }), indexed('result', { id: 1, patients: [], minutes: 5 }));
    expect(idsOf(await find({ kind: 'patient', value: person }))).toEqual(['orders 1', 'results 1']);
    expect(idsOf(await find({ kind: 'patient', value: person }, { isSeedOnly: true }))).toEqual(['orders 1']);
  });
  it('does not go on to another patient with the same number', async () => {
    await put(indexed('order', { id: 1 }), indexed('result', { id: 2, patients: ['01897012340'], minutes: 5 }));
    expect(idsOf(await find({ kind: 'patient', value: person }))).toEqual(['orders 1']);
    expect(idsOf(await find({ kind: 'order', value: 'R1' })), 'who asks for the number is told of both').toHaveLength(
      2,
    );
  });
  it('follows receipts, ids and lineage, also to messages whose content was not read', async () => {
    await put(
      indexed('result', { id: 1, controlId: 'A' }),
      indexed('result', {
        id: 7,
        channelId: 'out',
        controlId: 'B',
        isRead: false,
        patients: [],
        orders: [],
        minutes: 1,
        parent: { channelId: 'results', nativeId: '1', isCopy: false },
      }),
      indexed('receipt', {
        id: 9,
        channelId: 'in',
        refersTo: 'B',
        receipt: { outcome: 'accepted', code: '1' },
        patients: [],
        orders: [],
        minutes: 2,
      }),
      indexed('result', {
        id: 3,
        parent: { channelId: 'results', nativeId: '1', isCopy: true },
        minutes: 3,
        controlId: 'A',
      }),
    );
    const all = ['results 1', 'out 7', 'in 9', 'results 3'];
    expect(idsOf(await find({ kind: 'order', value: 'R1' }))).toEqual(all);
    expect(idsOf(await find({ kind: 'control-id', value: 'B' }))).toEqual(all);
    const ref = { connectionId: 'hospital', channelId: 'in', nativeId: '9' };
    expect(idsOf(await find({ kind: 'message', ref }))).toEqual(all);
  });
  it('tells what was kept', async () => {
    await put(
      indexed('result', {
        id: 1,
        version: 'corrected',
        isUrgent: true,
        reportKey: 'L7',
        recipients: ['8090'],
        status: 'waiting',
      }),
    );
    const { messages } = await find({ kind: 'order', value: 'R1' });
    expect(messages[0]).toMatchObject({
      role: 'result',
      version: 'corrected',
      versionAt: nine,
      isUrgent: true,
      isRead: true,
      recipients: ['8090'],
      destinations: [{ connectorId: '1', name: 'Record system', state: 'queued', word: 'unchecked' }],
    });
    expect(messages[0]?.report).toMatch(/^[0-9a-f]{16}$/);
  });
  it('knows what became of a message later', async () => {
    await put(indexed('result', { id: 1, status: 'waiting' }));
    const told = {
      id: 1,
      status: 'delivered' as const,
      endedAt: nine + 5,
      destinations: [{ connectorId: '1', name: 'Record system', state: 'sent' as const }],
    };
    expect(
      await temporary.store.cache.headers.setStatuses({
        connectionId: 'hospital',
        channelId: 'results',
        statuses: [told],
      }),
    ).toBe(1);
    const { messages } = await find({ kind: 'order', value: 'R1' });
    expect(messages[0]).toMatchObject({ status: 'delivered', destinations: [{ state: 'sent', endedAt: nine + 5 }] });
  });
  it('finds a day of birth within its day only', async () => {
    await put(indexed('result', { id: 1 }), indexed('result', { id: 2, minutes: 2000, orders: ['R2'] }));
    expect(idsOf(await find({ kind: 'birth', value: '19750708' }, { isSeedOnly: true }))).toEqual(['results 1']);
  });
  it('says that there is more than was asked for', async () => {
    await put(
      ...Array.from({ length: 12 }, (_, at) => indexed('result', { id: at + 1, minutes: at, orders: [`R${at}`] })),
    );
    const found = await find({ kind: 'patient', value: person }, { limit: 10 });
    expect(found.messages).toHaveLength(10);
    expect(found.isCut).toBe(true);
  });
  it('lets a number that stands everywhere lead nowhere', async () => {
    await put(indexed('result', { id: 1, orders: ['R1', '0'], patients: [] }));
    await put(
      ...Array.from({ length: 600 }, (_, at) => indexed('result', { id: at + 10, orders: ['0'], patients: [] })),
    );
    const { messages } = await find({ kind: 'order', value: 'R1' }, { limit: 2000 });
    expect(messages).toHaveLength(1);
  });
});
