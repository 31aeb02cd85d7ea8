import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { Client } from '../../../bridge/client.ts';
import type { StretchListDeps } from '../../../ui/virtual-table/stretch-list.ts';
import type { Stretch } from '../../../ui/virtual-table/stretch-rows.ts';
import type { FailureFilter } from '../failure-filter.ts';
import { stretchesOf } from '../failure-stretches.ts';

type Deps = Omit<StretchListDeps<Failure>, 'idOf'>;

/** Lists one after another, each newest first; `isOldestFirst` turns all of it about. */
export function chainOf(
  client: Client,
  filters: readonly FailureFilter[],
  isOldestFirst: boolean,
): Pick<Deps, 'measure' | 'read'> {
  const lists = filters.map((filter) => stretchesOf(client, filter));

  async function wholeOf(chain: number): Promise<{ items: Stretch[]; isCounted: boolean }> {
    const items: Stretch[] = [];
    let isCounted = true;
    let before: number | null = null;
    do {
      const answer: Awaited<ReturnType<Deps['measure']>> | undefined = await lists[chain]?.measure(before);
      items.push(...(answer?.items ?? []).map((stretch) => ({ ...stretch, chain })));
      isCounted = isCounted && (answer?.isCounted ?? true);
      before = answer?.nextBefore ?? null;
    } while (before !== null);
    return { items: isOldestFirst ? items.reverse() : items, isCounted };
  }

  return {
    async measure(before) {
      const chain = before ?? 0;
      const { items, isCounted } = await wholeOf(chain);
      return { items, isCounted, nextBefore: chain + 1 < lists.length ? chain + 1 : null };
    },
    async read(stretch) {
      const answer = await lists[stretch.chain ?? 0]?.read(stretch);
      if (answer === undefined) return { items: [], isWhole: true };
      return isOldestFirst ? { ...answer, items: answer.items.toReversed() } : answer;
    },
  };
}
