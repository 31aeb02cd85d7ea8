import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aRecord, manyRecords } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import type { PersonContext } from '../../app/handler.ts';
import { type CauseRules, createCauseRules } from './cause-rules.ts';
import { createGroupsService } from './groups-service.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let told: string[][];
let described: string[];
let shown: string[];
let causeRules: CauseRules;

const context = {
  account: { accountId: 'a1', name: 'Kari Vakt', roles: [], disabled: false, createdAt: 0, lastSignInAt: null },
  sessionId: 's1',
  shell: 'browser',
  traceId: 't1',
  signal: new AbortController().signal,
  describe: ({ summary }) => void described.push(summary ?? ''),
} satisfies PersonContext;

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  [told, described, shown] = [[], [], ['helse']];
  causeRules = await createCauseRules({
    cache: temporary.store.cache,
    settings: temporary.store.journal.settings,
    emit: () => undefined,
    shownIds: () => shown,
  });
  await temporary.store.cache.putFailures([
    ...manyRecords(5),
    aRecord({
      nativeId: '90',
      kind: 'transform-error',
      target: null,
      oneLine: 'Visit 4711 is missing',
      isUrgent: true,
    }),
  ]);
});
afterEach(() => temporary.remove());

function service() {
  return createGroupsService({
    cache: temporary.store.cache,
    journal: temporary.store.journal,
    clock,
    emit: (name, payload) =>
      void (name === 'groups.changed' && told.push((payload as { groupIds: string[] }).groupIds)),
    shownIds: () => shown,
    causeRules,
  });
}
const listed = async () => (await service().list({ connectionId: null, channelId: null, kind: null }, context)).items;

let requests = 0;
async function act(kind: InputOf<'groups.act'>['act'], more: Partial<InputOf<'groups.act'>> = {}) {
  const [, down] = await listed();
  const seen = { groupId: down?.groupId ?? '', openThen: down?.open ?? 0, newestThen: down?.lastAt ?? 0 };
  requests += 1;
  const nothing = { owner: null, until: null, text: null };
  return service().act({ requestId: `request-${requests}`, act: kind, groups: [seen], ...nothing, ...more }, context);
}
const downState = async () => (await listed()).find(({ cause }) => cause.kind === 'connection');
const moreFailures = () => {
  clock.advance(60_000);
  return temporary.store.cache.putFailures(manyRecords(3, 200, { failedAt: clock.now() + 3_600_000_000 }));
};

describe('groups.list', () => {
  it('puts urgent ones first and counts those that want a person', async () => {
    const { items, wanting } = await service().list({ connectionId: null, channelId: null, kind: null }, context);
    expect(items).toMatchObject([
      { open: 1, urgent: 1, state: 'new', cause: { template: 'visit … is missing' } },
      { open: 5, urgent: 0, state: 'new', decidedBy: null },
    ]);
    expect(wanting).toBe(2);
  });

  it('knows nothing of connections of another environment', async () => {
    shown = [];
    expect(await listed()).toEqual([]);
  });
});

describe('groups.act', () => {
  it('acknowledges until the group grows', async () => {
    await act('acknowledge');
    expect(await downState()).toMatchObject({ state: 'acknowledged', decidedBy: 'Kari Vakt' });
    expect(told).toHaveLength(1);
    await moreFailures();
    expect(await downState()).toMatchObject({ state: 'new', grownBy: 3 });
  });

  it('resolves until it comes back', async () => {
    await act('resolve', { text: 'The receiver was restarted' });
    expect(await downState()).toMatchObject({ state: 'resolved' });
    await moreFailures();
    expect(await downState()).toMatchObject({ state: 'regressed' });
  });

  it('snoozes until the time set, assigns by name', async () => {
    await act('snooze', { until: clock.now() + 60_000 });
    expect(await downState()).toMatchObject({ state: 'snoozed', snoozedUntil: clock.now() + 60_000 });
    clock.advance(60_000);
    expect(await downState()).toMatchObject({ state: 'new' });
    await act('assign', { owner: 'Ola Drift', text: 'as agreed' });
    expect(await downState()).toMatchObject({ state: 'assigned', owner: 'Ola Drift' });
  });

  it.each([
    ['assign', {}],
    ['snooze', { until: 0 }],
    ['snooze', {}],
    ['resolve', { text: ' x' }],
    ['note', {}],
    ['runbook', { text: 'javascript:alert(1)' }],
    ['runbook', {}],
  ] as const)('refuses %s with too little', async (kind, more) => {
    await expect(act(kind, more)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(told).toEqual([]);
  });

  it('says in the audit log what was done and to how many, never the text', async () => {
    await act('note', { text: 'Called the ward about her' });
    expect(described).toEqual(['note, 1 groups']);
  });
});

describe('groups.get', () => {
  it('has the history with its texts, the runbook, and stays when nothing is open', async () => {
    await act('note', { text: 'Called the receiver' });
    await act('runbook', { text: 'https://wiki.example.invalid/receiver' });
    await act('acknowledge');
    const groupId = (await downState())?.groupId ?? '';
    const answer = await service().get({ groupId }, context);
    expect(answer).toMatchObject({
      group: { state: 'acknowledged', open: 5, total: 5 },
      runbook: 'https://wiki.example.invalid/receiver',
      entries: [{ act: 'acknowledge' }, { act: 'runbook' }, { act: 'note', text: 'Called the receiver' }],
    });
    expect(await service().openRunbook({ groupId }, context)).toEqual({
      address: 'https://wiki.example.invalid/receiver',
    });
    await act('runbook', { text: '' });
    await expect(service().openRunbook({ groupId }, context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await service().get({ groupId }, context)).runbook).toBeNull();
    shown = [];
    expect((await service().get({ groupId }, context)).group).toBeNull();
  });
});

describe('groups.why', () => {
  it('tells what was compared and what was left out', async () => {
    const failureId = 'helse/adt/90';
    const found = await service().why({ failureId }, context);
    expect(found).toMatchObject({
      groupId: (await listed())[0]?.groupId,
      cause: { kind: 'transform-error', scope: { kind: 'connector', channelId: 'adt', connectorId: '1' } },
      stripped: [{ what: 'number', from: '4711' }],
    });
    await expect(service().why({ failureId: 'helse/adt/none' }, context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
