import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { UnitDecisionStore } from '../../store/unit-decision-store.ts';

type Place = { connectionId: string; channelId: string };

/** What people of the site said of units, held in memory; the same object for a channel until something is said anew. */
export async function createSiteShelf(store: Pick<UnitDecisionStore, 'synonyms' | 'lists'>) {
  let generation = 0;
  let byPlace = new Map<string, SiteUnits>();
  let synonyms = await store.synonyms();
  let lists = await store.lists();

  function make({ connectionId, channelId }: Place): SiteUnits {
    const own = lists.filter(
      (list) =>
        (list.connectionId === null || list.connectionId === connectionId) &&
        (list.channelId === null || list.channelId === channelId),
    );
    // The narrower list stands above the wider one: the last of a code counts.
    const breadth = (list: (typeof own)[number]): number =>
      Number(list.channelId === null) + Number(list.connectionId === null);
    const expected = own
      .toSorted((a, b) => breadth(b) - breadth(a) || a.addedAt - b.addedAt)
      .flatMap(({ units }) => units);
    const accepted = synonyms.flatMap(({ key }) => {
      const { sender, codeSystem, code, unit, expected: means } = key;
      return key.connectionId === connectionId && unit !== null && means !== null
        ? [{ sender, codeSystem, code, unit, means }]
        : [];
    });
    if (expected.length + accepted.length === 0) return { version: '', synonyms: [], expected: [] };
    return { version: `${generation} ${connectionId} ${channelId}`, synonyms: accepted, expected };
  }

  return {
    of(place: Place): SiteUnits {
      const key = `${place.connectionId}/${place.channelId}`;
      const site = byPlace.get(key) ?? make(place);
      byPlace.set(key, site);
      return site;
    },
    async refresh(): Promise<void> {
      [synonyms, lists] = await Promise.all([store.synonyms(), store.lists()]);
      generation += 1;
      byPlace = new Map();
    },
  };
}

export type SiteShelf = Awaited<ReturnType<typeof createSiteShelf>>;
