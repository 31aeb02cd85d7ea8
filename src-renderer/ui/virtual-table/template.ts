import type { TableModel } from './use-table-model.ts';

/** CSS grid columns for a table's widths; growing columns share what is left. */
export function templateOf<Row extends object>(model: TableModel<Row>): string {
  return model.columns
    .map((column) => {
      const width = model.table.getColumn(column.id)?.getSize() ?? column.width;
      return column.grow ? `minmax(${width}px, 1fr)` : `${width}px`;
    })
    .join(' ');
}
