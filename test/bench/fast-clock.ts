import { createSystemClock } from '../../src-main/platform/clock.ts';
import type { Clock } from '../../src-main/platform/ports.ts';

/** A clock that runs `factor` times as fast as the wall: half an hour of polling in a minute. */
export function createFastClock(factor: number): Clock {
  const real = createSystemClock();
  const startedAt = real.now();
  const startedMs = real.monotonicMs();
  return {
    now: () => Math.round(startedAt + (real.now() - startedAt) * factor),
    monotonicMs: () => startedMs + (real.monotonicMs() - startedMs) * factor,
    after: (delayMs, run) => real.after(delayMs / factor, run),
    sleep: (delayMs, signal) => real.sleep(delayMs / factor, signal),
  };
}
