import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { approvalMs, reviewDueAt } from '../../../src-shared/domain/approval.ts';
import { acceptanceOf, hazardKinds } from '../../../src-shared/domain/replay.ts';
import { type ReplayPolicy, standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { type RunSettings, standardRunSettings } from '../../../src-shared/domain/replay-run.ts';
import { aFakeMessage } from '../../../test/fakes/fake-engine-world.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { aConnectionId, aContext, createReplayDesk, type ReplayDesk } from '../../../test/fakes/replay-desk.ts';
import { aRecord } from '../../../test/fakes/store-records.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../test/fakes/temporary-store.ts';
import { createQueryOf } from '../failures/failure-query-of.ts';
import { createRunsService, type RunsService } from '../replay/runs/runs-service.ts';
import { createApprovalsService } from './approvals-service.ts';

const settings: RunSettings = { ...standardRunSettings, testCount: 0, acceptedHazards: [...hazardKinds] };
const reason = 'receiver is back';
const secret = 'the right secret';

let clock: ManualClock;
let folder: TemporaryStore;
let connectionId: string;
let desk: ReplayDesk;
let runs: RunsService;
let approvals: ReturnType<typeof createApprovalsService>['handlers'];
let policy: ReplayPolicy;
let accounts: Map<string, Account>;
let requests = 0;
const requestId = () => `request-of-approval-${requests++}`;

beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());

function aPerson(accountId: string, name: string, more: Partial<Account> = {}): ReturnType<typeof aContext> {
  const context = aContext(name, [], { accountId, roles: ['operator', 'approver'], createdAt: 1, ...more });
  accounts.set(accountId, context.account);
  return context;
}

let [kari, ola, per]: ReturnType<typeof aContext>[] = [];

beforeEach(() => {
  connectionId = aConnectionId();
  policy = standardPolicy;
  accounts = new Map();
  kari = aPerson(`kari-${connectionId}`, `Kari ${connectionId}`);
  ola = aPerson(`ola-${connectionId}`, `Ola ${connectionId}`);
  per = aPerson(`per-${connectionId}`, `Per ${connectionId}`);
  const world = { store: folder.store, clock, connectionId };
  desk = createReplayDesk({ ...world, environment: 'PRODUCTION', accounts, policy: () => policy });
  desk.world.receiverIsUp = true;
  nextId = 1000;
  runs = aRunsService();
  const { journal } = folder.store;
  const policies = { current: () => policy, set: () => Promise.resolve() };
  approvals = createApprovalsService({
    ...{ journal, policies, permits: desk.permits, clock, emit: () => undefined },
    findAccount: (id) => accounts.get(id) ?? null,
    requireSecret: (_account, said) =>
      said === secret ? Promise.resolve() : Promise.reject(new AppError('FORBIDDEN', 'Wrong.')),
    planMessage: desk.replay.planUnedited,
  }).handlers;
});
afterEach(async () => {
  await Promise.all([runs.close(), desk.replay.close()]);
  desk.message.close();
});

function aRunsService(): RunsService {
  const shownIds = () => [connectionId];
  const { cache, journal } = folder.store;
  return createRunsService({
    environment: () => 'TEST',
    ...{ cache, journal, clock, logger: silentLogger, shownIds, permits: desk.permits },
    emit: () => undefined,
    engines: () => desk.engine,
    queryOf: createQueryOf({ shownIds, engineNames: () => [], clock }),
    send: desk.replay.send,
    judge: desk.replay.judge,
    onReplayChanged: () => () => undefined,
  });
}

let nextId: number;

async function failed(types: string[]): Promise<string[]> {
  const records = types.map((messageType) => {
    const nativeId = String(nextId++);
    const ref = { ...desk.ref, nativeId };
    const text = `MSH|^~\\&|A|B|C|D|20260101120000||${messageType}|M${nativeId}|P|2.5\rPID|1||05928512356\r`;
    desk.world.messages.set(nativeId, aFakeMessage({ ref, text }));
    const header = { messageControlId: `M${nativeId}`, messageType, sender: 'A', receiver: 'C', messageAt: null };
    return aRecord({
      ...ref,
      failureId: `${connectionId}/${ref.channelId}/${nativeId}`,
      receivedAt: clock.now(),
      header,
    });
  });
  await folder.store.cache.putFailures(records);
  return records.map(({ failure }) => failure.failureId);
}

const many = (count: number) => failed(Array.from({ length: count }, () => 'ORU^R01'));
const sent = () => desk.world.deliveries.length;

async function planned(failureIds: string[]): Promise<string> {
  const { run } = await runs.handlers.plan({ requestId: requestId(), scope: { kind: 'these', failureIds } }, kari!);
  return run.runId;
}
async function askedRun(runId: string, by = kari!, more: Partial<RunSettings> = {}): Promise<string> {
  const input = { requestId: requestId(), runId, settings: { ...settings, ...more }, reason };
  return (await approvals.askRun(input, by)).approval.approvalId;
}
const granted = (approvalId: string, by = ola!, said = secret) =>
  approvals.grant({ requestId: requestId(), approvalId, secret: said, reason: 'agreed' }, by);
const start = (runId: string, more: Partial<InputOf<'runs.start'>> = {}, by = kari!) =>
  runs.handlers.start({ requestId: requestId(), runId, settings, reason, ...more }, by);
async function ended(runId: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const { run, counts } = await runs.handlers.get({ runId }, kari!);
    if (run.state !== 'running' || (counts.waiting === 0 && counts.sent + counts.leftOut === counts.total)) return;
    clock.advance(500);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The run did not end.');
}
const refused = (key: string) => expect.objectContaining({ messageKey: `approval.refused.${key}` });
const needed = expect.objectContaining({ messageKey: 'approval.needed.many' });

/** One blocked message with what `replay.start` wants, and an approval that is asked for. */
async function blocked(type = 'DFT^P03') {
  const [failureId = ''] = await failed([type]);
  const ref = { ...desk.ref, nativeId: failureId.split('/')[2] ?? '' };
  const plan = await desk.plan({ ref });
  const wish = { ref, destinationIds: null, targetConnectionId: null, bodyHash: plan.bodyHash };
  const ask = async (by = kari!) =>
    (await approvals.askMessage({ requestId: requestId(), ...wish, reason }, by)).approval;
  const send = (approvalId: string | undefined, more: Partial<InputOf<'replay.start'>> = {}, by = kari!) =>
    desk.replay.handlers.start(
      {
        ...{ ...wish, edit: null, requestId: requestId(), reason, acceptedErrors: null },
        acceptedHazards: plan.hazards.map(acceptanceOf),
        ...(approvalId === undefined ? {} : { approvalId }),
        ...more,
      },
      by,
    );
  return { ref, plan, ask, send };
}

describe('one message that takes two', () => {
  it('is held back from one person, and sent once when another agrees', async () => {
    const { plan, ask, send } = await blocked();
    expect(plan.isBlocked).toBe(true);
    await expect(send(undefined)).rejects.toMatchObject({ messageKey: 'hazard.class-rule.found' });
    const { approvalId } = await ask();
    await expect(send(approvalId)).rejects.toEqual(refused('notGranted'));
    await granted(approvalId);
    expect((await send(approvalId)).replay.state).toBe('accepted');
    expect(sent()).toBe(1);
  });

  it.each([
    ['the one who asked', () => granted, 'samePerson', () => kari!],
    [
      'somebody by the same name with another account',
      () => granted,
      'samePerson',
      () => aPerson('other', ` ${kari!.account.name.toUpperCase()}`),
    ],
    [
      'an account made after the question',
      () => granted,
      'youngAccount',
      () => aPerson('new', 'Ny Konto', { createdAt: clock.now() + 1 }),
    ],
  ] as const)('is not granted by %s', async (_who, act, key, by) => {
    const { ask, send } = await blocked();
    const { approvalId } = await ask();
    await expect(act()(approvalId, by())).rejects.toEqual(refused(key));
    await expect(send(approvalId)).rejects.toEqual(refused('notGranted'));
    expect(sent()).toBe(0);
  });

  it('is not granted from a session left open, without the secret', async () => {
    const { ask } = await blocked();
    await expect(granted((await ask()).approvalId, ola!, 'a guess')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is not sent by the one who agreed, nor after that one has left or lost the role', async () => {
    const { ask, send } = await blocked();
    const { approvalId } = await ask();
    await granted(approvalId);
    await expect(send(approvalId, {}, ola!)).rejects.toEqual(refused('samePerson'));
    accounts.delete(ola!.account.accountId);
    await expect(send(approvalId)).rejects.toEqual(refused('lapsed'));
    aPerson(ola!.account.accountId, ola!.account.name, { roles: ['operator'] });
    await expect(send(approvalId)).rejects.toEqual(refused('lapsed'));
    expect(sent()).toBe(0);
  });

  it('is not sent with an approval that was used, refused, or is of yesterday', async () => {
    const first = await blocked();
    const { approvalId } = await first.ask();
    await granted(approvalId);
    desk.world.receiverIsUp = false;
    const { replay } = await first.send(approvalId);
    await desk.replay.handlers.settleOtherwise({ requestId: requestId(), replayId: replay.replayId, reason }, kari!);
    await expect(first.send(approvalId)).rejects.toEqual(refused('used'));

    const second = await blocked();
    const no = await second.ask();
    await approvals.refuse({ requestId: requestId(), approvalId: no.approvalId, reason: 'phone them' }, ola!);
    await expect(second.send(no.approvalId)).rejects.toEqual(refused('notGranted'));
    await expect(granted(no.approvalId)).rejects.toEqual(refused('decided'));

    const late = await second.ask();
    await granted(late.approvalId);
    clock.advance(approvalMs + 1);
    await expect(second.send(late.approvalId)).rejects.toEqual(refused('lapsed'));
  });

  it('is not sent as another message, with other bytes or to others than was agreed to', async () => {
    const first = await blocked();
    const second = await blocked();
    const { approvalId } = await first.ask();
    await granted(approvalId);
    await expect(second.send(approvalId)).rejects.toEqual(refused('other'));
    await expect(first.send(approvalId, { destinationIds: ['1'] })).rejects.toEqual(refused('other'));
    desk.world.messages.get(first.ref.nativeId)!.raw!.bytes = new TextEncoder().encode('MSH|^~\\&|A||||||DFT^P03|X');
    await expect(first.send(approvalId)).rejects.toMatchObject({ messageKey: 'replay.refused.bodyChanged' });
    expect(sent()).toBe(0);
  });

  it('is held back by what came up since', async () => {
    const { ask, send } = await blocked();
    const { approvalId } = await ask();
    await granted(approvalId);
    desk.world.channelState = 'stopped';
    await expect(send(approvalId)).rejects.toMatchObject({ messageKey: 'hazard.target-stopped.found' });
  });

  it('is not asked for where nothing blocks, or where something does that nobody lets through', async () => {
    await expect((await blocked('ORU^R01')).ask()).rejects.toEqual(refused('notNeeded'));
    desk.world.channelState = 'stopped';
    await expect((await blocked()).ask()).rejects.toEqual(refused('cannot'));
  });
});

describe('a run that takes two', () => {
  beforeEach(() => {
    policy = { classRules: { ...standardPolicy.classRules, billing: 'second-person' }, approvalOver: 3 };
  });

  it('is not started by one person, nor as several small ones, and is when another agrees', async () => {
    const runId = await planned(await many(4));
    await expect(start(runId)).rejects.toEqual(needed);
    const approvalId = await askedRun(runId);
    await expect(start(runId, { approvalId })).rejects.toEqual(refused('notGranted'));
    await granted(approvalId);
    await start(runId, { approvalId });
    await ended(runId);
    expect(sent()).toBe(4);
    const next = await planned(await many(1));
    await expect(start(next)).rejects.toEqual(needed);
    const { ask: _ask, send } = await blocked('ORU^R01');
    await expect(send(undefined)).rejects.toEqual(needed);
    await start(next, {}, per!);
    await ended(next);
  });

  it('lets messages of a class that takes two join, but none that is blocked', async () => {
    const runId = await planned(await failed(['DFT^P03', 'RDE^O11', 'ORU^R01']));
    const approvalId = await askedRun(runId);
    await granted(approvalId);
    await start(runId, { approvalId });
    await ended(runId);
    const items = await folder.store.journal.runs.items(runId, 0, 10);
    expect(items.map(({ class: of, state }) => `${of} ${state}`).sort()).toEqual([
      'billing sent',
      'medication left-out',
      'result sent',
    ]);
  });

  it('holds a class back when the rule has become stricter since', async () => {
    const runId = await planned(await failed(['DFT^P03']));
    const approvalId = await askedRun(runId);
    await granted(approvalId);
    policy = standardPolicy;
    await start(runId, { approvalId });
    await ended(runId);
    expect(sent()).toBe(0);
  });

  it('needs a new approval with other settings, and none serves two runs', async () => {
    const [one, two] = [await planned(await many(4)), await planned(await many(4))];
    const approvalId = await askedRun(one);
    await granted(approvalId);
    await expect(start(one, { approvalId, settings: { ...settings, stopInRow: 900 } })).rejects.toEqual(
      refused('other'),
    );
    await expect(start(two, { approvalId })).rejects.toEqual(refused('other'));
    await expect(start(one, { approvalId }, ola!)).rejects.toEqual(refused('samePerson'));
    expect(sent()).toBe(0);
  });

  it('stops sending when the one who agreed may do so no more, and is not let go on by that one', async () => {
    const runId = await planned(await many(5));
    const approvalId = await askedRun(runId, kari!, { perMinute: 60 });
    await granted(approvalId);
    await start(runId, { approvalId, settings: { ...settings, perMinute: 60 } });
    await runs.handlers.pause({ requestId: requestId(), runId }, kari!);
    await expect(runs.handlers.resume({ requestId: requestId(), runId }, ola!)).rejects.toEqual(refused('samePerson'));
    accounts.delete(ola!.account.accountId);
    await expect(runs.handlers.resume({ requestId: requestId(), runId }, kari!)).rejects.toEqual(refused('lapsed'));
    expect(sent()).toBeLessThan(5);
  });

  it('is not made of a small one that stands while another is sent', async () => {
    const [one, two] = [await planned(await many(3)), await planned(await many(3))];
    await start(one, { settings: { ...settings, perMinute: 1 } });
    await runs.handlers.pause({ requestId: requestId(), runId: one }, kari!);
    const { sent: already } = (await runs.handlers.get({ runId: one }, kari!)).counts;
    if (already === 0) await start(two);
    else await expect(start(two)).rejects.toEqual(needed);
    const resumed = runs.handlers.resume({ requestId: requestId(), runId: one }, kari!);
    if (already === 0) await expect(resumed).rejects.toEqual(needed);
    else await resumed;
  });

  it('goes alone in an emergency, stays on the list until another has looked at it, and never with what takes two', async () => {
    const runId = await planned([...(await many(4)), ...(await failed(['DFT^P03']))]);
    await start(runId, { emergency: 'nobody answers at night' });
    await ended(runId);
    expect(sent()).toBe(4);
    const open = async () => (await approvals.emergencies({ open: true, runId }, kari!)).items;
    expect(await open()).toMatchObject([{ runId, messages: 4, reason: 'nobody answers at night', review: null }]);
    const review = (by: NonNullable<typeof kari>) =>
      approvals.review({ requestId: requestId(), runId, reason: 'it was right' }, by);
    await expect(review(kari!)).rejects.toEqual(refused('samePerson'));
    await review(ola!);
    expect(await open()).toEqual([]);
    await expect(review(per!)).rejects.toEqual(refused('reviewed'));
  });
});

describe('reviewDueAt', () => {
  it.each([
    ['of a Thursday is Friday', '2026-11-26T02:00:00Z', '2026-11-27T02:00:00Z'],
    ['of a Friday is Monday', '2026-11-27T02:00:00Z', '2026-11-30T02:00:00Z'],
    ['of a Saturday is Monday', '2026-11-28T02:00:00Z', '2026-11-30T02:00:00Z'],
  ])('%s', (_what, at, due) => expect(reviewDueAt(Date.parse(at))).toBe(Date.parse(due)));
});
