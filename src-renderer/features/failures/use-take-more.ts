import { useEffect, useState } from 'react';
import type { RowSelection } from '../../ui/virtual-table/use-row-selection.ts';

/** How many rows are loaded and chosen in one go. */
export const mostTaken = 500;

type TakeMoreInput = {
  /** Ids of the rows loaded, in their natural order. */
  ids: readonly string[];
  selection: RowSelection;
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; isError: boolean; fetchNextPage: () => unknown };
};

/** Loads page after page and then chooses them all, up to 500: what has to be scrolled for is seldom wanted one by one. */
export function useTakeMore({ ids, selection, list }: TakeMoreInput): { isTaking: boolean; take: () => void } {
  const [isTaking, setTaking] = useState(false);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  useEffect(() => {
    if (!isTaking || isFetchingNextPage) return;
    if (hasNextPage && ids.length < mostTaken && !isError) {
      void fetchNextPage();
      return;
    }
    setTaking(false);
    selection.selectAll(ids.slice(0, mostTaken));
  }, [isTaking, isFetchingNextPage, hasNextPage, isError, fetchNextPage, ids, selection]);
  return { isTaking, take: () => setTaking(true) };
}
