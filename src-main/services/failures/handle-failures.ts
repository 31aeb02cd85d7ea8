import { mostFrozen } from '../../../src-shared/contract/failure-handling.ts';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { FailureHandling } from '../../../src-shared/domain/failure-handling.ts';
import { isSettled } from '../../../src-shared/domain/replay.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureQuery, Store } from '../../store/store.ts';
import { createExport } from './export-failures.ts';
import { createFrozenSets, type FrozenSet } from './frozen-sets.ts';

export type HandleDeps = {
  cache: Pick<Store['cache'], 'listFailures' | 'countFailures' | 'getFailures' | 'setHandled' | 'readBody'>;
  journal: Pick<Store['journal'], 'handlings'>;
  clock: Pick<Clock, 'now'>;
  emit: Emit;
  shownIds: () => string[];
  /** Asks the engine soon whether it still counts the failures of a channel. */
  look: (connectionId: string, channelId: string) => void;
  queryOf: (filter: InputOf<'failures.list'>['filter']) => FailureQuery;
};

type Refusals = OutputOf<'failures.handle'>['refused'];
type Refusal = Refusals['items'][number];
type Judged = { fit: Failure[]; refused: Refusal[] };

const batchSize = 500;
const mostNamed = 100;

/** Failures that people settle without a replay. The journal is written before the cache, which can be filled from it again. */
export function createHandlings(
  deps: HandleDeps,
): Pick<HandlersOf<'failures'>, 'freeze' | 'export' | 'handle' | 'takeBack' | 'progress' | 'handlings'> {
  const { cache, journal, clock } = deps;
  const sets = createFrozenSets(clock);
  const underWay = new Map<string, { done: number; total: number }>();

  async function matching(query: FailureQuery): Promise<Failure[]> {
    const found: Failure[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof cache.listFailures>> = await cache.listFailures(query, cursor, batchSize);
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && found.length < mostFrozen);
    return found.slice(0, mostFrozen);
  }

  async function joinedSince({ query, failureIds, oldestAt }: FrozenSet): Promise<number> {
    if (query === null || query.connectionIds.length === 0) return 0;
    const frozen = new Set(failureIds);
    const now = await matching(query);
    // Older ones than the oldest frozen lay beyond the limit then, and have not joined.
    return now.filter(({ failureId, failedAt }) => !frozen.has(failureId) && failedAt >= oldestAt).length;
  }

  async function judge(failureIds: string[], isFit: (failure: Failure) => Refusal['why'] | null): Promise<Judged> {
    const shown = deps.shownIds();
    const found = new Map((await cache.getFailures(failureIds)).map((failure) => [failure.failureId, failure]));
    const judged: Judged = { fit: [], refused: [] };
    for (const failureId of failureIds) {
      const failure = found.get(failureId);
      const isShown = failure !== undefined && shown.includes(failure.connectionId);
      const why = isShown ? isFit(failure) : 'gone';
      if (failure !== undefined && why === null) judged.fit.push(failure);
      else judged.refused.push({ failureId, why: why ?? 'gone' });
    }
    return judged;
  }

  /** Journal first: what the cache then misses is set right by the next reading. */
  async function decide(handling: Omit<FailureHandling, 'count'>, fit: Failure[]): Promise<void> {
    if (fit.length === 0) return;
    const ids = fit.map(({ failureId }) => failureId);
    await journal.handlings.put({ ...handling, count: ids.length }, ids);
    await cache.setHandled(ids, handling.act === 'handle' ? handling.at : null);
  }

  return {
    async freeze({ scope }, { account }) {
      const query = scope.kind === 'matching' ? deps.queryOf(scope.filter) : null;
      const failures =
        query === null ? await chosen(scope) : query.connectionIds.length === 0 ? [] : await matching(query);
      const set = sets.add(account.accountId, query, failures);
      const all = query === null || failures.length < mostFrozen ? null : await cache.countFailures(query);
      return {
        setId: set.setId,
        total: failures.length,
        urgent: failures.filter(({ isUrgent }) => isUrgent).length,
        beyond: Math.max(0, (all?.total ?? failures.length) - failures.length),
        frozenAt: set.frozenAt,
      };
    },

    async handle({ setId, way, toWhom, note }, context) {
      if (note === null && (way === 'other' || way === 'not-needed')) throw noteMissing();
      const set = sets.get(setId, context.account.accountId);
      const total = set.failureIds.length;
      const refused: Refusal[] = [];
      let handled = 0;
      try {
        for (let done = 0; done < total; done += batchSize) {
          underWay.set(setId, { done, total });
          deps.emit('failures.progressed', { setId });
          const judged = await judge(set.failureIds.slice(done, done + batchSize), whyNotHandled);
          const at = clock.now();
          await decide({ at, person: context.account.name, act: 'handle', way, toWhom, note }, judged.fit);
          handled += judged.fit.length;
          refused.push(...judged.refused);
        }
      } finally {
        underWay.delete(setId);
        context.describe(describeDecision(way, set.failureIds, { done: handled, refused: refused.length }));
        if (handled > 0) deps.emit('failures.handled', { count: handled });
        deps.emit('failures.progressed', { setId });
      }
      return { handled, refused: summarise(refused), joined: await joinedSince(set) };
    },

    async takeBack({ failureIds, reason }, context) {
      const { fit, refused } = await judge([...new Set(failureIds)], whyNotTakenBack);
      const person = context.account.name;
      await decide({ at: clock.now(), person, act: 'take-back', way: null, toWhom: null, note: reason }, fit);
      context.describe(describeDecision('take-back', failureIds, { done: fit.length, refused: refused.length }));
      if (fit.length > 0) deps.emit('failures.handled', { count: fit.length });
      for (const { connectionId, channelId } of oneOfEachChannel(fit)) deps.look(connectionId, channelId);
      return { takenBack: fit.length, refused: summarise(refused) };
    },

    ...createExport({ cache, shownIds: deps.shownIds, setOf: sets.get }),

    progress: async ({ setId }) => ({ progress: underWay.get(setId) ?? null }),

    async handlings({ failureId }) {
      const [failure] = await cache.getFailures([failureId]);
      const isShown = failure !== undefined && deps.shownIds().includes(failure.connectionId);
      return { items: isShown ? await journal.handlings.of(failureId) : [] };
    },
  };

  async function chosen(scope: InputOf<'failures.freeze'>['scope']): Promise<Failure[]> {
    const ids = scope.kind === 'these' ? [...new Set(scope.failureIds)] : [];
    const found: Failure[] = [];
    for (let at = 0; at < ids.length; at += batchSize)
      found.push(...(await cache.getFailures(ids.slice(at, at + batchSize))));
    const shown = deps.shownIds();
    return found.filter(({ connectionId }) => shown.includes(connectionId));
  }
}

function whyNotHandled({ handledAt, resolvedAt, replayState }: Failure): Refusal['why'] | null {
  if (handledAt !== null) return 'handled';
  if (resolvedAt !== null) return 'resolved';
  return replayState !== null && replayState !== 'planned' && !isSettled(replayState) ? 'replay-open' : null;
}

function whyNotTakenBack({ handledAt }: Failure): Refusal['why'] | null {
  return handledAt === null ? 'not-handled' : null;
}

function summarise(refused: Refusal[]): Refusals {
  return { count: refused.length, items: refused.slice(0, mostNamed) };
}

function describeDecision(what: string, ids: readonly string[], { done, refused }: { done: number; refused: number }) {
  return { target: ids.length === 1 ? (ids[0] ?? '') : '', summary: `${what}: ${done}, refused: ${refused}` };
}

function oneOfEachChannel(failures: readonly Failure[]): Failure[] {
  return [...new Map(failures.map((each) => [`${each.connectionId}/${each.channelId}`, each])).values()];
}

function noteMissing(): AppError {
  return new AppError('BAD_INPUT', 'This needs a note.', { messageKey: 'failures.refused.note' });
}
