import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureQuery, Store } from '../../store/store.ts';
import type { FailureSync } from './failure-sync.ts';
import { createHandlings } from './handle-failures.ts';
import { resolveSearch } from './resolve-search.ts';

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

/** Norwegian duty reads Norwegian clocks, wherever the console runs. */
const zone = 'Europe/Oslo';

const totalCap = 100_000;

/** A search that no index leads through to its end answers with what it has by then; a page further down may take longer. */
const budgetMs = { firstPage: 60, laterPage: 400, counts: 60, facets: 200 };

/** What the cache holds of the engines' failures. A connection of another environment is as good as absent. */
export function createFailuresService(deps: FailuresDeps): HandlersOf<'failures'> {
  const { cache, sync, shownIds } = deps;

  /** @throws AppError BAD_INPUT `search.fault.*` */
  function queryOf({ connectionId, text, ...filter }: InputOf<'failures.facets'>['filter']): FailureQuery {
    const connectionIds = shownIds().filter((id) => connectionId === null || id === connectionId);
    const engines = deps.engineNames().filter((engine) => connectionIds.includes(engine.connectionId));
    const search = resolveSearch(text, { now: deps.clock.now(), zone, engines });
    return { ...filter, ...search, connectionIds };
  }

  return {
    ...createHandlings({ ...deps, queryOf, look: sync.look }),
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
