import { randomUUID } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureQuery } from '../../store/store.ts';

/** `query` null: chosen one by one, so that none can join. `oldestAt`: the time of the oldest one in it (ms UTC). */
export type FrozenSet = {
  setId: string;
  accountId: string;
  frozenAt: number;
  failureIds: string[];
  query: FailureQuery | null;
  oldestAt: number;
};

const keptMs = 30 * 60_000;
const mostSets = 20;

/** The sets that people have frozen and may decide about, in memory: one that was forgotten is frozen again. */
export function createFrozenSets(clock: Pick<Clock, 'now'>) {
  const sets = new Map<string, FrozenSet>();

  function add(accountId: string, query: FailureQuery | null, failures: readonly Failure[]): FrozenSet {
    const set = {
      setId: randomUUID(),
      accountId,
      frozenAt: clock.now(),
      failureIds: failures.map(({ failureId }) => failureId),
      query,
      oldestAt: failures.at(-1)?.failedAt ?? 0,
    };
    sets.set(set.setId, set);
    const [oldest] = sets.keys();
    if (sets.size > mostSets && oldest !== undefined) sets.delete(oldest);
    return set;
  }

  /** @throws AppError NOT_FOUND also for a set of somebody else */
  function get(setId: string, accountId: string): FrozenSet {
    const set = sets.get(setId);
    if (set === undefined || set.accountId !== accountId || clock.now() - set.frozenAt > keptMs)
      throw new AppError('NOT_FOUND', 'The selection is no longer kept; choose again.', {
        messageKey: 'failures.refused.noSet',
      });
    return set;
  }

  return { add, get };
}
