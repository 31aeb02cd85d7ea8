import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { TableHead } from './table-head.tsx';
import { templateOf } from './template.ts';
import type { TableModel } from './use-table-model.ts';
import styles from './virtual-table.module.css';

type VirtualTableProps<Row extends object> = {
  label: string;
  model: TableModel<Row>;
  /** The row under the keyboard; null = none yet. */
  activeId: string | null;
  onActivate: (id: string) => void;
  /** Enter, click. */
  onOpen: (id: string) => void;
  /** The row open beside the list, or rows marked. */
  isSelected?: (id: string) => boolean;
  /** Called when the last rows come into view, to load more. */
  onEndReached?: () => void;
};

const overscan = 12;
const nearEnd = 20;

/** A list of any length, drawn where it is looked at; j, k, arrows, Home, End and Enter work wherever the focus is. */
export function VirtualTable<Row extends object>(props: VirtualTableProps<Row>) {
  const { model, activeId, label } = props;
  const text = useText();
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, idOf } = model;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(),
    overscan,
    getItemKey: (index) => idOf(rows[index]!),
    scrollPaddingStart: rowHeight(),
  });
  const items = virtual.getVirtualItems();
  const activeIndex = activeId === null ? -1 : rows.findIndex((row) => idOf(row) === activeId);

  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    props.onActivate(idOf(row));
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const open = () => activeId !== null && activeIndex >= 0 && props.onOpen(activeId);
  const pageRows = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight()) - 2);
  useKeys([
    { keys: 'j', label: text('keys.next'), run: () => goTo(activeIndex + 1) },
    { keys: 'k', label: text('keys.previous'), run: () => goTo(activeIndex - 1) },
    { keys: 'ArrowDown', label: '', run: () => goTo(activeIndex + 1) },
    { keys: 'ArrowUp', label: '', run: () => goTo(activeIndex - 1) },
    { keys: 'Home', label: '', run: () => goTo(0) },
    { keys: 'End', label: '', run: () => goTo(rows.length - 1) },
    { keys: 'Enter', label: text('keys.open'), run: open },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'PageDown' ? pageRows() : event.key === 'PageUp' ? -pageRows() : 0;
    if (step === 0) return;
    event.preventDefault();
    goTo(activeIndex + step);
  };

  const lastIndex = items.at(-1)?.index ?? -1;
  const { onEndReached } = props;
  useEffect(() => {
    if (lastIndex >= rows.length - nearEnd && rows.length > 0) onEndReached?.();
  }, [lastIndex, rows.length, onEndReached]);

  const template = templateOf(model);
  const isActiveShown = items.some(({ index }) => index === activeIndex);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be scrolled and drawn in part
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={model.columns.length}
      {...(isActiveShown ? { 'aria-activedescendant': `${baseId}-${activeId}` } : {})}
      onKeyDown={onKeyDown}
      onPointerEnter={() => model.setUnderPointer(true)}
      onPointerLeave={() => model.setUnderPointer(false)}
    >
      <TableHead model={model} template={template} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtual.getTotalSize(), minWidth: model.table.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index]!;
          const id = idOf(row);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={id}
              id={`${baseId}-${id}`}
              role="row"
              className={styles.row}
              aria-rowindex={item.index + 2}
              aria-selected={props.isSelected?.(id) ?? false}
              data-active={id === activeId || undefined}
              data-row-id={id}
              style={{ gridTemplateColumns: template, height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={() => {
                props.onActivate(id);
                props.onOpen(id);
              }}
            >
              {model.columns.map((column) => (
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
        })}
      </div>
    </div>
  );
}

/** The row height of the density chosen, in px. */
function rowHeight(): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue('--row-height');
  return Number.parseInt(value, 10) || 28;
}
