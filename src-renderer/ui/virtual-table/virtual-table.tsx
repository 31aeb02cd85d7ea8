import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../use-latest.ts';
import { ColumnMenu } from './column-menu.tsx';
import { mostChosen } from './row-source.ts';
import { TableHead } from './table-head.tsx';
import { type RowPress, TableRow } from './table-row.tsx';
import { narrowestOf, templateOf } from './template.ts';
import { useLongScroll } from './use-long-scroll.ts';
import type { RowSelection } from './use-row-selection.ts';
import { useSteadyRows } from './use-steady-rows.ts';
import { useTableKeys } from './use-table-keys.ts';
import type { TableModel } from './use-table-model.ts';
import styles from './virtual-table.module.css';
import { WaitingRow } from './waiting-row.tsx';

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
  /** Rows can be chosen: a column of boxes, x, Space, Shift, Ctrl or ⌘ A. `nameOf` is read aloud with the box; keep it stable. */
  choosing?: { selection: RowSelection; nameOf: (row: Row) => string };
  /** *focused*: its keys wait until the list has the focus, for a list inside what another list opened. */
  keysWhen?: 'shown' | 'focused';
  /** Called when the last rows come into view, to load more. */
  onEndReached?: () => void;
};

const nearEnd = 20;
/** Where there are fewer columns, all are needed. */
const fewestToChoose = 5;

/** A list of any length, drawn where it is looked at; its keys work wherever the focus is. */
export function VirtualTable<Row extends object>(props: VirtualTableProps<Row>) {
  const { model, activeId, label, choosing } = props;
  const selection = choosing?.selection ?? null;
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [isFocused, setFocused] = useState(false);
  const { source } = model;
  const height = useRowHeight();
  const scroll = useLongScroll(scroller, { count: source.length, rowHeight: height, headHeight: height });
  useSteadyRows(source, scroll);
  const { from, to, isAtTop } = scroll;
  useEffect(() => source.look(from, to), [source, from, to]);
  const { setScrolled } = model;
  useEffect(() => setScrolled(!isAtTop), [setScrolled, isAtTop]);

  const latest = useLatest({ source, props });
  const wish = useRef(0);
  /** Reads the row first where it is not here; the last wish counts. */
  const withRow = async (index: number, act: (id: string) => void): Promise<void> => {
    const place = Math.max(0, Math.min(source.length - 1, index));
    wish.current += 1;
    const mine = wish.current;
    scroll.bringToSight(place);
    const known = source.idAt(place);
    if (known !== null) return act(known);
    await source.read(place, place + 1);
    const id = latest.current.source.idAt(place);
    if (id !== null && wish.current === mine) act(id);
  };
  const goTo = (index: number): void => void withRow(index, props.onActivate);
  const extendTo = (index: number): void =>
    void withRow(index, (id) => {
      latest.current.props.choosing?.selection.extend(latest.current.source, activeId ?? id, id);
      props.onActivate(id);
    });
  const chooseAll = async (): Promise<void> => {
    const first = source.length <= mostChosen ? 0 : scroll.firstSeen;
    await source.read(first, first + mostChosen);
    selection?.selectAll(latest.current.source.slice(first, first + mostChosen));
  };
  const press = useCallback(
    (id: string, how: RowPress): void => {
      const now = latest.current;
      const chosen = now.props.choosing?.selection;
      if (how === 'extend') chosen?.extend(now.source, now.props.activeId ?? id, id);
      else if (how === 'toggle') chosen?.toggle(id);
      now.props.onActivate(id);
      if (how === 'open') now.props.onOpen(id);
    },
    [latest],
  );
  const onKeyDown = useTableKeys({
    order: source,
    activeId,
    goTo,
    onOpen: props.onOpen,
    selection,
    onChooseAll: () => void chooseAll(),
    onExtend: extendTo,
    hasKeys: props.keysWhen !== 'focused' || isFocused,
    pageRows: () => scroll.pageRows,
  });

  const { onEndReached } = props;
  useEffect(() => {
    if (to >= source.length - nearEnd && source.length > 0) onEndReached?.();
  }, [to, source.length, onEndReached]);

  const template = templateOf(model, selection !== null);
  const places = Array.from({ length: to - from }, (_, index) => from + index);
  const isActiveShown = activeId !== null && places.some((place) => source.idAt(place) === activeId);
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be scrolled and drawn in part */}
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={source.length + 1}
        aria-colcount={model.columns.length + (selection ? 1 : 0)}
        {...(selection ? { 'aria-multiselectable': true } : {})}
        {...(isActiveShown ? { 'aria-activedescendant': `${baseId}-${activeId}` } : {})}
        onScroll={scroll.onScroll}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onPointerEnter={() => model.setUnderPointer(true)}
        onPointerLeave={() => model.setUnderPointer(false)}
      >
        <TableHead
          model={model}
          template={template}
          order={source}
          selection={selection}
          onChooseAll={() => void chooseAll()}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: scroll.height, minWidth: narrowestOf(model, selection !== null) }}
        >
          {places.map((place) => {
            const row = source.rowAt(place);
            const id = source.idAt(place);
            if (row === null || id === null)
              return <WaitingRow key={`place ${place}`} place={place} top={scroll.rowTop(place)} />;
            return (
              <TableRow
                key={id}
                row={row}
                columns={model.columns}
                domId={`${baseId}-${id}`}
                rowId={id}
                index={place}
                isActive={id === activeId}
                isOpen={props.isOpen?.(id) ?? false}
                isChosen={choosing ? choosing.selection.ids.has(id) : null}
                nameOf={choosing?.nameOf ?? null}
                template={template}
                top={scroll.rowTop(place)}
                onPress={press}
              />
            );
          })}
        </div>
      </div>
      {/* Beside the grid: a grid has only rows in it. */}
      {model.choice.columns.length >= fewestToChoose ? <ColumnMenu choice={model.choice} /> : null}
    </div>
  );
}

/** The row height of the density chosen, in px. */
function useRowHeight(): number {
  const [height, setHeight] = useState(readRowHeight);
  useLayoutEffect(() => {
    const observer = new MutationObserver(() => setHeight(readRowHeight()));
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-density', 'style', 'class'],
    });
    return () => observer.disconnect();
  }, []);
  return height;
}

function readRowHeight(): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue('--row-height');
  return Number.parseInt(value, 10) || 28;
}
