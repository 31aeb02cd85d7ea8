import type { Clock, Logger } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/history-store.ts';

const roundMs = 3_600_000;
const mostRows = 2000;

/** Drops figures that have been kept long enough by the clock and by the time watched since, once an hour, a bounded number of rows at a time. Cut off midway, the next round goes on. */
export function createRollupKeeper(deps: { history: Pick<HistoryStore, 'trim'>; clock: Clock; logger: Logger }) {
  const { history, clock, logger } = deps;
  let isClosed = false;
  let running = Promise.resolve();
  let cancelRound = clock.after(roundMs, startRound);

  function startRound(): void {
    running = round();
  }

  async function round(): Promise<void> {
    try {
      while (!isClosed && (await history.trim(clock.now(), mostRows)));
    } catch {
      logger.warn('old figures could not be dropped');
    }
    if (!isClosed) cancelRound = clock.after(roundMs, startRound);
  }

  return {
    close: (): Promise<void> => {
      isClosed = true;
      cancelRound();
      return running;
    },
  };
}
