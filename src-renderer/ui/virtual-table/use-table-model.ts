import {
  type ColumnSizingState,
  columnResizingFeature,
  columnSizingFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { type HoldOptions, useHeldOrder } from '../use-held-order.ts';
import { useRemembered } from '../use-remembered.ts';
import { compareValues, type TableColumn } from './column.ts';
import { sourceOf } from './row-source.ts';
import { useColumnLayout } from './use-column-layout.ts';

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

type TableModelInput<Row extends object> = {
  /** Widths, sort order and the choice of columns are remembered under it. */
  id: string;
  /** Keep it stable (useMemo). */
  columns: readonly TableColumn<Row>[];
  /** In their natural order, which holds until a column is clicked. */
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** Something is selected or open: nothing may jump. Holding under the pointer is done here. */
  isHeld: boolean;
} & Partial<Omit<HoldOptions, 'isHeld'>>;

export type TableModel<Row extends object> = ReturnType<typeof useTableModel<Row>>;

/** Sorting, widths and the held order of a list; draw it with VirtualTable. `waiting` counts the changes held back. */
export function useTableModel<Row extends object>(input: TableModelInput<Row>) {
  const { id, rows, idOf, question = '', isOldAnswer = false } = input;
  const { laid: columns, choice } = useColumnLayout(id, input.columns);
  const [sorting, setSorting] = useRemembered<SortingState>(`table.${id}.sort`, [], isSorting);
  const [widths, setWidths] = useRemembered<ColumnSizingState>(`table.${id}.widths`, {}, isWidths);
  const [isUnderPointer, setUnderPointer] = useState(false);
  // A column that is not shown, or no longer there, orders nothing.
  const active = useMemo(
    () => sorting.filter(({ id: columnId }) => columns.some((column) => column.id === columnId && isSortable(column))),
    [sorting, columns],
  );
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: idOf,
    columnResizeMode: 'onChange',
    enableMultiSort: false,
    state: { sorting: active, columnSizing: widths },
    onSortingChange: (update) => setSorting(typeof update === 'function' ? update(active) : update),
    onColumnSizingChange: (update) => setWidths(typeof update === 'function' ? update(widths) : update),
  });
  const sorted = table.getRowModel().rows.map((row) => row.original as Row);
  const held = useHeldOrder(sorted, idOf, { isHeld: input.isHeld || isUnderPointer, question, isOldAnswer });
  const sort = active[0] ? { columnId: active[0].id, isDescending: active[0].desc } : null;
  const source = useMemo(() => sourceOf(held.rows, idOf), [held.rows, idOf]);
  return { table, columns, choice, idOf, sort, ...held, source, setUnderPointer, setScrolled: ignore };
}

const ignore = (_isScrolled: boolean): void => undefined;

function definitionOf<Row extends object>(column: TableColumn<Row>) {
  const { sortValue } = column;
  return {
    id: column.id,
    accessorFn: (row: Row) => sortValue?.(row) ?? undefined,
    header: column.header,
    size: column.width,
    minSize: 36,
    enableSorting: isSortable(column),
    sortDescFirst: column.align === 'end',
    sortUndefined: 'last' as const,
    sortFn: (one: { original: Row }, other: { original: Row }) =>
      compareValues(sortValue?.(one.original) ?? '', sortValue?.(other.original) ?? ''),
  };
}

export function isSortable<Row>({ sortValue, isSortable: isSortedElsewhere = false }: TableColumn<Row>): boolean {
  return sortValue !== undefined || isSortedElsewhere;
}

function isSorting(value: unknown): value is SortingState {
  return Array.isArray(value) && value.every((each) => typeof each?.id === 'string' && typeof each.desc === 'boolean');
}

function isWidths(value: unknown): value is ColumnSizingState {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'number');
}
