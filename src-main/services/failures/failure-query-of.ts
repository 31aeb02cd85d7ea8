import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Clock } from '../../platform/ports.ts';
import type { FailureQuery } from '../../store/store.ts';
import { resolveSearch } from './resolve-search.ts';

export type QueryOf = (filter: InputOf<'failures.facets'>['filter']) => FailureQuery;

/** Norwegian duty reads Norwegian clocks, wherever the console runs. */
const zone = 'Europe/Oslo';

/**
 * A filter as the store is asked it, over the connections of the environment the console shows.
 * @throws AppError BAD_INPUT `search.fault.*`
 */
export function createQueryOf(deps: {
  shownIds: () => string[];
  engineNames: () => { connectionId: string; name: string }[];
  clock: Pick<Clock, 'now'>;
}): QueryOf {
  return ({ connectionId, text, ...filter }) => {
    const connectionIds = deps.shownIds().filter((id) => connectionId === null || id === connectionId);
    const engines = deps.engineNames().filter((engine) => connectionIds.includes(engine.connectionId));
    const search = resolveSearch(text, { now: deps.clock.now(), zone, engines });
    return { ...filter, ...search, connectionIds };
  };
}
