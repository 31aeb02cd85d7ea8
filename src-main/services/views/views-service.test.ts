import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { createViewsService, type ViewsDeps } from './views-service.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let asked: InputOf<'failures.list'>['filter'][];
let described: unknown[];
let settings: ViewsDeps['settings'];
let service: ReturnType<typeof createViewsService>;

const person = (accountId: string, roles: Role[] = ['operator']): PersonContext => ({
  account: { accountId, name: accountId, roles, disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: accountId,
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: (details) => void described.push(details),
});
const [kari, ola, admin] = [person('kari'), person('ola'), person('admin', ['administrator'])];
const filter = { channel: null, cause: null, within: 'any', state: 'open', status: null, text: '' } as const;
const lab = { viewId: null, name: 'Lab', place: 'failures', filter: { ...filter, text: 'channel:Lab' } } as const;
const save = (view: Partial<InputOf<'views.save'>> = {}, as = kari) => service.save({ ...lab, ...view }, as);
const names = async (as: PersonContext) => (await service.list({}, as)).items.map(({ name }) => name);

const countFailures: ViewsDeps['countFailures'] = (input) => {
  asked.push(input.filter);
  return Promise.resolve({ total: 7, urgent: 2, oldestAt: null, isCounted: false });
};
const searchMessages: ViewsDeps['searchMessages'] = () => {
  const coverage = { since: null, indexed: 1, behind: [], notIndexed: [] };
  return Promise.resolve({ items: [], nextCursor: 'more', searchedTo: null, coverage });
};

beforeAll(async () => {
  temporary = await openTemporaryStore(createManualClock());
});
afterAll(() => temporary.remove());

let tests = 0;
beforeEach(() => {
  clock = createManualClock();
  [asked, described] = [[], []];
  tests += 1;
  const [{ settings: kept }, own] = [temporary.store.journal, `${tests}/`];
  settings = {
    get: (scope, name) => kept.get(own + scope, name),
    put: (scope, name, value) => kept.put(own + scope, name, value),
  };
  service = createViewsService({ clock, settings, emit: () => undefined, countFailures, searchMessages });
});

describe('saved views', () => {
  it('are seen by their owner, and by everybody once shared', async () => {
    const { viewId } = await save();
    expect([await names(kari), await names(ola)]).toEqual([['Lab'], []]);
    await service.share({ viewId, isShared: true }, kari);
    expect([await names(kari), await names(ola)]).toEqual([['Lab'], ['Lab']]);
    expect((await service.list({}, ola)).items).toMatchObject([{ owner: 'kari', isOwn: false, mayChange: false }]);
    await service.share({ viewId, isShared: false }, kari);
    expect([await names(kari), await names(ola)]).toEqual([['Lab'], []]);
  });

  it('are changed and deleted by their owner or an administrator only', async () => {
    const { viewId } = await save();
    await expect(service.remove({ viewId }, ola)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await service.share({ viewId, isShared: true }, kari);
    await expect(service.remove({ viewId }, ola)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(save({ viewId, name: 'Mine' }, ola)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await save({ viewId, name: 'Laboratory' }, admin);
    expect((await service.list({}, kari)).items).toMatchObject([{ name: 'Laboratory', owner: 'kari', viewId }]);
    await service.remove({ viewId }, kari);
    expect(await names(ola)).toEqual([]);
  });

  it('stand in the order that each person chose', async () => {
    const [one, two] = [await save({ name: 'One' }), await save({ name: 'Two' })];
    await service.share({ viewId: one.viewId, isShared: true }, kari);
    await service.order({ viewIds: [one.viewId, two.viewId] }, kari);
    expect(await names(kari)).toEqual(['One', 'Two']);
    await service.order({ viewIds: [two.viewId] }, kari);
    await save({ name: 'Three' });
    expect(await names(kari)).toEqual(['Two', 'Three', 'One']);
  });

  it.each(['patient:4711', '26815909445', 'kalium OR PID-3:4711', 'channel:26815909445'])(
    'keep no number of a patient, as in %#',
    async (text) => {
      await expect(save({ filter: { ...filter, text } })).rejects.toMatchObject({
        messageKey: 'views.refused.patient',
      });
      expect(await names(kari)).toEqual([]);
    },
  );

  it('keep neither a search that cannot be read nor a name that is a number of a person', async () => {
    await expect(save({ filter: { ...filter, text: 'chanel:x' } })).rejects.toMatchObject({
      messageKey: 'search.fault.unknown-field',
    });
    await expect(save({ name: '268159 09445' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('are at most 50 of one person', async () => {
    for (let each = 0; each < 50; each += 1) await save({ name: `View ${each}` });
    await expect(save()).rejects.toMatchObject({ messageKey: 'views.refused.many' });
  });

  it('leave their id in the audit log, and neither name nor search', async () => {
    const { viewId } = await save({ name: 'Secret name' });
    expect(described).toEqual([{ target: viewId }]);
  });
});

describe('views.counts', () => {
  it('counts as the lists do, with times that move along', async () => {
    clock.advance(10 * 3_600_000);
    const failures = await save({ filter: { ...filter, within: 'hour', channel: 'helse/adt', cause: 'timeout' } });
    const messages = await save({ place: 'messages' });
    expect((await service.counts({}, kari)).items).toEqual([
      { viewId: failures.viewId, count: 7, urgent: 2, isWhole: false },
      { viewId: messages.viewId, count: 0, urgent: 0, isWhole: false },
    ]);
    expect(asked).toEqual([
      {
        ...{ connectionId: 'helse', channelId: 'adt', kind: 'timeout', groupId: null, state: 'open', text: null },
        ...{ from: clock.now() - 3_600_000, to: null },
      },
    ]);
  });

  it('leaves the rest uncounted when its time is up', async () => {
    for (const name of ['One', 'Two', 'Three']) await save({ name });
    const slow = createViewsService({
      ...{ clock, settings, emit: () => undefined, searchMessages },
      countFailures: (input, context) => {
        clock.advance(400);
        return countFailures(input, context);
      },
    });
    const { items } = await slow.counts({}, kari);
    expect(items.map(({ count }) => count)).toEqual([7, 7, null]);
  });
});

describe('views.recent', () => {
  const note = (text: string, as = kari) => service.noteRecent({ place: 'failures', text }, as);
  const recent = async (as = kari) => (await service.recent({ place: 'failures' }, as)).searches;

  it('are the last eight of each person and list, each once', async () => {
    for (let each = 0; each < 9; each += 1) await note(`channel:c${each}`);
    await note(' channel:c3 ');
    expect((await recent()).slice(0, 3)).toEqual(['channel:c3', 'channel:c8', 'channel:c7']);
    expect(await recent()).toHaveLength(8);
    expect(await recent(ola)).toEqual([]);
    expect((await service.recent({ place: 'messages' }, kari)).searches).toEqual([]);
  });

  it.each(['hansen', 'patient:4711', 'order:4711', 'channel:26815909445', '"open'])(
    'hold nothing that may be about a patient, as in %#',
    async (text) => {
      await note(text);
      expect(await recent()).toEqual([]);
    },
  );
});
