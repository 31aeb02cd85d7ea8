import { createExpectationsService } from '../services/expectations/expectations-service.ts';
import type { HeaderSync } from '../services/messages/header-sync.ts';
import { readingOf } from '../services/trace/reading-of.ts';
import type { AppDeps } from './app-deps.ts';
import type { Emit } from './handler.ts';

/** What is awaited, judged by how far channels are read; `reading` is that for others who tell of what is not here. */
export function joinExpectations(
  deps: AppDeps,
  { emit, shownIds, headerSync }: { emit: Emit; shownIds: () => string[]; headerSync: HeaderSync },
) {
  const { cache, journal } = deps.store;
  const reading = readingOf(headerSync.states, { ...deps, shownIds });
  const expectations = createExpectationsService({
    ...deps,
    store: cache.expectations,
    decisions: journal.expectations,
    shownIds,
    states: headerSync.states,
    holes: reading.holes,
    emit,
  });
  return { ...expectations, reading };
}
