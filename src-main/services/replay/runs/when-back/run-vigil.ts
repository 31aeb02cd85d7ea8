import type { AwaitedPlace, RunAwaits } from '../../../../../src-shared/domain/replay-run.ts';
import type { RunDeps } from '../run-deps.ts';
import { farthestAheadMs } from '../run-schedule.ts';
import { lookAtTarget, type Memory, type Target } from './look-at-target.ts';
import { targetsOfRun } from './targets-of-run.ts';

type VigilDeps = Pick<RunDeps, 'journal' | 'cache' | 'clock' | 'logger' | 'engines'> & {
  /** Every target is back. Rejects when nothing could be begun now: it is tried again. */
  begin(runId: string): Promise<void>;
  /** It has waited too long. */
  giveUp(runId: string): Promise<void>;
  /** What it waits for is another than before. */
  changed(runId: string): void;
};

const lookEveryMs = 10_000;

type Watched = { since: number; targets: { target: Target; memory: Memory }[] | null; awaits: RunAwaits };

/** Runs that wait until their targets are back, in memory; the journal says which they are. After a restart what was seen before counts no more. */
export function createVigil({ clock, logger, engines, begin, giveUp, changed, ...deps }: VigilDeps) {
  const watched = new Map<string, Watched>();
  const timers = new Map<string, () => void>();
  const closing = new AbortController();
  const looking = new Set<Promise<void>>();

  function lookIn(runId: string, ms: number): void {
    if (closing.signal.aborted || !watched.has(runId)) return;
    timers.get(runId)?.();
    const cancel = clock.after(ms, () => {
      timers.delete(runId);
      const look = lookAt(runId).finally(() => looking.delete(look));
      looking.add(look);
    });
    timers.set(runId, cancel);
  }

  async function lookAt(runId: string): Promise<void> {
    const own = watched.get(runId);
    if (own === undefined) return;
    try {
      if (clock.now() - own.since > farthestAheadMs) {
        await giveUp(runId);
        return forget(runId);
      }
      const places = await awayOf(runId, own);
      // A person may have begun or ended it meanwhile.
      if (watched.get(runId) !== own) return;
      const isOther = own.awaits.lookedAt === null || JSON.stringify(places) !== JSON.stringify(own.awaits.places);
      own.awaits = { lookedAt: clock.now(), places };
      if (isOther) changed(runId);
      if (places.length === 0) {
        await begin(runId);
        return forget(runId);
      }
    } catch (error) {
      if (!closing.signal.aborted)
        logger.error('What a run waits for could not be looked at; it is tried again.', {
          runId,
          error: String(error),
        });
    }
    if (watched.get(runId) === own) lookIn(runId, lookEveryMs);
  }

  async function awayOf(runId: string, own: Watched): Promise<AwaitedPlace[]> {
    const { signal } = closing;
    own.targets ??= (await targetsOfRun(deps, runId)).map((target) => ({
      target,
      memory: { wasAway: false, counters: new Map() },
    }));
    const places: AwaitedPlace[] = [];
    for (const each of own.targets) {
      const place = await lookAtTarget(engines(each.target.connectionId), each, signal);
      if (place !== null) places.push(place);
    }
    return places;
  }

  function forget(runId: string): void {
    timers.get(runId)?.();
    timers.delete(runId);
    watched.delete(runId);
  }

  return {
    /** @param since when it began to wait, ms UTC */
    wait(runId: string, since: number): void {
      watched.set(runId, { since, targets: null, awaits: { lookedAt: null, places: [] } });
      lookIn(runId, 0);
    },
    forget,
    /** Null for a run that waits for nothing. */
    awaits: (runId: string): RunAwaits | null => watched.get(runId)?.awaits ?? null,
    count: (): number => watched.size,
    async close(): Promise<void> {
      closing.abort();
      for (const runId of [...watched.keys()]) forget(runId);
      await Promise.all(looking);
    },
  };
}
