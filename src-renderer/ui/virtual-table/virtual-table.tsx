import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState } from 'react';
import { TableHead } from './table-head.tsx';
import { type RowPress, TableRow } from './table-row.tsx';
import { narrowestOf, templateOf } from './template.ts';
import type { RowSelection } from './use-row-selection.ts';
import { useTableKeys } from './use-table-keys.ts';
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
  /** The row open beside the list. */
  isOpen?: (id: string) => boolean;
  /** Rows can be chosen: a column of boxes, x, Space, Shift, Ctrl or ⌘ A. `nameOf` is read aloud with the box. */
  choosing?: { selection: RowSelection; nameOf: (row: Row) => string };
  /** *focused*: its keys wait until the list has the focus, for a list inside what another list opened. */
  keysWhen?: 'shown' | 'focused';
  /** Called when the last rows come into view, to load more. */
  onEndReached?: () => void;
};

const overscan = 12;
const nearEnd = 20;

/** A list of any length, drawn where it is looked at; its keys work wherever the focus is. */
export function VirtualTable<Row extends object>(props: VirtualTableProps<Row>) {
  const { model, activeId, label, choosing } = props;
  const selection = choosing?.selection ?? null;
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [isFocused, setFocused] = useState(false);
  const { rows, idOf } = model;
  const order = rows.map(idOf);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(),
    overscan,
    getItemKey: (index) => order[index]!,
    scrollPaddingStart: rowHeight(),
  });
  const items = virtual.getVirtualItems();

  const goTo = (index: number): void => {
    const place = Math.max(0, Math.min(order.length - 1, index));
    const id = order[place];
    if (id === undefined) return;
    props.onActivate(id);
    virtual.scrollToIndex(place, { align: 'auto' });
  };
  const press = (id: string, how: RowPress): void => {
    if (how === 'extend') selection?.extend(order, activeId ?? id, id);
    else if (how === 'toggle') selection?.toggle(id);
    props.onActivate(id);
    if (how === 'open') props.onOpen(id);
  };
  const onKeyDown = useTableKeys({
    order,
    activeId,
    goTo,
    onOpen: props.onOpen,
    selection,
    hasKeys: props.keysWhen !== 'focused' || isFocused,
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight()) - 2),
  });

  const lastIndex = items.at(-1)?.index ?? -1;
  const { onEndReached } = props;
  useEffect(() => {
    if (lastIndex >= rows.length - nearEnd && rows.length > 0) onEndReached?.();
  }, [lastIndex, rows.length, onEndReached]);

  const template = templateOf(model, selection !== null);
  const isActiveShown = items.some(({ index }) => order[index] === activeId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be scrolled and drawn in part
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={model.columns.length + (selection ? 1 : 0)}
      {...(selection ? { 'aria-multiselectable': true } : {})}
      {...(isActiveShown ? { 'aria-activedescendant': `${baseId}-${activeId}` } : {})}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerEnter={() => model.setUnderPointer(true)}
      onPointerLeave={() => model.setUnderPointer(false)}
    >
      <TableHead model={model} template={template} order={order} selection={selection} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtual.getTotalSize(), minWidth: narrowestOf(model, selection !== null) }}
      >
        {items.map((item) => {
          const row = rows[item.index]!;
          const id = order[item.index]!;
          return (
            <TableRow
              key={id}
              row={row}
              columns={model.columns}
              domId={`${baseId}-${id}`}
              rowId={id}
              index={item.index}
              isActive={id === activeId}
              isOpen={props.isOpen?.(id) ?? false}
              chosen={choosing ? { isChosen: choosing.selection.ids.has(id), name: choosing.nameOf(row) } : null}
              style={{ gridTemplateColumns: template, height: item.size, transform: `translateY(${item.start}px)` }}
              onPress={press}
            />
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
