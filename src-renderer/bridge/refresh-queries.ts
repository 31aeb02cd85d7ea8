import type { QueryClient } from '@tanstack/react-query';

/**
 * Asks again what is shown of one query. A question on its way for the first time is asked once more after its answer: the answer may have been read
 * before that what made it stale, and the client would take it for fresh and never ask again.
 * @param name null = every query
 */
export async function refreshQueries(queries: QueryClient, name: string | null): Promise<void> {
  const which = name === null ? {} : { queryKey: [name] };
  const onTheirWay = queries.getQueryCache().findAll({ ...which, fetchStatus: 'fetching' });
  const first = new Set(onTheirWay.filter(({ state }) => state.data === undefined));
  await queries.invalidateQueries(which);
  if (first.size > 0) await queries.invalidateQueries({ ...which, predicate: (query) => first.has(query) });
}
