import type { ReplayState } from '../../../../src-shared/domain/failure.ts';
import type { WorkerDeps } from './send-item.ts';

/** So many at a time; the journal takes no more. */
const mostAtOnce = 500;

type ReadBackDeps = Pick<WorkerDeps, 'logger' | 'changed'> & {
  journal: { replays: Pick<WorkerDeps['journal']['replays'], 'states'> };
};

/**
 * Reads from the journal what became of messages of one run. What is asked for while others are read is read together afterwards.
 * @param note told of each state
 * @returns asks for one
 */
export function createReadBack(
  { journal, logger, changed }: ReadBackDeps,
  runId: string,
  note: (replayId: string, state: ReplayState) => void,
): (replayId: string) => void {
  const asked = new Set<string>();
  let isReading = false;

  async function read(): Promise<void> {
    await Promise.resolve(); // several are told of in one go
    while (asked.size > 0) {
      const ids = [...asked].slice(0, mostAtOnce);
      for (const id of ids) asked.delete(id);
      try {
        for (const { replayId, state } of await journal.replays.states(ids)) note(replayId, state);
        changed(runId);
      } catch {
        logger.warn('Outcomes of a run could not be read back.', { runId, count: ids.length });
      }
    }
    isReading = false;
  }

  return (replayId) => {
    asked.add(replayId);
    if (isReading) return;
    isReading = true;
    void read();
  };
}
