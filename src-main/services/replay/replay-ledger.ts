import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { isSettled, type Replay, statesBefore } from '../../../src-shared/domain/replay.ts';
import { createChangeMarks } from '../../platform/change-marks.ts';
import type { ReplayDeps } from './replay-deps.ts';
import { createTeller } from './tell-replays.ts';

export type ReplayStep = Partial<Replay> & { state: Replay['state']; bootId?: string | null };

/** The journal with the rules of the states on top, and the one place that tells others of a step. */
export type ReplayLedger = {
  /** One allowed step, fsynced and told. @throws AppError CONFLICT when the replay is no longer in a state that allows it */
  advance(replay: Replay, step: ReplayStep): Promise<Replay>;
  /** The mark directly before the send: a plain write that outlives this process, not told yet, so that nothing widens the window after the look for copies. */
  mark(replay: Replay, step: ReplayStep): Promise<Replay>;
  /**
   * Steps that are plain like the mark, and told behind: a machine that dies loses them, and what was sent is *unknown* then, never sent again.
   * They are handed to the journal before this returns: what is written after the call comes after them.
   */
  learn(replay: Replay, step: ReplayStep, ...further: ReplayStep[]): Promise<Replay>;
  /** What is newly known within the same state. */
  amend(replay: Replay, patch: Partial<Replay>): Promise<Replay>;
  get(replayId: string): Promise<Replay>;
  /** Of what is known here of replays of one message: equal to an earlier one as long as none took a step that says more. */
  stampOf(ref: MessageRef): number;
  /** Failure list and open pages follow the newest state. */
  tell(replay: Replay): Promise<void>;
  /** The same, waiting for nobody who is told: one of many messages must not wait for a list. */
  readonly hurried: ReplayLedger;
};

export function createReplayLedger(deps: ReplayDeps): ReplayLedger {
  const { replays } = deps.journal;
  const tell = createTeller(deps);
  const changes = createChangeMarks();

  async function write(from: Replay['state'][], replay: Replay, step: ReplayStep, sync: boolean): Promise<Replay> {
    const settledAt = isSettled(step.state) ? { settledAt: deps.clock.now() } : {};
    // That an intent is on the disk speaks neither for nor against anything else that is sent.
    const places = step.state === 'intent-journaled' ? [] : [placeOf(replay)];
    const written = replays.advance(replay.replayId, from, { ...settledAt, ...step }, sync);
    const head = await changes.around(places, written);
    return { ...replay, ...head };
  }

  async function told(written: Promise<Replay>): Promise<Replay> {
    const next = await written;
    await tell(next);
    return next;
  }

  async function toldBehind(written: Promise<Replay>): Promise<Replay> {
    const next = await written;
    void tell(next);
    return next;
  }

  const ledger: Omit<ReplayLedger, 'hurried'> = {
    advance: (replay, step) => told(write(statesBefore(step.state), replay, step, true)),
    mark: (replay, step) => write(statesBefore(step.state), replay, step, false),
    learn: (replay, step, ...further) => {
      // All are on their way before the first is answered, so that they come to the disk together and in this order.
      const written = [step, ...further].map((each) => write(statesBefore(each.state), replay, each, false));
      return toldBehind(Promise.all(written).then((heads) => heads.at(-1) ?? replay));
    },
    amend: (replay, patch) => told(write([replay.state], replay, { ...patch, state: replay.state }, false)),
    tell,
    stampOf: (ref) => changes.stampOf([placeOf(ref)]),
    async get(replayId) {
      const found = await replays.get(replayId);
      if (found === null) {
        throw new AppError('NOT_FOUND', 'There is no such replay.', { messageKey: 'replay.refused.noSuchReplay' });
      }
      return found;
    },
  };
  const hurried: ReplayLedger = {
    ...ledger,
    advance: (replay, step) => toldBehind(write(statesBefore(step.state), replay, step, true)),
    async tell(replay) {
      void tell(replay);
    },
    get hurried() {
      return hurried;
    },
  };
  return { ...ledger, hurried };
}

function placeOf({ connectionId, channelId, nativeId }: MessageRef): string {
  return `${connectionId}/${channelId}/${nativeId}`;
}
