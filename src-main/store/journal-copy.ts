import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Clock, Logger } from '../platform/ports.ts';
import type { JournalCopyState } from './store.ts';

export type JournalCopyDeps = {
  clock: Clock;
  logger: Logger;
  /** Writes one copy in a thread of its own. */
  write: (targetDir: string) => Promise<void>;
};

/** Writes that come together are copied together. */
const settleMs = 1000;
const shortestPauseMs = 30_000;
/** A network drive that hangs must not keep the core from closing. */
const closeLimitMs = 10_000;

/**
 * Keeps the second copy level with the journal: soon after a change, at most every 30 s, and at close. A copy that failed is tried again.
 * @method note the journal has changed
 */
export function createJournalCopy(deps: JournalCopyDeps) {
  const { clock } = deps;
  const listeners = new Set<() => void>();
  let state: JournalCopyState | null = null;
  let isDirty = false;
  let begunAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let isClosed = false;

  function plan(): void {
    if (state === null || !isDirty || cancelTimer !== null || running !== null || isClosed) return;
    const waitMs = Math.max(settleMs, begunAt + shortestPauseMs - clock.monotonicMs());
    cancelTimer = clock.after(waitMs, () => {
      cancelTimer = null;
      void copy();
    });
  }

  function copy(): Promise<void> {
    running ??= copyOnce().then((next) => {
      running = null;
      plan(); // before others hear of it, who may let time pass
      if (next !== null) tell(next);
    });
    return running;
  }

  /** Never rejects: a failure is data for the page that shows it. */
  async function copyOnce(): Promise<JournalCopyState | null> {
    const path = state?.path;
    if (path === undefined) return null;
    isDirty = false;
    begunAt = clock.monotonicMs();
    let errorKey: string | null = null;
    try {
      await deps.write(path);
    } catch (error) {
      isDirty = true;
      errorKey = (error instanceof AppError ? error.messageKey : null) ?? 'errors.internal';
      deps.logger.warn('the journal could not be copied', { errorKey });
    }
    if (state?.path !== path) return null;
    return { path, lastCopiedAt: errorKey === null ? clock.now() : state.lastCopiedAt, errorKey };
  }

  function tell(next: JournalCopyState | null): void {
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    note(): void {
      isDirty = true;
      plan();
    },
    /** Null = none from now on; what was copied stays. */
    set(path: string | null): void {
      if (path === (state?.path ?? null)) return;
      cancelTimer?.();
      cancelTimer = null;
      begunAt = Number.NEGATIVE_INFINITY;
      isDirty = path !== null;
      tell(path === null ? null : { path, lastCopiedAt: null, errorKey: null });
      plan();
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** One last copy of what is not copied yet, bounded in time. */
    async close(): Promise<void> {
      isClosed = true;
      cancelTimer?.();
      listeners.clear();
      const giveUp = new AbortController();
      const last = (async () => {
        await running;
        if (state !== null && isDirty) await copy();
      })();
      await Promise.race([last, clock.sleep(closeLimitMs, giveUp.signal).catch(() => undefined)]);
      giveUp.abort();
    },
  };
}
