import { useMemo, useState } from 'react';
import { type FailureOrder, failureOrders } from '../../../../src-shared/contract/failure-order.ts';
import { failureKinds } from '../../../../src-shared/domain/failure-kind.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import { compareValues } from '../../../ui/virtual-table/column.ts';
import type { FailureFilter } from '../failure-filter.ts';
import { stretchesOf } from '../failure-stretches.ts';
import { type OrderNews, orderedStretches } from './ordered-stretches.ts';

type Sort = { columnId: string; isDescending: boolean };

type OrderInput = {
  filter: FailureFilter;
  question: string;
  /** The column chosen, whose id is that of an order; null = the natural one. */
  sort: Sort | null;
};

/** How the list is asked for in the order chosen, and what became of that. */
export function useFailureOrder({ filter, question, sort }: OrderInput) {
  const { client } = useBridge();
  const text = useText();
  const wish = wishOf(sort);
  const [turn, setTurn] = useState(0);
  const [news, setNews] = useState<{ of: string; news: OrderNews } | null>(null);
  const key = wish === null ? question : `${question} ${wish.by} ${wish.isDescending} ${turn}`;
  const latest = useLatest({ filter, key });
  const kinds = useMemo(
    () =>
      failureKinds.toSorted((one, other) => compareValues(text(`failureKind.${one}`), text(`failureKind.${other}`))),
    [text],
  );
  const natural = useMemo(() => stretchesOf(client, filter), [client, filter]);
  const by = wish?.by ?? null;
  const isDescending = wish?.isDescending ?? false;
  const ordered = useMemo(() => {
    if (by === null) return null;
    const tell = (told: OrderNews): void => {
      if (latest.current.key !== key) return;
      if (told.kind === 'gone') setTurn((before) => before + 1);
      else setNews({ of: key, news: told });
    };
    // As the question stands now: an order is of one moment.
    return orderedStretches(client, latest.current.filter, { by, isDescending, kinds }, tell);
  }, [client, key, by, isDescending, kinds, latest]);
  const told = news?.of === key ? news.news : null;
  return {
    key,
    deps: ordered ?? natural,
    /** The rows are in the order of the column, and stay so until they are sorted anew. */
    isOrdered: wish !== null && told?.kind !== 'tooMany',
    isSorting: wish !== null && told?.kind === 'sorting',
    /** The list is too long for the order wished. */
    tooMany: told?.kind === 'tooMany' && sort ? { total: told.total, columnId: sort.columnId } : null,
    sortAnew: () => setTurn((before) => before + 1),
  };
}

/** Newest first is natural. */
function wishOf(sort: Sort | null): { by: FailureOrder; isDescending: boolean } | null {
  const by = failureOrders.find((each) => each === sort?.columnId);
  if (sort === null || by === undefined || (by === 'time' && sort.isDescending)) return null;
  return { by, isDescending: sort.isDescending };
}
