import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type ReplayRun, type RunSettings, standardRunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { failMessages } from '../../../../test/fakes/failed-messages.ts';
import { createManualClock, type ManualClock } from '../../../../test/fakes/manual-clock.ts';
import { aConnectionId, aContext, createReplayDesk, type ReplayDesk } from '../../../../test/fakes/replay-desk.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../../../test/fakes/temporary-store.ts';
import { createQueryOf } from '../../failures/failure-query-of.ts';
import { createRunsService, type RunsService } from './runs-service.ts';

/** What every message of the imagined engine has: its deployment is not told, and nothing is known of the receiver's other messages. */
const acceptedHazards = [
  ...['channel-changed-since', 'same-control-id-accepted', 'engine-text', 'target-stopped'],
  ...['newer-state', 'merged-since', 'newer-result', 'address-protected'],
];
const settings: RunSettings = { ...standardRunSettings, acceptedHazards };

let clock: ManualClock;
let folder: TemporaryStore;
let connectionId: string;
let desk: ReplayDesk;
let listeners: Set<(replayId: string) => void>;
let runs: RunsService;

beforeAll(async () => {
  clock = createManualClock();
  folder = await openTemporaryStore(clock);
});
afterAll(() => folder.remove());
beforeEach(() => {
  connectionId = aConnectionId();
  desk = createReplayDesk({ store: folder.store, clock, connectionId });
  desk.world.receiverIsUp = true;
  nextId = 1000;
  runs = aService();
});
afterEach(async () => {
  await Promise.all([runs.close(), desk.replay.close()]);
  desk.message.close();
});

function aService(send: ReplayDesk['replay']['send'] = desk.replay.send): RunsService {
  listeners = new Set();
  const shownIds = () => [connectionId];
  const { store } = folder;
  const service = createRunsService({
    cache: store.cache,
    journal: store.journal,
    clock,
    logger: silentLogger,
    emit: none,
    environment: () => 'TEST',
    engines: () => desk.engine,
    shownIds,
    queryOf: createQueryOf({ shownIds, engineNames: () => [], clock }),
    send,
    permits: desk.permits,
    judge: desk.replay.judge,
    onReplayChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return service;
}

const none = () => undefined;

let nextId: number;

function failed(count: number, of: Parameters<typeof failMessages>[2] = {}): Promise<string[]> {
  const firstId = nextId;
  nextId += count;
  return failMessages({ desk, cache: folder.store.cache, firstId, at: clock.now() }, count, of);
}

let requests = 0;
const requestId = () => `request-of-run-${requests++}`;

async function planned(failureIds: string[]) {
  return runs.handlers.plan({ requestId: requestId(), scope: { kind: 'these', failureIds } }, desk.context);
}

async function started(failureIds: string[], more: Partial<RunSettings> = {}): Promise<string> {
  const { run } = await planned(failureIds);
  const input = {
    requestId: requestId(),
    runId: run.runId,
    settings: { ...settings, ...more },
    reason: 'receiver is back',
  };
  await runs.handlers.start(input, desk.context);
  return run.runId;
}

/** Moves the clock on, so that confirmations are looked for, until the run is so. */
async function until(runId: string, isSo: (run: ReplayRun) => boolean): Promise<ReplayRun> {
  for (let turn = 0; turn < 400; turn += 1) {
    const run = await folder.store.journal.runs.get(runId);
    if (run !== null && isSo(run)) return run;
    clock.advance(500);
    for (const { payload } of desk.events.splice(0)) {
      if ('replayId' in payload) for (const listener of [...listeners]) listener(String(payload.replayId));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The run did not get there.');
}

const isEnded = ({ state }: ReplayRun) => state === 'finished' || state === 'paused';
const itemsOf = (runId: string) => folder.store.journal.runs.items(runId, 0, 1000);
const sentIds = () => desk.world.deliveries.length;

describe('a run', () => {
  it('sends a test message, waits for its receiver, and then the rest, each once', async () => {
    const runId = await started(await failed(5));
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished', reason: 'receiver is back' });
    expect(sentIds()).toBe(5);
    const { counts, steps } = await runs.handlers.get({ runId }, desk.context);
    expect(counts).toMatchObject({ total: 5, waiting: 0, leftOut: 0, sent: 5 });
    expect(steps.map(({ state }) => state)).toEqual(['planned', 'testing', 'running', 'finished']);
  });

  it('stands when its test message failed again, and nothing else was sent', async () => {
    desk.world.receiverIsUp = false;
    const runId = await started(await failed(4));
    expect(await until(runId, isEnded)).toMatchObject({ state: 'paused', pauseReason: 'test-failed' });
    expect(desk.engine.calls.filter((call) => call === 'replay')).toHaveLength(1);
  });

  it('keeps the order of one patient and holds back what comes after a message that went wrong', async () => {
    const ids = await failed(4, { patient: (at) => (at === 2 ? '15876500288' : '05928512356') });
    desk.world.receiverIsUp = false;
    const runId = await started(ids, { testCount: 0, stopInRow: 1000, stopPercent: 100, perMinute: 30 });
    await until(runId, isEnded);
    const items = await itemsOf(runId);
    expect(items.map(({ state, why }) => why?.key ?? state)).toEqual([
      'sent',
      'run.leftOut.predecessor',
      'sent',
      'run.leftOut.predecessor',
    ]);
  });

  it('leaves out kinds of messages that are charged, ordered or given', async () => {
    const types = ['DFT^P03', 'ORM^O01', 'RDE^O11', 'ADT^A08'];
    const { counts, leftOut } = await planned(await failed(4, { type: (at) => types[at]! }));
    expect(counts).toMatchObject({ total: 4, waiting: 1, leftOut: 3 });
    expect(leftOut.map((row) => row.class).sort()).toEqual(['billing', 'medication', 'order']);
  });

  it('says before anything is sent what the first messages are in for', async () => {
    desk.world.channelState = 'stopped';
    const { sample } = await planned(await failed(3));
    expect(sample).toMatchObject({ looked: 3, unread: 0 });
    expect(sample.hazards).toContainEqual({ kind: 'target-stopped', outcome: 'found', blocks: true, count: 3 });
    expect(desk.engine.calls).not.toContain('replay');
  });

  it('stops by itself when too many fail one after another', async () => {
    desk.world.receiverIsUp = false;
    const runId = await started(await failed(12), { testCount: 0, stopInRow: 2, perMinute: 60 });
    expect(await until(runId, isEnded)).toMatchObject({ state: 'paused', pauseReason: 'stop-rule' });
    const { counts } = await runs.handlers.get({ runId }, desk.context);
    expect(counts.waiting).toBeGreaterThan(0);
  });

  it('goes on where it stood after this process died, and sends nothing twice', async () => {
    const ids = await failed(6);
    const runId = await started(ids, { perMinute: 60 });
    await until(runId, () => sentIds() >= 2);
    await runs.close();
    const before = sentIds();
    expect((await folder.store.journal.runs.get(runId))?.state).toMatch(/testing|running/);
    runs = aService();
    expect(await runs.resumeAtStart()).toBe(1);
    await until(runId, isEnded);
    expect(before).toBeLessThan(6);
    expect(sentIds()).toBe(6);
  });

  it('stands when the engine lets nobody in, and leaves no message out for it', async () => {
    desk.engine.messages!.read = () => Promise.reject(new AppError('ENGINE_REFUSED', 'No.'));
    const runId = await started(await failed(3));
    expect(await until(runId, isEnded)).toMatchObject({ state: 'paused', pauseReason: 'engine-away' });
    expect((await runs.handlers.get({ runId }, desk.context)).counts).toMatchObject({ waiting: 3, leftOut: 0 });
  });

  it('never calls a message left out that has left, and holds back what comes after it', async () => {
    const ids = await failed(2, { patient: () => '15876500288' });
    runs = aService(async (input, person) => {
      desk.engine.replay!.replay = () => Promise.reject(new AppError('OUTCOME_UNKNOWN', 'No answer.'));
      await desk.replay.send(input, person);
      throw new AppError('STORE_UNAVAILABLE', 'The disk is full.');
    });
    const runId = await started(ids, { testCount: 0 });
    await until(runId, isEnded);
    expect((await itemsOf(runId)).map(({ state, why }) => why?.key ?? state)).toEqual([
      'sent',
      'run.leftOut.predecessor',
    ]);
  });

  it('sends in the name of who started it, not of who planned it', async () => {
    const { run } = await planned(await failed(1));
    const input = { requestId: requestId(), runId: run.runId, settings, reason: 'receiver is back' };
    await runs.handlers.start(input, aContext('Ola Nordmann'));
    await until(run.runId, isEnded);
    const [item] = await itemsOf(run.runId);
    expect((await folder.store.journal.replays.get(item?.replayId ?? ''))?.person).toBe('Ola Nordmann');
  });

  it('is begun once, whoever presses twice', async () => {
    const { run } = await planned(await failed(2));
    const start = (id: string) =>
      runs.handlers.start({ requestId: id, runId: run.runId, settings, reason: 'receiver is back' }, desk.context);
    const answers = await Promise.allSettled([start(requestId()), start(requestId())]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await until(run.runId, isEnded);
    expect(sentIds()).toBe(2);
  });

  it('pauses before the next message and goes on when told', async () => {
    const runId = await started(await failed(5), { perMinute: 60, testCount: 0 });
    await until(runId, () => sentIds() >= 1);
    await runs.handlers.pause({ requestId: requestId(), runId }, desk.context);
    const before = sentIds();
    expect(before).toBeLessThan(5);
    await runs.handlers.resume({ requestId: requestId(), runId }, desk.context);
    await until(runId, isEnded);
    expect(sentIds()).toBe(5);
  });

  it('does not stand at its test message again when it was paused before it sent anything more', async () => {
    const runId = await started(await failed(4), { pausesAfterTest: true });
    expect(await until(runId, isEnded)).toMatchObject({ state: 'paused', pauseReason: 'test-done' });
    await runs.handlers.resume({ requestId: requestId(), runId }, desk.context);
    await runs.handlers.pause({ requestId: requestId(), runId }, desk.context);
    expect(sentIds()).toBe(1);
    await runs.handlers.resume({ requestId: requestId(), runId }, desk.context);
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished' });
    expect(sentIds()).toBe(4);
  });
});

describe('a run with several versions of one report', () => {
  const version = (at: number, status: string) =>
    [
      `MSH|^~\\&|LAB|HUS|EPJ|HUS|202611221${at}0000||ORU^R01|C${at}|P|2.5.1`,
      'PID|1||05928512356^^^FNR',
      `OBR|1|HB-1||NA^Natrium|||||||||||||||||||||${status}`,
      `OBX|1|NM|NA^Natrium||141|mmol/L|||||${status}`,
    ].join('\r');
  const told = async (runId: string) => (await itemsOf(runId)).map(({ state, why }) => why?.params.place ?? state);

  it('sends all of them in order, when nothing else was said', async () => {
    const runId = await started(await failed(3, { body: (at) => version(at, 'F') }));
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished' });
    expect(await told(runId)).toEqual(['sent', 'sent', 'sent']);
  });

  it('sends the newest only when asked to, and names it where the others are left out', async () => {
    const { run } = await planned(await failed(3, { body: (at) => version(at, at === 1 ? 'C' : 'F') }));
    expect(await runs.handlers.olderVersions({ runId: run.runId }, desk.context)).toEqual({ older: 2, unread: 0 });
    const runId = await started(
      (await itemsOf(run.runId)).map(({ failureId }) => failureId),
      { newestOnly: true },
    );
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished' });
    expect(await told(runId)).toEqual([3, 3, 'sent']);
    expect((await itemsOf(runId))[0]?.why?.key).toBe('run.leftOut.olderVersion');
    expect(sentIds()).toBe(1);
  });

  it('sends what the newer one, only preliminary, does not replace', async () => {
    const runId = await started(await failed(2, { body: (at) => version(at, at === 1 ? 'P' : 'F') }), {
      newestOnly: true,
    });
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished' });
    expect(await told(runId)).toEqual(['sent', 'sent']);
  });

  it('stands, and sends nothing, when the engine cannot be asked which is the newest', async () => {
    const ids = await failed(2, { body: (at) => version(at, 'F') });
    const { run } = await planned(ids);
    desk.engine.messages!.readBody = () => Promise.reject(new AppError('ENGINE_UNREACHABLE', 'Away.'));
    const input = {
      requestId: requestId(),
      runId: run.runId,
      settings: { ...settings, newestOnly: true },
      reason: 'back',
    };
    await runs.handlers.start(input, desk.context);
    expect(await until(run.runId, isEnded)).toMatchObject({ state: 'paused', pauseReason: 'engine-away' });
    expect(await told(run.runId)).toEqual(['waiting', 'waiting']);
  });
});

describe('a run for later', () => {
  const minute = 60_000;
  const inAnHour = () => clock.now() + 60 * minute;
  const stateOf = async (runId: string) => (await folder.store.journal.runs.get(runId))?.state;
  const isUnderWay = ({ state }: ReplayRun) => state !== 'scheduled';

  it('sends nothing before its time, and everything then', async () => {
    const startsAt = clock.now() + minute;
    const runId = await started(await failed(3), { startsAt });
    expect(runs.activeCount()).toBe(1);
    await until(runId, () => clock.now() >= startsAt - 10_000);
    expect(await stateOf(runId)).toBe('scheduled');
    expect(sentIds()).toBe(0);
    expect(await until(runId, isEnded)).toMatchObject({ state: 'finished' });
    expect(clock.now()).toBeGreaterThanOrEqual(startsAt);
    expect(sentIds()).toBe(3);
  });

  it('begins at once when a person says so, and only once', async () => {
    const startsAt = inAnHour();
    const runId = await started(await failed(2), { startsAt });
    await runs.handlers.resume({ requestId: requestId(), runId }, desk.context);
    await until(runId, isEnded);
    expect(clock.now()).toBeLessThan(startsAt);
    clock.advance(2 * 60 * minute);
    expect(await stateOf(runId)).toBe('finished');
    expect(sentIds()).toBe(2);
  });

  it('is not begun any more when it was cancelled', async () => {
    const runId = await started(await failed(2), { startsAt: inAnHour() });
    await runs.handlers.cancel({ requestId: requestId(), runId, reason: 'settled by phone' }, desk.context);
    clock.advance(2 * 60 * minute);
    expect(runs.activeCount()).toBe(0);
    expect(await stateOf(runId)).toBe('cancelled');
    expect(sentIds()).toBe(0);
  });

  it.each([
    ['begins a little late when the process came back in time', 5, 'finished', 2],
    ['stands for a person when its time was long past by then', 40, 'paused', 0],
  ] as const)('%s', async (_what, minutesLate, state, sent) => {
    const startsAt = inAnHour();
    const runId = await started(await failed(2), { startsAt });
    await runs.close();
    clock.advance((60 + minutesLate) * minute);
    runs = aService();
    await runs.resumeAtStart();
    const run = await until(runId, (now) => isUnderWay(now) && isEnded(now));
    expect(run).toMatchObject({ state, pauseReason: state === 'paused' ? 'missed-start' : null });
    expect(sentIds()).toBe(sent);
  });

  it('closes after what a start had begun to read, and begins nothing once it is closed', async () => {
    const runId = await started(await failed(1), { startsAt: inAnHour() });
    await runs.close();
    runs = aService();
    const resuming = runs.resumeAtStart();
    await runs.close();
    await expect(resuming).resolves.toBe(0);
    await expect(runs.resumeAtStart()).resolves.toBe(0);
    expect(runs.activeCount()).toBe(0);
    expect(await stateOf(runId)).toBe('scheduled');
    await runs.handlers.cancel({ requestId: requestId(), runId, reason: 'not needed' }, desk.context);
  });

  it.each([
    ['that has passed', -1],
    ['farther away than a week', 8 * 24 * 60],
  ])('is refused for a time %s, and stays a plan', async (_what, minutes) => {
    const { run } = await planned(await failed(1));
    const startsAt = clock.now() + minutes * minute;
    const input = { requestId: requestId(), runId: run.runId, settings: { ...settings, startsAt }, reason: 'later' };
    await expect(runs.handlers.start(input, desk.context)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      messageKey: 'run.refused.startsAt',
    });
    expect(await stateOf(run.runId)).toBe('planned');
  });
});
