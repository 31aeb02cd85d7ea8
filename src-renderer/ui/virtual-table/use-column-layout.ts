import { useMemo } from 'react';
import { useRemembered } from '../use-remembered.ts';
import type { TableColumn } from './column.ts';
import { inOrder, isLayout, isShown, laidOut, moved, naturalLayout, toggled } from './column-layout.ts';

export type ColumnChoice = {
  /** In the order chosen, with those not shown. */
  columns: readonly { id: string; name: string; isShown: boolean }[];
  toggle(id: string): void;
  move(id: string, by: -1 | 1): void;
  reset(): void;
};

/** The columns to draw of those a list has, and what a person can choose about them. @param id under which it is remembered */
export function useColumnLayout<Row>(
  id: string,
  columns: readonly TableColumn<Row>[],
): { laid: readonly TableColumn<Row>[]; choice: ColumnChoice } {
  const [layout, setLayout] = useRemembered(`table.${id}.columns`, naturalLayout, isLayout);
  return useMemo(
    () => ({
      laid: laidOut(columns, layout),
      choice: {
        columns: inOrder(columns, layout).map((column) => ({
          id: column.id,
          name: column.hint ?? column.header,
          isShown: isShown(column, layout),
        })),
        toggle: (columnId) => setLayout(toggled(columns, layout, columnId)),
        move: (columnId, by) => setLayout(moved(columns, layout, columnId, by)),
        reset: () => setLayout(naturalLayout),
      },
    }),
    [columns, layout, setLayout],
  );
}
