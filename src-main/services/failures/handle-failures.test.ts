import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aPatientMessage, aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { createFailuresService } from './failures-service.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let shown: string[];
let looked: string[];
let described: unknown[];
let service: ReturnType<typeof createFailuresService>;

const context = {
  account: { accountId: 'a1', name: 'Kari Vakt', roles: [], disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: (details) => void described.push(details),
} satisfies PersonContext;
const other = { ...context, account: { ...context.account, accountId: 'a2' } };
const none = { connectionId: null, channelId: null, kind: null, from: null, to: null, text: null, groupId: null };
const open = { ...none, state: 'open' as const };

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  [shown, looked, described] = [['helse'], [], []];
  const { store } = temporary;
  service = createFailuresService({
    cache: store.cache,
    journal: store.journal,
    emit: () => undefined,
    sync: {
      coverage: () => ({ refreshedAt: 5, behind: false }),
      look: (connectionId, channelId) => void looked.push(`${connectionId}/${channelId}`),
    },
    shownIds: () => shown,
    engineNames: () => [],
    clock,
  });
  await store.cache.putFailures(manyRecords(5));
});
afterEach(() => temporary.remove());

const listed = async (filter: InputOf<'failures.list'>['filter'] = open) =>
  (await service.list({ filter, cursor: null, limit: 100 }, context)).items.map(({ failureId }) => failureId);
const freezeAll = () => service.freeze({ scope: { kind: 'matching', filter: open } }, context);
const freezeThese = (failureIds: string[]) => service.freeze({ scope: { kind: 'these', failureIds } }, context);
const phoned = { requestId: 'request-1', way: 'phoned', toWhom: 'Ward 3', note: 'Result read aloud' } as const;
const handle = (setId: string, more: Partial<InputOf<'failures.handle'>> = {}) =>
  service.handle({ setId, ...phoned, ...more }, context);

describe('failures.handle', () => {
  it('takes the failures out of the open list and keeps how, to whom, who and when', async () => {
    const [first = ''] = await listed();
    const { setId, total } = await freezeThese([first]);
    expect(total).toBe(1);
    expect(await handle(setId)).toEqual({ handled: 1, refused: { count: 0, items: [] }, joined: 0 });
    expect(await listed()).toHaveLength(4);
    expect(await listed({ ...open, text: 'status:handled-otherwise', state: 'all' })).toEqual([first]);
    const { items } = await service.handlings({ failureId: first }, context);
    expect(items).toEqual([
      {
        at: clock.now(),
        person: 'Kari Vakt',
        act: 'handle',
        way: 'phoned',
        owner: null,
        until: null,
        toWhom: 'Ward 3',
        note: 'Result read aloud',
        count: 1,
      },
    ]);
    expect(described).toEqual([{ target: first, summary: 'phoned: 1, refused: 0' }]);
  });

  it('leaves alone what joined after the set was frozen, and says how many', async () => {
    const { setId, total } = await freezeAll();
    expect(total).toBe(5);
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() })]);
    expect(await handle(setId)).toMatchObject({ handled: 5, joined: 1 });
    expect(await listed()).toEqual([expect.stringContaining('/900')]);
  });

  it('refuses one by one what is resolved, handled already, in a replay, or gone, and does the rest', async () => {
    const [resolved = '', handled = '', sent = '', hidden = '', fit = ''] = await listed();
    const { cache } = temporary.store;
    const { setId } = await freezeAll();
    await cache.markResolved([resolved], clock.now());
    await handle((await freezeThese([handled])).setId);
    await cache.setReplayStates([
      { failureId: sent, state: 'in-air' },
      { failureId: hidden, state: 'failed-again' },
    ]);
    const { handled: count, refused } = await handle(setId);
    expect(count).toBe(2);
    expect(new Map(refused.items.map(({ failureId, why }) => [failureId, why]))).toEqual(
      new Map([
        [resolved, 'resolved'],
        [handled, 'handled'],
        [sent, 'replay-open'],
      ]),
    );
    expect((await service.get({ failureId: fit }, context)).failure).toMatchObject({ handledAt: clock.now() });
    shown = [];
    expect(await handle(setId)).toMatchObject({
      handled: 0,
      refused: { count: 5, items: [{ why: 'gone' }, {}, {}, {}, {}] },
    });
  });

  it('asks for a note where the way does not say what was done', async () => {
    const { setId } = await freezeAll();
    for (const way of ['other', 'not-needed'] as const)
      await expect(handle(setId, { way, note: null })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await listed()).toHaveLength(5);
  });

  it('knows no set of somebody else, and none after half an hour', async () => {
    const { setId } = await service.freeze({ scope: { kind: 'matching', filter: open } }, other);
    await expect(handle(setId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own = await freezeAll();
    clock.advance(31 * 60_000);
    await expect(handle(own.setId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('failures.takeBack', () => {
  it('opens a handled failure again, keeps both decisions, and asks the engine about it', async () => {
    const [first = '', second = ''] = await listed();
    await handle((await freezeThese([first])).setId);
    const taken = await service.takeBack(
      { requestId: 'request-2', failureIds: [first, second], reason: 'Wrong ward' },
      context,
    );
    expect(taken).toEqual({ takenBack: 1, refused: { count: 1, items: [{ failureId: second, why: 'not-handled' }] } });
    expect(await listed()).toHaveLength(5);
    expect((await service.handlings({ failureId: first }, context)).items.map(({ act }) => act)).toEqual([
      'take-back',
      'handle',
    ]);
    expect(looked).toHaveLength(1);
  });
});

describe('a handled failure', () => {
  it('stays handled when the engine tells of it again, and is open when the message failed anew', async () => {
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() })]);
    const failureId = (await listed()).find((id) => id.endsWith('/900')) ?? '';
    await handle((await freezeThese([failureId])).setId);
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() })]);
    expect(await listed()).not.toContain(failureId);
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() + 1 })]);
    expect(await listed()).toContain(failureId);
  });
});

describe('failures.export', () => {
  const number = '05928512356';
  const masked = { format: 'json', isRevealed: false, reason: null } as const;
  const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

  beforeEach(async () => {
    const bytes = new Uint8Array(Buffer.from(aPatientMessage));
    const body = { bytes, encoding: 'UTF-8', fidelity: 'engine-text' } as const;
    await temporary.store.cache.putFailures([aRecord({ nativeId: '700', failedAt: clock.now() }, { body })]);
  });

  it('has the set as it was frozen, without what names the patient', async () => {
    const { setId } = await freezeAll();
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() })]);
    const { bytes, rows, left } = await service.export({ setId, ...masked }, context);
    expect([rows, left]).toEqual([6, 0]);
    expect(read(bytes)).toHaveLength(6);
    expect(new TextDecoder().decode(bytes)).not.toContain(number);
    expect(described.at(-1)).toEqual({ target: '', summary: 'json, 6 failures' });
  });

  it('reveals numbers for a reason alone, and names each message that was shown', async () => {
    const { setId } = await freezeAll();
    const asked = { setId, ...masked, isRevealed: true };
    await expect(service.export(asked, context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const { bytes } = await service.export({ ...asked, reason: 'The ward asks which' }, context);
    expect(read(bytes)).toContainEqual(expect.objectContaining({ patientNumbers: number }));
    expect(described.at(-1)).toMatchObject({ target: expect.stringContaining('helse/adt/700') });
  });
});
