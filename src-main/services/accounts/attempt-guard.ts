import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Clock } from '../../platform/ports.ts';

const firstDelayMs = 250;
const maxDelayMs = 30_000;
const forgetAfterMs = 15 * 60_000;
const maxWaiting = 8;
const maxNames = 500;

type Attempts = { failures: number; lastFailureAt: number; waiting: number; tail: Promise<void> };

/**
 * Makes guessing slow: attempts on one name run one after the other, each after a delay that doubles with every failure.
 * A success, or a quarter of an hour without a failure, forgets.
 */
export function createAttemptGuard(deps: { clock: Clock }) {
  const attemptsByName = new Map<string, Attempts>();

  /** @throws AppError FORBIDDEN (retryable) when too many attempts wait already; CANCELLED */
  async function run(name: string, attempt: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
    const attempts = entryOf(name.trim().toLowerCase());
    if (attempts.waiting >= maxWaiting) throw tooMany();
    attempts.waiting += 1;
    const result = attempts.tail.then(() => attemptAfterDelay(attempts, attempt, signal));
    attempts.tail = result.then(ignore, ignore);
    try {
      return await result;
    } finally {
      attempts.waiting -= 1;
    }
  }

  async function attemptAfterDelay(attempts: Attempts, attempt: () => Promise<boolean>, signal: AbortSignal) {
    if (deps.clock.now() - attempts.lastFailureAt > forgetAfterMs) attempts.failures = 0;
    if (attempts.failures > 0) await deps.clock.sleep(delayMs(attempts.failures), signal);
    const succeeded = await attempt();
    attempts.failures = succeeded ? 0 : attempts.failures + 1;
    if (!succeeded) attempts.lastFailureAt = deps.clock.now();
    return succeeded;
  }

  function entryOf(name: string): Attempts {
    const known = attemptsByName.get(name);
    if (known !== undefined) return known;
    if (attemptsByName.size >= maxNames) forgetOldest();
    const fresh: Attempts = { failures: 0, lastFailureAt: 0, waiting: 0, tail: Promise.resolve() };
    attemptsByName.set(name, fresh);
    return fresh;
  }

  function forgetOldest(): void {
    for (const [name, attempts] of attemptsByName) {
      if (attempts.waiting > 0) continue;
      attemptsByName.delete(name);
      return;
    }
  }

  return { run };
}

export type AttemptGuard = ReturnType<typeof createAttemptGuard>;

function delayMs(failures: number): number {
  return Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs);
}

function tooMany(): AppError {
  return new AppError('FORBIDDEN', 'Too many attempts at once: wait a little and try again.', {
    retryable: true,
    messageKey: 'errors.tooManyAttempts',
  });
}

function ignore(): void {}
