import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { createFailuresService } from './failures-service.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let service: ReturnType<typeof createFailuresService>;
let emitted: string[];

const context = {
  account: { accountId: 'a1', name: 'Kari Vakt', roles: [], disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: () => undefined,
} satisfies PersonContext;
const open = {
  ...{ connectionId: null, channelId: null, kind: null, from: null, to: null, text: null, groupId: null },
  state: 'open' as const,
};

beforeEach(async () => {
  clock = createManualClock();
  emitted = [];
  temporary = await openTemporaryStore(clock);
  const { store } = temporary;
  service = createFailuresService({
    cache: store.cache,
    journal: store.journal,
    emit: (name) => void emitted.push(name),
    sync: { coverage: () => ({ refreshedAt: 5, behind: false }), look: () => undefined },
    shownIds: () => ['helse'],
    engineNames: () => [],
    clock,
  });
  await store.cache.putFailures(manyRecords(3, 1, { failedAt: clock.now() }));
});
afterEach(() => temporary.remove());

const listed = async (text: string | null = null) =>
  (await service.list({ filter: { ...open, text }, cursor: null, limit: 100 }, context)).items;
const idsOf = async (text: string | null = null) => (await listed(text)).map(({ failureId }) => failureId);
const ownOf = async (failureId: string) => (await service.get({ failureId }, context)).failure?.ownState;
async function decide(failureIds: string[], decision: Partial<InputOf<'failures.decide'>>) {
  const { setId } = await service.freeze({ scope: { kind: 'these', failureIds } }, context);
  const nothing = { act: 'acknowledge', owner: null, until: null, note: null } as const;
  return service.decide({ requestId: `request-${setId}`, setId, ...nothing, ...decision }, context);
}

describe('failures.decide', () => {
  it('leaves the failures open, each with its own state, and keeps who decided what', async () => {
    const [first = '', second = ''] = await idsOf();
    expect(await decide([first, second], { act: 'assign', owner: 'Ola', note: 'Has the key' })).toEqual({
      decided: 2,
      refused: { count: 0, items: [] },
      joined: 0,
    });
    expect(await idsOf()).toHaveLength(3);
    expect(await ownOf(first)).toEqual({ state: 'assigned', owner: 'Ola', until: null, at: clock.now() });
    expect((await service.handlings({ failureId: second }, context)).items).toMatchObject([
      { act: 'assign', person: 'Kari Vakt', owner: 'Ola', note: 'Has the key', count: 2 },
    ]);
    expect(emitted).toContain('failures.decided');
  });

  it('is found by state and by owner, a snooze until it ends', async () => {
    const [first = '', second = '', third = ''] = await idsOf();
    await decide([first], { act: 'acknowledge' });
    await decide([second], { act: 'assign', owner: 'Ola Vakt' });
    await decide([third], { act: 'snooze', until: clock.now() + 1000 });
    expect(await idsOf('status:acknowledged')).toEqual([first]);
    expect(await idsOf('owner:ola')).toEqual([second]);
    expect(await idsOf('owner:vakt*')).toEqual([]);
    expect(await idsOf('status:snoozed')).toEqual([third]);
    clock.advance(1000);
    expect(await idsOf('status:snoozed')).toEqual([]);
  });

  it('refuses what is settled already, and does the rest', async () => {
    const [first = '', second = ''] = await idsOf();
    await temporary.store.cache.markResolved([first], clock.now());
    expect(await decide([first, second], {})).toMatchObject({
      decided: 1,
      refused: { count: 1, items: [{ failureId: first, why: 'resolved' }] },
    });
  });

  it('asks for an owner and for a time that is still to come', async () => {
    const [first = ''] = await idsOf();
    await expect(decide([first], { act: 'assign' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(decide([first], { act: 'snooze', until: clock.now() })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await ownOf(first)).toBeNull();
  });

  it('ends when the message fails anew, when it is reopened, and when it is settled', async () => {
    const [first = '', second = '', third = ''] = await idsOf();
    await decide([first, second, third], {});
    await temporary.store.cache.putFailures([aRecord({ nativeId: first.split('/')[2] ?? '', failedAt: clock.now() })]);
    expect(await ownOf(first)).not.toBeNull();
    const again = aRecord({ nativeId: first.split('/')[2] ?? '', failedAt: clock.now() + 1 });
    await temporary.store.cache.putFailures([again]);
    await decide([second], { act: 'reopen' });
    const { setId } = await service.freeze({ scope: { kind: 'these', failureIds: [third] } }, context);
    await service.handle({ requestId: 'request-9', setId, way: 'phoned', toWhom: null, note: null }, context);
    expect(await Promise.all([first, second, third].map(ownOf))).toEqual([null, null, null]);
  });

  it('says how many joined after the set was frozen', async () => {
    const { setId } = await service.freeze({ scope: { kind: 'matching', filter: open } }, context);
    await temporary.store.cache.putFailures([aRecord({ nativeId: '900', failedAt: clock.now() })]);
    const answer = await service.decide(
      { requestId: 'request-3', setId, act: 'acknowledge', owner: null, until: null, note: null },
      context,
    );
    expect(answer).toMatchObject({ decided: 3, joined: 1 });
    expect(await ownOf('helse/adt/900')).toBeNull();
  });
});
