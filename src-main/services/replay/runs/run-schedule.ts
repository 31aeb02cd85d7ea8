import type { Clock, Logger } from '../../../platform/ports.ts';

type ScheduleDeps = {
  clock: Clock;
  logger: Logger;
  /** Its moment has come. Rejects when nothing could be begun now: it is tried again. */
  begin(runId: string): Promise<void>;
};

/** The clock of the machine may be set meanwhile: it is looked at anew at least so often. */
const lookEveryMs = 30_000;
/** Longer ahead is no plan for tonight, and what it was judged by is old by then. */
export const farthestAheadMs = 7 * 86_400_000;
/** A run whose moment passed while no core ran begins by itself only so much later. */
export const latestStartMs = 15 * 60_000;

/** Runs that wait for their moment, in memory; the journal says which they are. */
export function createSchedule({ clock, logger, begin }: ScheduleDeps) {
  const waiting = new Map<string, () => void>();

  function wait(runId: string, startsAt: number): void {
    waiting.get(runId)?.();
    const left = startsAt - clock.now();
    const cancel = clock.after(Math.max(0, Math.min(left, lookEveryMs)), () => {
      if (clock.now() < startsAt) wait(runId, startsAt);
      else void due(runId);
    });
    waiting.set(runId, cancel);
  }

  async function due(runId: string): Promise<void> {
    waiting.delete(runId);
    try {
      await begin(runId);
    } catch (error) {
      logger.error('A run could not begin at its time; it is tried again.', { runId, error: String(error) });
      waiting.set(
        runId,
        clock.after(lookEveryMs, () => void due(runId)),
      );
    }
  }

  return {
    wait,
    forget(runId: string): void {
      waiting.get(runId)?.();
      waiting.delete(runId);
    },
    count: (): number => waiting.size,
    close(): void {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
