import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';

type Status = OutputOf<'practice.status'>;

/** A running practice engine. `ready` says how to reach it; the rest is its control door. Calls are bounded in time. */
export type PracticeEngine = {
  ready: { url: string; username: string; password: string; certificateFingerprint: string };
  status(signal: AbortSignal): Promise<Omit<Status, 'isRunning'>>;
  switchScenario(input: InputOf<'practice.switchScenario'>, signal: AbortSignal): Promise<void>;
  setSpeed(input: InputOf<'practice.setSpeed'>, signal: AbortSignal): Promise<void>;
  setReceiver(input: InputOf<'practice.setReceiver'>, signal: AbortSignal): Promise<void>;
  inject(input: InputOf<'practice.inject'>, signal: AbortSignal): Promise<OutputOf<'practice.inject'>>;
  receiverLog(
    input: InputOf<'practice.receiverLog'>,
    signal: AbortSignal,
  ): Promise<OutputOf<'practice.receiverLog'>['items']>;
  /** Resolves when the engine has ended, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
};
