import type { ReactNode } from 'react';

/**
 * One column. `width` in px at first; `grow` takes what is left. `align` end for numbers.
 * `sortValue` makes the column sortable; null sorts last. `isSortable`: its rows are put in order where they come from. `isExtra`: shown when a
 * person has chosen it. `cell` must be cheap: it is called for each row on screen.
 */
export type TableColumn<Row> = {
  id: string;
  header: string;
  hint?: string;
  /** The name is read aloud only: for a column as narrow as an icon. */
  isHeaderHidden?: boolean;
  width: number;
  grow?: boolean;
  align?: 'start' | 'end';
  sortValue?: (row: Row) => string | number | null;
  isSortable?: boolean;
  isExtra?: boolean;
  cell: (row: Row) => ReactNode;
};

/** Like with like: numbers by size, texts by the alphabet, figures in them by size. */
export function compareValues(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return collator.compare(String(one), String(other));
}

const collator = new Intl.Collator(['nb-NO', 'no', 'en'], { numeric: true, sensitivity: 'base' });
