import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Client } from '../../bridge/client.ts';
import type { StretchListDeps } from '../../ui/virtual-table/stretch-list.ts';
import type { FailureFilter } from './failure-filter.ts';

/** How a list of failures is asked for by its places, newest first. */
export function stretchesOf(client: Client, filter: FailureFilter): Omit<StretchListDeps<Failure>, 'idOf'> {
  return {
    measure: (before) => client.call('failures.stretches', { filter, before }),
    async measureNewer(than) {
      const from = Math.max(than + 1, filter.from ?? 0);
      const items: OutputOf<'failures.stretches'>['items'] = [];
      let before: number | null = null;
      do {
        const asked = { filter: { ...filter, from }, before };
        const answer: OutputOf<'failures.stretches'> = await client.call('failures.stretches', asked);
        items.push(...answer.items);
        before = answer.nextBefore;
      } while (before !== null);
      return items;
    },
    read: ({ from, to }) => client.call('failures.stretch', { filter, from, to }),
  };
}
