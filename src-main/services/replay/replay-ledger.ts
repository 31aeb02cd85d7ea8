import { AppError } from '../../../src-shared/domain/app-error.ts';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { isSettled, type Replay, settlesFailure, statesBefore } from '../../../src-shared/domain/replay.ts';
import type { ReplayDeps } from './replay-deps.ts';

export type ReplayStep = Partial<Replay> & { state: Replay['state']; bootId?: string | null };

/** The journal with the rules of the states on top, and the one place that tells others of a step. */
export type ReplayLedger = {
  /** One allowed step, fsynced and told. @throws AppError CONFLICT when the replay is no longer in a state that allows it */
  advance(replay: Replay, step: ReplayStep): Promise<Replay>;
  /** The mark directly before the send: a plain write that outlives this process, not told yet, so that nothing widens the window after the look for copies. */
  mark(replay: Replay, step: ReplayStep): Promise<Replay>;
  /** What is newly known within the same state. */
  amend(replay: Replay, patch: Partial<Replay>): Promise<Replay>;
  get(replayId: string): Promise<Replay>;
  /** Failure list and open pages follow the newest state. */
  tell(replay: Replay): Promise<void>;
};

export function createReplayLedger(deps: ReplayDeps): ReplayLedger {
  const { replays } = deps.journal;

  function write(from: Replay['state'][], replayId: string, step: ReplayStep, sync: boolean): Promise<Replay> {
    const settledAt = isSettled(step.state) ? { settledAt: deps.clock.now() } : {};
    return replays.advance(replayId, from, { ...settledAt, ...step }, sync);
  }

  async function told(written: Promise<Replay>): Promise<Replay> {
    const next = await written;
    await tell(next);
    return next;
  }

  /** What is settled needs nobody any more, nor do the copies of it that failed on the way. */
  async function resolve(replay: Replay): Promise<void> {
    const copies = (await replays.ofMessage(replay)).flatMap(({ newNativeId, state }) =>
      newNativeId !== null && state === 'failed-again' ? [failureIdOf({ ...replay, nativeId: newNativeId })] : [],
    );
    for (const copyId of copies) await deps.cache.setReplayState(copyId, replay.state);
    await deps.cache.markResolved(
      [...copies, ...(replay.failureId === null ? [] : [replay.failureId])],
      deps.clock.now(),
    );
  }

  /** The journal is the truth; a cache that cannot be written now is refilled later. */
  async function tell(replay: Replay): Promise<void> {
    if (replay.failureId !== null) {
      try {
        await deps.cache.setReplayState(replay.failureId, replay.state);
        if (settlesFailure(replay.state)) await resolve(replay);
      } catch (error) {
        const code = error instanceof AppError ? error.code : 'INTERNAL';
        deps.logger.warn('The failure list could not take over a replay state.', { code, state: replay.state });
      }
    }
    deps.emit('replay.changed', { replayId: replay.replayId, failureId: replay.failureId });
  }

  return {
    advance: (replay, step) => told(write(statesBefore(step.state), replay.replayId, step, true)),
    mark: (replay, step) => write(statesBefore(step.state), replay.replayId, step, false),
    amend: (replay, patch) => told(write([replay.state], replay.replayId, { ...patch, state: replay.state }, false)),
    tell,
    async get(replayId) {
      const found = await replays.get(replayId);
      if (found === null) {
        throw new AppError('NOT_FOUND', 'There is no such replay.', { messageKey: 'replay.refused.noSuchReplay' });
      }
      return found;
    },
  };
}
