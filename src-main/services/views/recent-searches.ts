import { z } from 'zod';
import type { ViewPlace } from '../../../src-shared/domain/saved-view.ts';
import { isImpersonal } from '../../../src-shared/domain/search/search-privacy.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';

const mostKept = 8;

/** What each person searched for in a list, newest first; nothing that may be about a patient, not even when it was handed in. */
export function createRecentSearches(settings: Store['journal']['settings']) {
  const inTurn = createTurns();
  const nameOf = (place: ViewPlace): string => `recent-searches.${place}`;

  const of = async (accountId: string, place: ViewPlace): Promise<string[]> => {
    const text = await settings.get(accountId, nameOf(place));
    return z.array(z.string()).safeParse(text === null ? [] : JSON.parse(text)).data ?? [];
  };

  return {
    of,
    /** @returns whether anything changed */
    note: (accountId: string, place: ViewPlace, text: string): Promise<boolean> =>
      inTurn(async () => {
        const search = text.trim();
        if (search === '' || !isImpersonal(search)) return false;
        const before = await of(accountId, place);
        if (before[0] === search) return false;
        const kept = [search, ...before.filter((each) => each !== search)].slice(0, mostKept);
        await settings.put(accountId, nameOf(place), JSON.stringify(kept));
        return true;
      }),
  };
}
