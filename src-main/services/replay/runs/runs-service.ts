import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type ApprovalActor, actorOf } from '../../../../src-shared/domain/approval.ts';
import {
  isUnderWay,
  type PauseReason,
  type ReplayRun,
  type RunSettings,
  type RunState,
  runStatesBefore,
  standardRunSettings,
} from '../../../../src-shared/domain/replay-run.ts';
import type { HandlersOf } from '../../../app/handler.ts';
import { judgeSample } from './judge-sample.ts';
import { findOlderVersions } from './older-versions.ts';
import { joinAgreed, permitResume, permitRun } from './permit-run.ts';
import { planRun } from './plan-run.ts';
import { createReport } from './report/report-handler.ts';
import type { RunDeps } from './run-deps.ts';
import { createSchedule, farthestAheadMs, latestStartMs } from './run-schedule.ts';
import { type RunWorker, startRunWorker } from './run-worker.ts';
import { createVigil } from './when-back/run-vigil.ts';

/**
 * Runs of many messages.
 * @method resumeAtStart after the ledger has recovered and the connections are there: goes on with what was under way
 * @method activeCount runs that are sending or wait for their moment; a core without a window stops only at zero
 */
export type RunsService = {
  handlers: HandlersOf<'runs'>;
  resumeAtStart(): Promise<number>;
  activeCount(): number;
  close(): Promise<void>;
};

type Step = { to: RunState; person: string; pauseReason: PauseReason | null };

/** Told to pages at most so often. */
const toldEveryMs = 500;

export function createRunsService(deps: RunDeps): RunsService {
  const { journal, clock, emit } = deps;
  const workers = new Map<string, RunWorker>();
  const toldSoon = new Map<string, () => void>();

  async function advance(
    runId: string,
    { to, person, pauseReason }: Step,
    start: { settings: RunSettings; reason: string | null } | null = null,
  ): Promise<ReplayRun> {
    const step = { at: clock.now(), person, state: to, pauseReason };
    const run = await journal.runs.advance({ runId, from: runStatesBefore(to), step, start });
    emit('runs.changed', { runId });
    return run;
  }

  function changed(runId: string): void {
    if (toldSoon.has(runId)) return;
    const cancel = clock.after(toldEveryMs, () => {
      toldSoon.delete(runId);
      emit('runs.changed', { runId });
    });
    toldSoon.set(runId, cancel);
  }

  async function begin(run: ReplayRun, { accountId, name: person }: ApprovalActor): Promise<void> {
    const { runId } = run;
    const approvalId = (await deps.permits.usedByRun(runId)) ?? undefined;
    const worker = startRunWorker(
      {
        ...deps,
        changed,
        person,
        send: (input, sender, takeTurn) => deps.send({ ...input, accountId, approvalId, runId }, sender, takeTurn),
        advance: (runId, to, pauseReason) => advance(runId, { to, person, pauseReason }),
      },
      run,
    );
    workers.set(run.runId, worker);
    void worker.done.then(() => {
      if (workers.get(run.runId) === worker) workers.delete(run.runId);
    });
  }

  /** By who had started it for later. */
  async function beginScheduled(runId: string): Promise<void> {
    const known = await require(runId);
    if (known.state !== 'scheduled') return;
    const steps = await journal.runs.steps(runId);
    const name = steps.findLast(({ state }) => state === 'scheduled')?.person ?? known.person;
    const run = await advance(runId, { to: firstState(known.settings), person: name, pauseReason: null });
    // The account is not kept with a step; a name is one person's.
    await begin(run, { accountId: '', name });
  }

  const schedule = createSchedule({ clock, logger: deps.logger, begin: beginScheduled });
  const vigil = createVigil({
    ...deps,
    begin: beginScheduled,
    giveUp: (runId) => standByItself(runId, 'never-back'),
    changed,
  });

  async function standByItself(runId: string, pauseReason: PauseReason): Promise<void> {
    const { state, person } = await require(runId);
    if (state === 'scheduled') await advance(runId, { to: 'paused', person, pauseReason });
  }

  /** @throws AppError BAD_INPUT `run.refused.startsAt` | `run.refused.whenBack` */
  function checkWhen({ startsAt, whenBack, testCount }: RunSettings): void {
    if (whenBack && (startsAt !== null || testCount === 0))
      throw new AppError('BAD_INPUT', 'A run that waits for its target has a test message and no time of its own.', {
        messageKey: 'run.refused.whenBack',
      });
    if (startsAt === null) return;
    const ahead = startsAt - clock.now();
    if (ahead <= 0 || ahead > farthestAheadMs)
      throw new AppError('BAD_INPUT', 'A run starts within the next seven days.', {
        messageKey: 'run.refused.startsAt',
      });
  }

  /** What was to start while no core ran waits for a person, unless it is only a little late. */
  async function resumeScheduled(runId: string): Promise<void> {
    const { settings, changedAt } = await require(runId);
    if (settings.whenBack) return vigil.wait(runId, changedAt);
    const startsAt = settings.startsAt ?? clock.now();
    if (clock.now() - startsAt <= latestStartMs) schedule.wait(runId, startsAt);
    else await standByItself(runId, 'missed-start');
  }

  function stopWaiting(runId: string): void {
    schedule.forget(runId);
    vigil.forget(runId);
  }

  async function require(runId: string): Promise<ReplayRun> {
    const run = await journal.runs.get(runId);
    if (run === null) throw new AppError('NOT_FOUND', 'There is no such run.', { messageKey: 'run.refused.noRun' });
    return run;
  }

  /** Whether its test message has had its outcome: it has gone on since, or a person was told of it. */
  async function wasTested(runId: string): Promise<boolean> {
    const steps = await journal.runs.steps(runId);
    return steps.some(({ state, pauseReason }) => state === 'running' || pauseReason?.startsWith('test-'));
  }

  async function told(runId: string) {
    const [counts, leftOut] = await Promise.all([journal.runs.counts(runId), journal.runs.leftOut(runId)]);
    return { counts, leftOut };
  }

  const handlers: HandlersOf<'runs'> = {
    async plan({ requestId, scope }, context) {
      const { items, facts, beyond } = await planRun(deps, scope);
      if (items.length === 0)
        throw new AppError('BAD_INPUT', 'Nothing is chosen that is kept here.', { messageKey: 'run.refused.empty' });
      const base = { runId: randomUUID(), createdAt: clock.now(), person: context.account.name };
      const { runId } = await journal.runs.put({ ...base, requestId, settings: standardRunSettings, facts }, items);
      context.describe({ target: runId, summary: `messages: ${items.length}` });
      const sample = await judgeSample(deps, runId, context.signal);
      return { run: await require(runId), ...(await told(runId)), beyond, sample };
    },

    async start({ runId, settings, reason, approvalId, emergency }, context) {
      checkWhen(settings);
      const { startsAt, whenBack } = settings;
      const to = startsAt === null && !whenBack ? firstState(settings) : 'scheduled';
      context.describe({ target: runId });
      const known = await require(runId);
      if (known.state !== 'planned') throw movedOn(known.state);
      const person = actorOf(context);
      await permitRun(deps, { runId, settings, approvalId, emergency, person });
      const run = await advance(runId, { to, person: person.name, pauseReason: null }, { settings, reason });
      if (approvalId !== undefined) await joinAgreed(deps, runId);
      if (emergency !== undefined) context.describe({ summary: 'emergency' });
      if (whenBack) vigil.wait(runId, run.changedAt);
      else if (startsAt === null) await begin(run, person);
      else schedule.wait(runId, startsAt);
      return { run };
    },

    async pause({ runId }, context) {
      context.describe({ target: runId });
      const run = await advance(runId, { to: 'paused', person: context.account.name, pauseReason: 'by-person' });
      await workers.get(runId)?.halt();
      return { run };
    },

    async resume({ runId }, context) {
      context.describe({ target: runId });
      const known = await require(runId);
      // One that waits for its moment begins at once.
      if (known.state !== 'paused' && known.state !== 'scheduled') throw movedOn(known.state);
      await workers.get(runId)?.done;
      const to = (await wasTested(runId)) || known.settings.testCount === 0 ? 'running' : 'testing';
      await permitResume(deps, runId, actorOf(context));
      const run = await advance(runId, { to, person: context.account.name, pauseReason: null });
      stopWaiting(runId);
      await begin(run, actorOf(context));
      return { run };
    },

    async cancel({ runId }, context) {
      context.describe({ target: runId });
      const run = await advance(runId, { to: 'cancelled', person: context.account.name, pauseReason: null });
      stopWaiting(runId);
      await workers.get(runId)?.halt();
      return { run };
    },

    async sample({ runId }, context) {
      await require(runId);
      return { sample: await judgeSample(deps, runId, context.signal) };
    },

    async olderVersions({ runId }, context) {
      await require(runId);
      const { older, unread } = await findOlderVersions(deps, runId, context.signal);
      return { older: older.length, unread };
    },

    ...createReport(deps),

    async list({ cursor, limit }) {
      const { items, nextCursor } = await journal.runs.list(cursor, limit);
      const counted = items.map(async (run) => ({ ...run, counts: await journal.runs.counts(run.runId) }));
      return { items: await Promise.all(counted), nextCursor };
    },
    get: async ({ runId }) => ({
      run: await require(runId),
      steps: await journal.runs.steps(runId),
      awaits: vigil.awaits(runId),
      ...(await told(runId)),
    }),
    items: async ({ runId, only, after, skip, limit }) => ({
      items: await journal.runs.items(runId, after, limit, { only, skip }),
    }),
  };

  /** Ends between two runs when the core is closed meanwhile. */
  async function resumeAll(): Promise<number> {
    await journal.runs.linkSent();
    const runIds = await journal.runs.active();
    for (const runId of runIds) {
      if (isClosing) return 0;
      const run = await require(runId);
      const last = (await journal.runs.steps(runId)).findLast(({ state }) => isUnderWay(state));
      // The account is not kept with a step; a name is one person's.
      if (isUnderWay(run.state)) await begin(run, { accountId: '', name: last?.person ?? run.person });
    }
    for (const runId of isClosing ? [] : await journal.runs.scheduled()) {
      if (isClosing) return 0;
      await resumeScheduled(runId);
    }
    return runIds.length;
  }

  let isClosing = false;
  let resuming: Promise<unknown> = Promise.resolve();

  return {
    handlers,
    async resumeAtStart() {
      if (isClosing) return 0;
      const resumed = resumeAll();
      resuming = resumed.catch(() => undefined); // whoever asked for it hears of it
      return resumed;
    },
    activeCount: () => workers.size + schedule.count() + vigil.count(),
    async close() {
      isClosing = true;
      // The store is closed next, and what is read or begun by then has to be ended first.
      await resuming;
      schedule.close();
      await vigil.close();
      for (const cancel of toldSoon.values()) cancel();
      toldSoon.clear();
      await Promise.all([...workers.values()].map((worker) => worker.halt()));
    },
  };
}

function firstState({ testCount }: RunSettings): RunState {
  return testCount > 0 ? 'testing' : 'running';
}

function movedOn(state: RunState): AppError {
  return new AppError('CONFLICT', `The run is ${state} by now. Load it again.`, {
    messageKey: 'run.refused.movedOn',
    params: { state },
  });
}
