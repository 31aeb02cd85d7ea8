import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { PauseReason, ReplayRun, RunItem } from '../../../../src-shared/domain/replay-run.ts';
import { findOlderVersions } from './older-versions.ts';
import { createHandout } from './run-handout.ts';
import { createProgress, type Progress } from './run-progress.ts';
import { createReadBack } from './run-read-back.ts';
import { createRunTurns } from './run-turns.ts';
import { leaveOut, sendItem, stand, type WorkerDeps } from './send-item.ts';

/** Sends one run. `halt` resolves when the message under way has its outcome; nothing is sent after it. */
export type RunWorker = { done: Promise<void>; halt(): Promise<void> };

const pageRows = 200;
/** How long a test message may take to be confirmed. */
const testLimitMs = 120_000;
/** How long what comes after a message of the same patient or order waits to learn what became of it. */
const chainLimitMs = 30_000;
/** Messages whose intents are written while others are in the air, for each connection and in all. */
const aheadPerConnection = 32;
const mostAhead = 64;
const minuteMs = 60_000;

export function startRunWorker(deps: WorkerDeps, run: ReplayRun): RunWorker {
  const halting = new AbortController();
  const done = work(deps, run, halting.signal).catch((error: unknown) => {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    // It stays as it is in the journal; the next start of the core, or a person, goes on with it.
    if (!halting.signal.aborted) deps.logger.error('A run stopped.', { runId: run.runId, code });
  });
  return {
    done,
    async halt() {
      halting.abort(new AppError('CANCELLED', 'The run is paused.'));
      await done;
    },
  };
}

async function work(deps: WorkerDeps, run: ReplayRun, signal: AbortSignal): Promise<void> {
  const progress = createProgress(run.settings);
  const readBack = createReadBack(deps, run.runId, progress.note);
  const forget = deps.onReplayChanged((replayId) => {
    if (progress.has(replayId)) readBack(replayId);
  });
  try {
    if (run.settings.newestOnly && !(await leaveOutOlder(deps, run.runId, signal))) return;
    await readSent(deps, run.runId, progress);
    if (run.state === 'testing') {
      if (!(await sendTest(deps, run, { progress, signal }))) return;
      await deps.advance(run.runId, 'running', null);
    }
    progress.markSeen();
    await sendRest(deps, run, { progress, signal });
  } finally {
    forget();
  }
}

/** Before each beginning: a death may have come in between. @returns false when it cannot be told now what is older, and the run stands */
async function leaveOutOlder(deps: WorkerDeps, runId: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { older } = await findOlderVersions(deps, runId, signal);
    for (const { item, newest } of older)
      await leaveOut(deps, runId, item, { key: 'run.leftOut.olderVersion', params: { place: newest } });
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof AppError) || !error.code.startsWith('ENGINE_')) throw error;
    await stand(deps, runId, 'engine-away');
    return false;
  }
}

type Place = Pick<RunItem, 'ordinal' | 'chain'>;
type Going = { progress: Progress; signal: AbortSignal };

/** @returns whether the rest may go at once */
async function sendTest(deps: WorkerDeps, run: ReplayRun, going: Going): Promise<boolean> {
  const { progress, signal } = going;
  const { testCount, pausesAfterTest } = run.settings;
  for await (const item of waitingItems(deps, run.runId)) {
    if (progress.count() >= testCount) break;
    if (signal.aborted || (await sendItem(deps, run, item, { progress, turn: null })) !== 'done') return false;
  }
  const isConfirmed = await confirmed(deps, going);
  if (signal.aborted) return false;
  const outcomes = progress.outcomes();
  const reason: PauseReason | null = outcomes.includes('bad')
    ? 'test-failed'
    : !isConfirmed
      ? 'test-unconfirmed'
      : pausesAfterTest
        ? 'test-done'
        : null;
  if (reason !== null) await stand(deps, run.runId, reason);
  return reason === null;
}

/** Waits until nothing that was sent is open any more; false when it took too long. */
async function confirmed(deps: WorkerDeps, { progress, signal }: Going): Promise<boolean> {
  const { clock } = deps;
  const endsAt = clock.monotonicMs() + testLimitMs;
  while (progress.outcomes().includes('open')) {
    const left = endsAt - clock.monotonicMs();
    if (left <= 0 || signal.aborted) return false;
    await nextChange(deps, Math.min(left, 1000), signal);
  }
  return true;
}

/** Until a replay moved, or so long. */
function nextChange({ clock, onReplayChanged }: WorkerDeps, mostMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      forget();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(mostMs, end);
    const forget = onReplayChanged(end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/**
 * Several connections are in use at once where the target has them, and while they are, the next messages are judged and their intents written
 * together. Whatever ends it, what is in the air is carried to its outcome, and what only waited for a connection does not go.
 */
async function sendRest(deps: WorkerDeps, run: ReplayRun, { progress, signal }: Going): Promise<void> {
  const { perMinute, targetConnectionId } = run.settings;
  const placeOf = ({ connectionId }: RunItem): string => targetConnectionId ?? connectionId;
  const widthOf = (place: string): number => deps.engines(place)?.replay?.connectionCount ?? 1;
  // With a pace nothing is prepared ahead: after a pause of the receiver it would all go at once.
  const ahead = perMinute === null ? aheadPerConnection : 0;
  const handout = createHandout(waitingItems(deps, run.runId), {
    placeOf,
    roomOf: (place) => {
      const width = widthOf(place);
      const prepared = Math.min(width * ahead, mostAhead);
      return { most: width + prepared, least: width + Math.max(-1, Math.floor(prepared / 2) - 1) };
    },
  });
  const turns = createRunTurns(widthOf);
  const out = new Set<Promise<void>>();
  const open = new Set<Promise<void>>();
  const ended: { how: 'stood' | 'called-off' | 'stop-rule' | 'broke' | null; error: unknown } = {
    how: null,
    error: null,
  };

  function mayGo(): boolean {
    if (ended.how === null && progress.shouldStop()) ended.how = 'stop-rule';
    return !signal.aborted && ended.how === null;
  }

  function waitFor(item: Place): void {
    const settling = settled(deps, item, { progress, signal }).then(() => {
      handout.settled(item);
      open.delete(settling);
    });
    open.add(settling);
  }

  async function send(item: RunItem): Promise<void> {
    let release = () => {};
    const take = async (): Promise<void> => {
      release = await turns.take(placeOf(item));
      if (!mayGo()) throw new AppError('CANCELLED', 'The run has been stopped.');
    };
    try {
      const handled = await sendItem(deps, run, item, { progress, turn: { take, giveBack: () => release() } });
      if (handled !== 'done') ended.how ??= handled;
    } catch (error) {
      ended.how = 'broke';
      ended.error = error;
    }
    release();
    handout.returned(item);
    waitFor(item);
  }

  // What an earlier life has sent and not heard of yet.
  for (const item of progress.openOnes()) {
    handout.hold(item);
    waitFor(item);
  }
  let hasMore = true;
  while (hasMore && mayGo()) {
    const next = await handout.next();
    if (next === null) hasMore = false;
    else if (next === 'busy') await Promise.race([...out, ...open]);
    else if (mayGo()) {
      const sending = send(next).finally(() => out.delete(sending));
      out.add(sending);
      if (perMinute !== null) await deps.clock.sleep(minuteMs / perMinute, signal).catch(() => undefined);
    }
  }
  await Promise.all(out);
  if (ended.how === 'broke') throw ended.error;
  if (signal.aborted) return;
  if (ended.how === 'stop-rule') await stand(deps, run.runId, 'stop-rule');
  else if (ended.how === null) await deps.advance(run.runId, 'finished', null);
}

/** Waits until it is known what became of a message, or for so long that an engine has queued it, which keeps the order itself. */
async function settled(deps: WorkerDeps, item: Place, { progress, signal }: Going): Promise<void> {
  const endsAt = deps.clock.monotonicMs() + chainLimitMs;
  for (
    let left = chainLimitMs;
    left > 0 && progress.isOpen(item) && !signal.aborted;
    left = endsAt - deps.clock.monotonicMs()
  )
    await nextChange(deps, Math.min(left, 1000), signal);
}

async function* waitingItems({ journal }: WorkerDeps, runId: string): AsyncGenerator<RunItem> {
  for (let after = 0; ; ) {
    const items = await journal.runs.waiting(runId, after, pageRows);
    yield* items;
    const last = items.at(-1);
    if (last === undefined) return;
    after = last.ordinal;
  }
}

async function readSent({ journal }: WorkerDeps, runId: string, progress: Progress): Promise<void> {
  for (let after = 0; ; ) {
    const items = await journal.runs.items(runId, after, pageRows);
    for (const item of items)
      if (item.replayId !== null && item.replayState !== null) progress.add(item, item.replayId, item.replayState);
    const last = items.at(-1);
    if (last === undefined) return;
    after = last.ordinal;
  }
}
