import { mostFrozen } from '../../../src-shared/contract/failure-handling.ts';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { type FailureHandling, ownStateOf } from '../../../src-shared/domain/failure-handling.ts';
import { isSettled } from '../../../src-shared/domain/replay.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureQuery, Store } from '../../store/store.ts';
import { createExport } from './export-failures.ts';
import { createFrozenSets, type FrozenSet } from './frozen-sets.ts';

export type HandleDeps = {
  cache: Pick<
    Store['cache'],
    'listFailures' | 'countFailures' | 'getFailures' | 'setHandled' | 'setOwnState' | 'readBody'
  >;
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
type FitTest = (failure: Failure) => Refusal['why'] | null;
type Judged = { fit: Failure[]; refused: Refusal[] };

const batchSize = 500;
const mostNamed = 100;

/** What people decide about single failures: settled without a replay, or whose they are while they stay open. The journal is written before the cache, which can be filled from it again. */
export function createHandlings(
  deps: HandleDeps,
): Pick<HandlersOf<'failures'>, 'freeze' | 'export' | 'handle' | 'decide' | 'takeBack' | 'progress' | 'handlings'> {
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

  async function judge(failureIds: string[], isFit: FitTest): Promise<Judged> {
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
    if (handling.act === 'handle') await cache.setHandled(ids, handling.at);
    else if (handling.act === 'take-back') await cache.setHandled(ids, null);
    else await cache.setOwnState(ids, ownStateOf(handling));
  }

  type Wanted = Omit<FailureHandling, 'count' | 'at' | 'person'>;

  /** A batch at a time, and what was done is told also where it ends early. */
  async function decideSet(
    { setId, wanted, isFit, says }: { setId: string; wanted: Wanted; isFit: FitTest; says: string },
    context: PersonContext,
  ): Promise<{ count: number; refused: Refusals; joined: number }> {
    const set = sets.get(setId, context.account.accountId);
    const total = set.failureIds.length;
    const refused: Refusal[] = [];
    let count = 0;
    try {
      for (let done = 0; done < total; done += batchSize) {
        underWay.set(setId, { done, total });
        deps.emit('failures.progressed', { setId });
        const judged = await judge(set.failureIds.slice(done, done + batchSize), isFit);
        await decide({ ...wanted, at: clock.now(), person: context.account.name }, judged.fit);
        count += judged.fit.length;
        refused.push(...judged.refused);
      }
    } finally {
      underWay.delete(setId);
      context.describe(describeDecision(says, set.failureIds, { done: count, refused: refused.length }));
      if (count > 0) deps.emit(wanted.act === 'handle' ? 'failures.handled' : 'failures.decided', { count });
      deps.emit('failures.progressed', { setId });
    }
    return { count, refused: summarise(refused), joined: await joinedSince(set) };
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
      if (note === null && (way === 'other' || way === 'not-needed')) throw incomplete('note');
      const wanted = { act: 'handle', way, toWhom, note, owner: null, until: null } as const;
      const { count, ...rest } = await decideSet({ setId, wanted, isFit: whyNotHandled, says: way }, context);
      return { handled: count, ...rest };
    },

    async decide({ setId, act, owner, until, note }, context) {
      if (act === 'assign' && owner === null) throw incomplete('owner');
      if (act === 'snooze' && (until === null || until <= clock.now())) throw incomplete('until');
      const wanted: Wanted = {
        ...{ act, note, way: null, toWhom: null },
        owner: act === 'assign' ? owner : null,
        until: act === 'snooze' ? until : null,
      };
      const { count, ...rest } = await decideSet({ setId, wanted, isFit: whyNotDecided, says: act }, context);
      return { decided: count, ...rest };
    },

    async takeBack({ failureIds, reason }, context) {
      const { fit, refused } = await judge([...new Set(failureIds)], whyNotTakenBack);
      const person = context.account.name;
      const wanted = { act: 'take-back', way: null, owner: null, until: null, toWhom: null, note: reason } as const;
      await decide({ at: clock.now(), person, ...wanted }, fit);
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

/** A failure whose replay is under way may well have an owner. */
function whyNotDecided({ handledAt, resolvedAt }: Failure): Refusal['why'] | null {
  if (handledAt !== null) return 'handled';
  return resolvedAt === null ? null : 'resolved';
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

function incomplete(part: 'note' | 'owner' | 'until'): AppError {
  return new AppError('BAD_INPUT', `This needs another ${part}.`, { messageKey: `failures.refused.${part}` });
}
