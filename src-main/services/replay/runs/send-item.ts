import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type Replay, readErrorLine } from '../../../../src-shared/domain/replay.ts';
import {
  type LeftOutWhy,
  type PauseReason,
  type ReplayRun,
  type RunItem,
  writeRunRequestId,
} from '../../../../src-shared/domain/replay-run.ts';
import type { RunItemChange } from '../../../store/run-store.ts';
import type { TakeTurn } from '../send-once.ts';
import type { RunDeps } from './run-deps.ts';
import type { Progress } from './run-progress.ts';

export type WorkerDeps = Pick<
  RunDeps,
  'journal' | 'cache' | 'clock' | 'logger' | 'engines' | 'send' | 'onReplayChanged'
> & {
  /** A step that the run takes by itself. */
  advance: (
    runId: string,
    to: 'running' | 'paused' | 'finished',
    pauseReason: PauseReason | null,
  ) => Promise<ReplayRun>;
  /** Something of the run changed; may be called often. */
  changed: (runId: string) => void;
  /** Who started it, or let it go on: the sender of what goes now. */
  person: string;
};

/** *stood*: the run had to pause, *called-off*: it was not to go after all; in both the message waits. */
export type Handled = 'done' | 'stood' | 'called-off';

/** The connection of one message: asked for directly before it goes, given back as soon as its outcome is known here. */
export type Turn = { take(): Promise<void>; giveBack(): void };

/** Sends one message of a run, or leaves it out with the reason. `turn` null = nothing else is sent meanwhile. */
export async function sendItem(
  deps: WorkerDeps,
  run: ReplayRun,
  item: RunItem,
  { progress, turn }: { progress: Progress; turn: Turn | null },
): Promise<Handled> {
  const { runId } = run;
  const holder = progress.holderOf(item);
  if (holder !== null) {
    await leaveOut(deps, runId, item, { key: 'run.leftOut.predecessor', params: { place: holder } });
    return 'done';
  }
  const { attempt, known } = await attemptOf(deps, run, item);
  const tried = { ...item, attempt };
  const settling: Promise<void>[] = [];
  const onTaken = ({ replayId, state }: Replay) => {
    progress.add(tried, replayId, state);
    // Handed over with its outcome, so that both are written at once.
    const settled = settle(deps, runId, sentItem(tried, replayId));
    settled.catch(() => undefined); // heard of below, unless the outcome fails first
    settling.push(settled);
    turn?.giveBack();
  };
  const takeTurn: TakeTurn | undefined = turn === null ? undefined : () => turn.take().then(() => onTaken);
  const note = (replay: Replay) => noteSent(deps, runId, tried, { replay, progress, turn });
  try {
    const replay = known ?? (await deps.send(inputOf(run, item, attempt), deps.person, takeTurn));
    if (settling.length > 0) {
      progress.add(tried, replay.replayId, replay.state);
      await Promise.all(settling);
      return 'done';
    }
    if (known !== null || !foundNobody(replay)) return await note(replay);
    await waitAgain(deps, runId, { ...item, attempt: attempt + 1 });
    await stand(deps, runId, 'engine-away');
    return 'stood';
  } catch (error) {
    const made = await deps.journal.replays.ofRequest(requestIdOf(run, item, attempt));
    // It left, and what failed came after: nobody has its answer.
    if (made !== null && !isUnsent(made)) return note(made.state === 'in-air' ? { ...made, state: 'unknown' } : made);
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    if (error instanceof AppError && aboutMessage.has(code)) {
      await leaveOut(deps, runId, tried, {
        key: error.messageKey ?? 'replay.error.code',
        params: { ...error.params, code },
      });
      return 'done';
    }
    await waitAgain(deps, runId, made === null ? tried : { ...item, attempt: attempt + 1 });
    if (code === 'CANCELLED') return 'called-off';
    await stand(deps, runId, code.startsWith('ENGINE_') ? 'engine-away' : 'trouble');
    return 'stood';
  }
}

export function leaveOut(deps: WorkerDeps, runId: string, item: RunItem, why: LeftOutWhy): Promise<void> {
  return settle(deps, runId, { ...item, state: 'left-out', why, replayId: null });
}

/** Verdicts about one message. Anything else is about the engine or the journal, and would befall the next one as well. */
const aboutMessage: ReadonlySet<string> = new Set(['BAD_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT']);

/** The run stands; whoever ended or stood it before this one has the word. */
export async function stand({ advance }: WorkerDeps, runId: string, reason: PauseReason): Promise<void> {
  try {
    await advance(runId, 'paused', reason);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error;
  }
}

/** Nothing left, for a reason that every message would meet: the receiver is not there, or lets nobody in. */
function foundNobody({ state, errorOneLine }: Replay): boolean {
  if (state !== 'rejected' || errorOneLine === null) return false;
  const sentence = readErrorLine(errorOneLine);
  if (sentence === null) return false;
  const { key, params } = sentence;
  return key.startsWith('engine.reason.') || params.code === 'ENGINE_UNREACHABLE' || params.code === 'ENGINE_REFUSED';
}

function waitAgain(deps: WorkerDeps, runId: string, item: RunItem): Promise<void> {
  return settle(deps, runId, { ...item, state: 'waiting', why: null, replayId: null });
}

function isUnsent({ state }: Replay): boolean {
  return state === 'rejected' || state === 'planned';
}

async function noteSent(
  deps: WorkerDeps,
  runId: string,
  item: RunItem,
  { replay, progress, turn }: { replay: Replay; progress: Progress; turn: Turn | null },
): Promise<Handled> {
  progress.add(item, replay.replayId, replay.state);
  turn?.giveBack(); // what it means for the run is known; what follows is our own book-keeping
  await settle(deps, runId, sentItem(item, replay.replayId));
  return 'done';
}

function sentItem(item: RunItem, replayId: string): RunItemChange {
  return { ...item, state: 'sent', why: null, replayId };
}

/**
 * What an earlier try of the same place did, before this core died or lost the engine. One that surely sent nothing is begun anew under a number
 * of its own, and judged anew; anything else stands.
 */
async function attemptOf(
  { journal }: WorkerDeps,
  run: ReplayRun,
  item: RunItem,
): Promise<{ attempt: number; known: Replay | null }> {
  for (let attempt = item.attempt; ; attempt += 1) {
    const known = await journal.replays.ofRequest(requestIdOf(run, item, attempt));
    if (known === null || !isUnsent(known)) return { attempt, known };
  }
}

function requestIdOf({ runId }: ReplayRun, { ordinal }: RunItem, attempt: number): string {
  return writeRunRequestId({ runId, ordinal, attempt });
}

function inputOf(run: ReplayRun, item: RunItem, attempt: number) {
  const { connectionId, channelId, nativeId } = item;
  return {
    ref: { connectionId, channelId, nativeId },
    edit: null,
    destinationIds: null,
    targetConnectionId: run.settings.targetConnectionId,
    accountId: '',
    isPlan: false,
    requestId: requestIdOf(run, item, attempt),
    reason: run.reason ?? '',
    bodyHash: null,
    acceptedHazards: run.settings.acceptedHazards,
    acceptedErrors: null,
  };
}

async function settle({ journal, changed }: WorkerDeps, runId: string, item: RunItemChange): Promise<void> {
  const { ordinal, state, why, attempt, replayId } = item;
  await journal.runs.setItems(runId, [{ ordinal, state, why, attempt, replayId }]);
  changed(runId);
}
