import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { useRowSelection } from '../../ui/virtual-table/use-row-selection.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { useFailureColumns } from './failure-columns.tsx';
import type { FailureFilter } from './failure-filter.ts';
import { useTakeMore } from './use-take-more.ts';

type FailureListInput = {
  /** Widths and sort order are remembered under it. */
  id: string;
  filter: FailureFilter;
  /** What the person asked, without the clock; rows chosen are let go when it changes. */
  question: string;
  openId: string | null;
  isNarrow: boolean;
  onOpen: (failure: Failure | null) => void;
};

export type FailureList = ReturnType<typeof useFailureList>;

const pageSize = 100;
export const idOf = (failure: Failure): string => failure.failureId;

/** The failures a filter leaves, in pages: the rows, those chosen, and the way to the neighbours of the open one. */
export function useFailureList({ id, filter, question, openId, isNarrow, onOpen }: FailureListInput) {
  const list = usePagedQuery('failures.list', { filter, limit: pageSize }, { keepPrevious: true });
  const [activeId, setActiveId] = useState<string | null>(openId);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useFailureColumns({ isNarrow, isOfOneCause: filter.groupId !== null });
  const selection = useRowSelection({ rows, idOf, question });
  const ids = useMemo(() => rows.map(idOf), [rows]);
  const taking = useTakeMore({ ids, selection, list });
  const model = useTableModel({
    id,
    columns,
    rows,
    idOf,
    isHeld: openId !== null || selection.ids.size > 0,
    question,
    isOldAnswer: list.isPlaceholderData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const isShort = (list.data?.pages.at(-1)?.items.length ?? pageSize) < pageSize;
  // A search that has looked through a part only: it goes on by itself, for there may be no row to scroll to.
  useEffect(() => {
    if (isShort && !list.isError) loadMore();
  }, [isShort, list.isError, loadMore]);
  const step = (by: number): (() => void) | null => {
    const at = model.rows.findIndex((row) => idOf(row) === openId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (!target) return null;
    return () => {
      setActiveId(idOf(target));
      onOpen(target);
    };
  };
  return {
    list,
    filter,
    rows,
    model,
    selection,
    taking,
    loadMore,
    activeId,
    setActiveId,
    openId,
    open: (failureId: string) => onOpen(model.rows.find((row) => idOf(row) === failureId) ?? null),
    latest: list.data?.pages[0],
    neighbours: { next: step(1), previous: step(-1) },
  };
}
