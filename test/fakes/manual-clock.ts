import type { Clock } from '../../src-main/platform/ports.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';

/**
 * A clock that stands still until a test moves it. `advance` runs what falls due, in order, each at its own time.
 * `untilPending` resolves when at least that many timers wait.
 */
export type ManualClock = Clock & {
  advance(byMs: number): void;
  pendingCount(): number;
  untilPending(count: number): Promise<void>;
};

export function createManualClock(startAt = 1_800_000_000_000): ManualClock {
  let now = startAt;
  const timers = new Set<{ at: number; run: () => void }>();
  const watchers = new Set<() => void>();

  const after: Clock['after'] = (delayMs, run) => {
    const timer = { at: now + delayMs, run };
    timers.add(timer);
    for (const watch of [...watchers]) watch();
    return () => timers.delete(timer);
  };

  return {
    now: () => now,
    monotonicMs: () => now - startAt,
    after,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new AppError('CANCELLED', 'Cancelled.'));
          return;
        }
        const cancel = after(delayMs, resolve);
        signal.addEventListener('abort', () => {
          cancel();
          reject(new AppError('CANCELLED', 'Cancelled.'));
        });
      }),
    pendingCount: () => timers.size,
    untilPending: (count) =>
      new Promise((resolve) => {
        const watch = () => {
          if (timers.size < count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    advance(byMs) {
      const until = now + byMs;
      for (;;) {
        const next = [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = until;
    },
  };
}
