import type { JournalStore } from '../../../src-main/store/store.ts';

type Plant = (journal: JournalStore) => JournalStore;

const replays =
  (change: (own: JournalStore['replays']) => Partial<JournalStore['replays']>): Plant =>
  (journal) => ({
    ...journal,
    replays: { ...journal.replays, ...change(journal.replays) },
  });
const runs =
  (change: (own: JournalStore['runs']) => Partial<JournalStore['runs']>): Plant =>
  (journal) => ({
    ...journal,
    runs: { ...journal.runs, ...change(journal.runs) },
  });

/** Faults put between the services and the journal: each has to be found, or the check proves nothing. The first two are found soonest. */
export const plants: Record<string, Plant> = {
  'calls rejected what nobody knows': replays((own) => ({
    advance: (replayId, from, patch, sync) =>
      own.advance(replayId, from, patch.state === 'unknown' ? { ...patch, state: 'rejected' } : patch, sync),
  })),
  'hands out the messages of a run from the last': runs((own) => ({
    waiting: async (runId, after, limit) => (after > 0 ? [] : (await own.waiting(runId, 0, limit)).toReversed()),
  })),
  'does not keep what was left out': runs((own) => ({
    setItems: (runId, changes) =>
      own.setItems(
        runId,
        changes.filter(({ state }) => state !== 'left-out'),
      ),
  })),
  'forgets the mark directly before a send': replays((own) => ({
    advance: async (replayId, from, patch, sync) => {
      const replay = await own.get(replayId);
      if (patch.state === 'in-air' && replay !== null) return replay;
      const wasMarked = patch.state === 'accepted' || patch.state === 'unknown' || patch.state === 'rejected';
      return own.advance(replayId, wasMarked ? [...from, 'intent-journaled'] : from, patch, sync);
    },
  })),
};
