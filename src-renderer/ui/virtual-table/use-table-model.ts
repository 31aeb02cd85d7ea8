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

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

type TableModelInput<Row extends object> = {
  /** Widths and sort order are remembered under it. */
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
  const { id, columns, rows, idOf, question = '', isOldAnswer = false } = input;
  const [sorting, setSorting] = useRemembered<SortingState>(`table.${id}.sort`, [], isSorting);
  const [widths, setWidths] = useRemembered<ColumnSizingState>(`table.${id}.widths`, {}, isWidths);
  const [isUnderPointer, setUnderPointer] = useState(false);
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: idOf,
    columnResizeMode: 'onChange',
    enableMultiSort: false,
    state: { sorting, columnSizing: widths },
    onSortingChange: (update) => setSorting(typeof update === 'function' ? update(sorting) : update),
    onColumnSizingChange: (update) => setWidths(typeof update === 'function' ? update(widths) : update),
  });
  const sorted = table.getRowModel().rows.map((row) => row.original as Row);
  const held = useHeldOrder(sorted, idOf, { isHeld: input.isHeld || isUnderPointer, question, isOldAnswer });
  const sort = sorting[0] ? { columnId: sorting[0].id, isDescending: sorting[0].desc } : null;
  return { table, columns, idOf, sort, ...held, setUnderPointer };
}

function definitionOf<Row extends object>(column: TableColumn<Row>) {
  const { sortValue } = column;
  return {
    id: column.id,
    accessorFn: (row: Row) => sortValue?.(row) ?? undefined,
    header: column.header,
    size: column.width,
    minSize: 36,
    enableSorting: sortValue !== undefined,
    sortDescFirst: column.align === 'end',
    sortUndefined: 'last' as const,
    sortFn: (one: { original: Row }, other: { original: Row }) =>
      compareValues(sortValue?.(one.original) ?? '', sortValue?.(other.original) ?? ''),
  };
}

function isSorting(value: unknown): value is SortingState {
  return Array.isArray(value) && value.every((each) => typeof each?.id === 'string' && typeof each.desc === 'boolean');
}

function isWidths(value: unknown): value is ColumnSizingState {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'number');
}
