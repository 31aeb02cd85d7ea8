import type { KeyboardEvent } from 'react';
import { useText } from '../../locales/use-text.ts';
import type { TableColumn } from './column.ts';
import { shareOf } from './row-selection.ts';
import type { RowOrder } from './row-source.ts';
import { narrowestOf } from './template.ts';
import type { RowSelection } from './use-row-selection.ts';
import { isSortable, type TableModel } from './use-table-model.ts';
import styles from './virtual-table.module.css';

type TableHeadProps<Row extends object> = {
  model: TableModel<Row>;
  template: string;
  order: Pick<RowOrder, 'length'>;
  /** null = rows cannot be chosen. */
  selection: RowSelection | null;
  onChooseAll: () => void;
};

const widthStep = 16;

/** Column names: a click sorts (up, down, natural order), the edge drags, Alt and an arrow key widens or narrows. */
export function TableHead<Row extends object>({ model, template, order, selection, onChooseAll }: TableHeadProps<Row>) {
  const headers = model.table.getFlatHeaders();
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
    <div role="rowgroup" className={styles.head} style={{ minWidth: narrowestOf(model, selection !== null) }}>
      {/* biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus */}
      <div role="row" className={styles.row} aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {selection ? <EveryBox order={order} selection={selection} onChooseAll={onChooseAll} /> : null}
        {model.columns.map((column) => {
          const header = headers.find(({ id }) => id === column.id);
          const isSorted = model.sort?.columnId === column.id;
          return (
            // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
            // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
            <div
              key={column.id}
              role="columnheader"
              className={column.align === 'end' ? `${styles.headCell} ${styles.end}` : styles.headCell}
              {...(isSorted ? { 'aria-sort': model.sort?.isDescending ? 'descending' : 'ascending' } : {})}
              title={column.hint ?? column.header}
            >
              <HeadLabel model={model} column={column} />
              {column.grow ? null : (
                <span
                  className={styles.resizer}
                  aria-hidden
                  onMouseDown={header?.getResizeHandler()}
                  onTouchStart={header?.getResizeHandler()}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type EveryBoxProps = { order: Pick<RowOrder, 'length'>; selection: RowSelection; onChooseAll: () => void };

/** Chooses every row, or as many as are chosen in one go; or lets all go. */
function EveryBox({ order, selection, onChooseAll }: EveryBoxProps) {
  const text = useText();
  const share = shareOf(order, selection.ids);
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
    // biome-ignore lint/a11y/useFocusableInteractive: the box inside has the focus
    <div role="columnheader" className={styles.choice}>
      <input
        type="checkbox"
        className={styles.box}
        ref={(box) => {
          if (box) box.indeterminate = share === 'some';
        }}
        checked={share === 'all'}
        aria-label={text('ui.selectAll')}
        onChange={() => (share === 'all' ? selection.clear() : onChooseAll())}
      />
    </div>
  );
}

function HeadLabel<Row extends object>({ model, column }: { model: TableModel<Row>; column: TableColumn<Row> }) {
  const label = <span className={column.isHeaderHidden ? 'visually-hidden' : undefined}>{column.header}</span>;
  if (!isSortable(column)) return label;
  const sort = model.sort?.columnId === column.id ? model.sort : null;
  const widen = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? widthStep : event.key === 'ArrowLeft' ? -widthStep : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    model.table.setColumnSizing((widths) => {
      const now = model.table.getColumn(column.id)?.getSize() ?? column.width;
      return { ...widths, [column.id]: Math.max(36, now + step) };
    });
  };
  return (
    <button
      type="button"
      className={sort ? `${styles.sort} ${styles.sorted}` : styles.sort}
      onClick={() => model.table.getColumn(column.id)?.toggleSorting()}
      onKeyDown={widen}
    >
      {label}
      {sort ? <span aria-hidden>{sort.isDescending ? ' ↓' : ' ↑'}</span> : null}
    </button>
  );
}
