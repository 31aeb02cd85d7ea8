import { type MouseEvent, memo } from 'react';
import { useText } from '../../locales/use-text.ts';
import type { TableColumn } from './column.ts';
import styles from './virtual-table.module.css';

/** What a press on a row asks for: by itself, with Shift, with Ctrl or ⌘. */
export type RowPress = 'open' | 'toggle' | 'extend';

type TableRowProps<Row extends object> = {
  row: Row;
  columns: readonly TableColumn<Row>[];
  domId: string;
  rowId: string;
  /** 0-based, below the head. */
  index: number;
  isActive: boolean;
  isOpen: boolean;
  /** Null = the list's rows cannot be chosen. */
  isChosen: boolean | null;
  nameOf: ((row: Row) => string) | null;
  /** Of the grid's columns. */
  template: string;
  /** In px. */
  top: number;
  onPress: (rowId: string, press: RowPress) => void;
};

/** Drawn anew when something of it has changed: a list that is scrolled draws only the rows that come. */
export const TableRow = memo(Row) as typeof Row;

/** One row. In a list whose rows can be chosen, `aria-selected` says chosen and `aria-current` open; else the open one is the selected one. */
function Row<Item extends object>(props: TableRowProps<Item>) {
  const { row, rowId, isChosen, isOpen } = props;
  const canChoose = isChosen !== null;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
    // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
    <div
      id={props.domId}
      role="row"
      className={styles.row}
      aria-rowindex={props.index + 2}
      aria-selected={isChosen ?? isOpen}
      {...(canChoose && isOpen ? { 'aria-current': true } : {})}
      data-active={props.isActive || undefined}
      data-row-id={rowId}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
      onMouseDown={canChoose ? keepText : undefined}
      onClick={(event) => props.onPress(rowId, canChoose ? pressOf(event) : 'open')}
    >
      {canChoose ? (
        <ChoiceCell
          isChosen={isChosen}
          name={props.nameOf?.(row) ?? ''}
          onPress={(press) => props.onPress(rowId, press)}
        />
      ) : null}
      {props.columns.map((column) => (
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div
          key={column.id}
          role="gridcell"
          className={column.align === 'end' ? `${styles.cell} ${styles.end}` : styles.cell}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

function pressOf(event: MouseEvent): RowPress {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'open';
}

/** With Shift the browser would mark the text between the two presses. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey) focusGrid(event);
}

/** The focus stays with the grid, which has the keys. */
function focusGrid(event: MouseEvent): void {
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
}

type ChoiceCellProps = { isChosen: boolean; name: string; onPress: (press: RowPress) => void };

function ChoiceCell({ isChosen, name, onPress }: ChoiceCellProps) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: x and Space do the same
    // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
    <div
      role="gridcell"
      className={styles.choice}
      onMouseDown={focusGrid}
      onClick={(event) => {
        event.stopPropagation();
        onPress(event.shiftKey ? 'extend' : 'toggle');
      }}
    >
      <input
        type="checkbox"
        className={styles.box}
        tabIndex={-1}
        checked={isChosen}
        readOnly
        aria-label={text('ui.selectRow', { name })}
      />
    </div>
  );
}
