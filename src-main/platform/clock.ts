import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Clock } from './ports.ts';

/** Timers that wait do not keep the process alive by themselves: sockets and stores do. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
    sleep,
  };
}

/** @throws AppError CANCELLED when `signal` ends the wait */
function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new AppError('CANCELLED', 'The wait was cancelled.'));
    };
    if (signal.aborted) return reject(new AppError('CANCELLED', 'The wait was cancelled.'));
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', cancel, { once: true });
  });
}
