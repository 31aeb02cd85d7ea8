import { useMemo, useRef, useState } from 'react';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { CallError } from '../../bridge/call-error.ts';
import { useRowSelection } from '../../ui/virtual-table/use-row-selection.ts';
import { useStretchTable } from '../../ui/virtual-table/use-stretch-table.ts';
import { type TableModel, useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { useFailureColumns } from './failure-columns.tsx';
import type { FailureFilter } from './failure-filter.ts';
import { useFailureOrder } from './ordering/use-failure-order.ts';
import { useFailureHead } from './use-failure-head.ts';

type FailureListInput = {
  /** Columns, widths and sort order are remembered under it. */
  id: string;
  filter: FailureFilter;
  /** What the person asked, without the clock; rows chosen are let go when it changes. */
  question: string;
  openId: string | null;
  isNarrow: boolean;
  onOpen: (failure: Failure | null) => void;
};

export type FailureList = ReturnType<typeof useFailureList>;

export const idOf = (failure: Failure): string => failure.failureId;

/** The failures a filter leaves, however many: the rows looked at, those chosen, and the way to the neighbours of the open one. */
export function useFailureList({ id, filter, question, openId, isNarrow, onOpen }: FailureListInput) {
  const { head, latest } = useFailureHead(filter);
  const [activeId, setActiveId] = useState<string | null>(openId);
  const columns = useFailureColumns({ isNarrow, isOfOneCause: filter.groupId !== null });
  const chosenIds = useRef<ReadonlySet<string>>(new Set());
  const pinned = useMemo(() => new Set([activeId, openId].filter((each) => each !== null)), [activeId, openId]);
  const table = useTableModel<Failure>({ id, columns, rows: none, idOf, isHeld: false });
  const order = useFailureOrder({ filter, question, sort: table.sort });
  const stretched = useStretchTable<Failure>({
    table,
    idOf,
    question: order.key,
    deps: order.deps,
    tick: head.dataUpdatedAt,
    isHeld: order.isOrdered || openId !== null || chosenIds.current.size > 0,
    pinned,
  });
  const { list, state, isOldAnswer } = stretched;
  const model = orderedModel(stretched.model, order);
  const present = useMemo(() => {
    // A new object for each new state of the list.
    void state;
    return { has: (failureId: string) => !list.isGone(failureId) };
  }, [list, state]);
  const selection = useRowSelection({ present, question });
  chosenIds.current = selection.ids;
  const step = (by: number): (() => void) | null => {
    const at = openId === null ? -1 : state.indexOf(openId);
    const place = at + by;
    if (at < 0 || place < 0 || place >= state.length) return null;
    return () =>
      void state.read(place, place + 1).then(() => {
        const target = list.state().rowAt(place);
        if (target === null) return;
        setActiveId(idOf(target));
        onOpen(target);
      });
  };
  const rowOf = (failureId: string): Failure | null => state.rowAt(state.indexOf(failureId));
  return {
    filter,
    model,
    selection,
    chosen: useChosen(selection.ids, rowOf),
    rowOf,
    /** `error`: of what was asked last; rows that are known stay. */
    status: {
      isPending: isOldAnswer || (!state.isReady && state.error === null) || (state.length === 0 && state.isGrowing),
      isGrowing: state.isGrowing,
      error: state.error as CallError | null,
      retry: list.retry,
    },
    activeId,
    setActiveId,
    openId,
    open: (failureId: string) => onOpen(rowOf(failureId)),
    latest,
    order,
    neighbours: { next: step(1), previous: step(-1) },
  };
}

const none: readonly Failure[] = [];

type Order = ReturnType<typeof useFailureOrder>;

/** What came since is let in by sorting anew; a column that could not order the list does not say it did. */
function orderedModel(model: TableModel<Failure>, order: Order): TableModel<Failure> {
  if (order.tooMany !== null) return { ...model, sort: null };
  return order.isOrdered ? { ...model, release: order.sortAnew } : model;
}

/** The rows chosen as they were last seen, newest first: they may have been scrolled past. */
function useChosen(ids: ReadonlySet<string>, rowOf: (failureId: string) => Failure | null): readonly Failure[] {
  const known = useRef(new Map<string, Failure>());
  const chosen = [...ids].flatMap((id) => rowOf(id) ?? known.current.get(id) ?? []);
  known.current = new Map(chosen.map((failure) => [idOf(failure), failure]));
  return chosen.sort((one, other) => other.failedAt - one.failedAt || (idOf(one) < idOf(other) ? 1 : -1));
}
