import { randomUUID } from 'node:crypto';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/history-store.ts';

const beatMs = 10_000;
/** Shorter pauses are a restart, not a time without a watcher. */
const shortestGapMs = 60_000;

/**
 * Writes down that somebody watches, so that a later run can say when nobody did: the process was gone, or the machine asleep.
 * @method gap the last time without a watcher; null = none known
 */
export async function createWatchLog(deps: { history: HistoryStore; clock: Clock; logger: Logger }) {
  const { history, clock, logger } = deps;
  const runId = randomUUID();
  const watchedSince = clock.now();
  let lastBeatAt = watchedSince;
  let lastBeatMs = clock.monotonicMs();
  let cancelBeat = (): void => undefined;
  const previous = await history.previousRun(runId, watchedSince);
  let gap = previous === null ? null : gapOf(previous.to, watchedSince);

  async function beat(): Promise<void> {
    const now = clock.now();
    gap = gapOf(lastBeatAt, now) ?? gap;
    // By the clock that nobody sets: what was watched decides how long figures are kept.
    const watchedMs = Math.min(beatMs * 2, Math.round(clock.monotonicMs() - lastBeatMs));
    [lastBeatAt, lastBeatMs] = [now, clock.monotonicMs()];
    try {
      await history.heartbeat(runId, now, watchedMs);
    } catch {
      logger.warn('the watch could not be written down');
    }
    cancelBeat = clock.after(beatMs, () => void beat());
  }

  await beat();
  return { watchedSince, gap: () => (gap !== null && gap.to <= clock.now() ? gap : null), close: () => cancelBeat() };
}

export type WatchLog = Awaited<ReturnType<typeof createWatchLog>>;

function gapOf(from: number, to: number): { from: number; to: number } | null {
  return to - from >= shortestGapMs ? { from, to } : null;
}
