import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { createQueryOf } from './failure-query-of.ts';
import type { FailureSync } from './failure-sync.ts';
import { createHandlings } from './handle-failures.ts';
import { createOrders } from './order-failures.ts';

export type FailuresDeps = {
  cache: Store['cache'];
  journal: Pick<Store['journal'], 'handlings'>;
  sync: Pick<FailureSync, 'coverage' | 'look'>;
  emit: Emit;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  engineNames: () => { connectionId: string; name: string }[];
  clock: Pick<Clock, 'now'>;
};

const totalCap = 100_000;

/**
 * A search that no index leads through to its end answers with what it has by then; a page further down may take longer. A page waits only a
 * moment for its count: who wants the whole one asks for it apart.
 */
const budgetMs = { firstPage: 60, laterPage: 400, counts: 20, wholeCount: 1500, facets: 200 };

/** Stretches of a whole list come in some such answers; a search is looked for a little longer when a person scrolls on. */
const stretchBudgetMs = { first: 30, later: 150, rows: 400 };

/** What the cache holds of the engines' failures. A connection of another environment is as good as absent. */
export function createFailuresService(deps: FailuresDeps): HandlersOf<'failures'> {
  const { cache, sync, shownIds } = deps;

  const queryOf = createQueryOf(deps);
  return {
    ...createHandlings({ ...deps, queryOf, look: sync.look }),
    ...createOrders({ cache, queryOf, shownIds, clock: deps.clock }),
    list: async ({ filter, cursor, limit }) => {
      const query = queryOf(filter);
      if (query.connectionIds.length === 0) return nothingShown(sync.coverage([]));
      const [page, counts] = await Promise.all([
        cache.listFailures(query, cursor, limit, cursor === null ? budgetMs.firstPage : budgetMs.laterPage),
        cache.countFailures(query, budgetMs.counts),
      ]);
      return {
        ...page,
        total: Math.min(counts.total, totalCap),
        urgent: counts.urgent,
        isCounted: counts.isWhole,
        coverage: { oldestAt: counts.oldestAt, ...sync.coverage(query.connectionIds) },
      };
    },
    count: async ({ filter }) => {
      const query = queryOf(filter);
      if (query.connectionIds.length === 0) return { total: 0, urgent: 0, oldestAt: null, isCounted: true };
      const { total, urgent, oldestAt, isWhole } = await cache.countFailures(query, budgetMs.wholeCount);
      return { total: Math.min(total, totalCap), urgent, oldestAt, isCounted: isWhole };
    },
    stretches: async ({ filter, before }) => {
      const query = queryOf(filter);
      if (query.connectionIds.length === 0) return { items: [], nextBefore: null, isCounted: true };
      const budget = before === null ? stretchBudgetMs.first : stretchBudgetMs.later;
      const { stretches, before: nextBefore, isCounted } = await cache.listStretches(query, before, budget);
      return { items: stretches, nextBefore, isCounted };
    },
    stretch: async ({ filter, from, to }) => {
      const asked = queryOf(filter);
      const query = { ...asked, from: Math.max(from, asked.from ?? from), to: Math.min(to, asked.to ?? to) };
      const items: Failure[] = [];
      let cursor: string | null = null;
      const endsAt = performance.now() + stretchBudgetMs.rows;
      do {
        const page: Awaited<ReturnType<typeof cache.listFailures>> = await cache.listFailures(
          query,
          cursor,
          500,
          stretchBudgetMs.rows,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && performance.now() < endsAt);
      return { items, isWhole: cursor === null };
    },
    get: async ({ failureId }) => {
      const failure = await cache.getFailure(failureId);
      return { failure: failure !== null && shownIds().includes(failure.connectionId) ? failure : null };
    },
    facets: async ({ filter }) => {
      const query = queryOf(filter);
      return query.connectionIds.length === 0
        ? { channels: [], kinds: [], isWhole: true }
        : cache.failureFacets(query, budgetMs.facets);
    },
  };
}

function nothingShown(coverage: { refreshedAt: number | null; behind: boolean }) {
  return {
    items: [],
    nextCursor: null,
    total: 0,
    urgent: 0,
    isCounted: true,
    coverage: { oldestAt: null, ...coverage },
  };
}
