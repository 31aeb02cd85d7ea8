import type { TableModel } from './use-table-model.ts';

/** Of the column of boxes by which rows are chosen, in px. */
const boxWidth = 38;

/** CSS grid columns for a table's widths; growing columns share what is left. */
export function templateOf<Row extends object>(model: TableModel<Row>, hasBoxes: boolean): string {
  const columns = model.columns.map((column) => {
    const width = model.table.getColumn(column.id)?.getSize() ?? column.width;
    return column.grow ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return (hasBoxes ? [`${boxWidth}px`, ...columns] : columns).join(' ');
}

/** Below this width, in px, the list scrolls sideways. */
export function narrowestOf<Row extends object>(model: TableModel<Row>, hasBoxes: boolean): number {
  return model.table.getTotalSize() + (hasBoxes ? boxWidth : 0);
}
