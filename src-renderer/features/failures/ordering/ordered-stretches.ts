import type { FailureOrder } from '../../../../src-shared/contract/failure-order.ts';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { FailureKind } from '../../../../src-shared/domain/failure-kind.ts';
import { CallError } from '../../../bridge/call-error.ts';
import type { Client } from '../../../bridge/client.ts';
import { compareValues } from '../../../ui/virtual-table/column.ts';
import type { StretchListDeps } from '../../../ui/virtual-table/stretch-list.ts';
import type { FailureFilter } from '../failure-filter.ts';
import { stretchesOf } from '../failure-stretches.ts';
import { chainOf } from './chained-stretches.ts';

export type Ordering = {
  by: FailureOrder;
  isDescending: boolean;
  /** In the order of the reader's words. */
  kinds: readonly FailureKind[];
};

/** What became of the wish for an order. `tooMany`: the list stands in its natural order. `gone`: the order is no longer kept. */
export type OrderNews = { kind: 'sorting' | 'sorted' | 'gone' } | { kind: 'tooMany'; total: number };

type Deps = Omit<StretchListDeps<Failure>, 'idOf'>;
const placesAtOnce = 200;

/** How a list in another order than its natural one is asked for: put in order by the core, or where it is too long for that, part by part. */
export function orderedStretches(
  client: Client,
  filter: FailureFilter,
  ordering: Ordering,
  tell: (news: OrderNews) => void,
): Deps {
  const natural = stretchesOf(client, filter);
  let chosen = natural;

  async function choose(): Promise<Deps> {
    tell({ kind: 'sorting' });
    const { by, isDescending, kinds } = ordering;
    const { orderId, total, orderedAt } = await client.call('failures.order', {
      filter,
      by,
      isDescending,
      kinds: [...kinds],
    });
    const parts = orderId === null ? await partsOf(client, filter, ordering) : null;
    if (orderId === null && parts === null) {
      tell({ kind: 'tooMany', total });
      return natural;
    }
    tell({ kind: 'sorted' });
    const known = { measureNewer: () => natural.measureNewer(orderedAt) };
    if (parts !== null) return { ...chainOf(client, parts, by === 'time'), ...known };
    return { ...byPlaces(client, orderId ?? '', total, () => tell({ kind: 'gone' })), ...known };
  }

  return {
    async measure(before) {
      if (before === null) chosen = await choose();
      return chosen.measure(before);
    },
    // What has come since waits until the list is sorted anew.
    measureNewer: (than) => chosen.measureNewer(than),
    read: (stretch) => chosen.read(stretch),
  };
}

function byPlaces(client: Client, orderId: string, total: number, onGone: () => void): Pick<Deps, 'measure' | 'read'> {
  return {
    async measure() {
      const items = Array.from({ length: Math.ceil(total / placesAtOnce) }, (_, index) => {
        const from = index * placesAtOnce;
        const to = Math.min(total, from + placesAtOnce) - 1;
        return { from, to, count: to - from + 1 };
      });
      return { items, nextBefore: null, isCounted: true };
    },
    async read({ from, to }) {
      try {
        const { items } = await client.call('failures.ordered', { orderId, from, to });
        return { items, isWhole: true };
      } catch (error) {
        if (error instanceof CallError && error.shape.code === 'NOT_FOUND') onGone();
        throw error;
      }
    },
  };
}

/** The list in parts that stand one after another; null where the index does not know its parts. */
async function partsOf(
  client: Client,
  filter: FailureFilter,
  { by, isDescending, kinds }: Ordering,
): Promise<FailureFilter[] | null> {
  if (by === 'time') return [filter];
  if (by !== 'channel' && by !== 'cause') return null;
  const facets = await client.call('failures.facets', { filter });
  if (!facets.isWhole) return null;
  const parts =
    by === 'channel'
      ? facets.channels
          .toSorted((one, other) => compareValues(one.channelName, other.channelName))
          .map(({ connectionId, channelId }) => ({ ...filter, connectionId, channelId }))
      : facets.kinds
          .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))
          .map(({ kind }) => ({ ...filter, kind }));
  return isDescending ? parts.reverse() : parts;
}
