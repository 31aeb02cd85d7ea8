import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type HTMLAttributes,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useLatest } from '../use-latest.ts';
import { scrollTopOf, windowOf } from './fixed-window.ts';

/** A wish to bring a row into sight; a new object is a new wish. */
export type ScrollWish = { row: number };

/**
 * A list of any length of which only what is in sight is drawn. `isMeasured`: rows may be higher than `rowHeight`; only for lists of some ten thousands.
 * `children` draws one row. `onRange` tells which are drawn, end exclusive. Other attributes go to the element that scrolls.
 */
export type VirtualRowsProps = Omit<HTMLAttributes<HTMLDivElement>, 'children'> & {
  count: number;
  rowHeight: number;
  isMeasured?: boolean;
  scrollWish: ScrollWish | null;
  onRange: (from: number, to: number) => void;
  children: (row: number) => ReactNode;
};

export function VirtualRows({ isMeasured = false, ...props }: VirtualRowsProps) {
  return isMeasured ? <MeasuredRows {...props} /> : <FixedRows {...props} />;
}

type RowsProps = Omit<VirtualRowsProps, 'isMeasured'>;

function FixedRows({ count, rowHeight, scrollWish, onRange, children, ...rest }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const viewHeight = useViewHeight(scroller);
  const shown = windowOf({ count, rowHeight, scrollTop, viewHeight });
  useRange(shown.from, shown.to, onRange);
  // A wish is fulfilled once, not again when the list grows.
  const fulfil = useRef<(row: number) => void>(() => undefined);
  fulfil.current = (row) => {
    const element = scroller.current;
    if (!element) return;
    const firstInSight = element.scrollTop / rowHeight;
    const isWhole = count * rowHeight === shown.height;
    if (isWhole && row >= firstInSight && row + 1 <= firstInSight + viewHeight / rowHeight) return;
    element.scrollTop = scrollTopOf(row, { count, rowHeight, viewHeight });
  };
  const isLaidOut = viewHeight > 0;
  useEffect(() => {
    if (scrollWish && isLaidOut) fulfil.current(scrollWish.row);
  }, [scrollWish, isLaidOut]);
  return (
    <div ref={scroller} {...rest} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
      <div style={{ height: shown.height, position: 'relative', minWidth: 'fit-content' }} role="presentation">
        <div style={{ position: 'absolute', top: shown.top, minWidth: '100%' }} role="presentation">
          {rowsBetween(shown.from, shown.to).map((row) => children(row))}
        </div>
      </div>
    </div>
  );
}

function MeasuredRows({ count, rowHeight, scrollWish, onRange, children, ...rest }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  useRange(items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1, onRange);
  useEffect(() => {
    if (scrollWish) virtualizer.scrollToIndex(scrollWish.row, { align: 'auto' });
  }, [scrollWish, virtualizer]);
  return (
    <div ref={scroller} {...rest}>
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
        <div style={{ position: 'absolute', top: items[0]?.start ?? 0, insetInline: 0 }} role="presentation">
          {items.map((item) => (
            <div key={item.key} ref={virtualizer.measureElement} data-index={item.index} role="presentation">
              {children(item.index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function useRange(from: number, to: number, onRange: (from: number, to: number) => void): void {
  const latest = useLatest(onRange);
  useEffect(() => latest.current(from, to), [from, to, latest]);
}

function useViewHeight(scroller: RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    setHeight(element.clientHeight);
    return () => observer.disconnect();
  }, [scroller]);
  return height;
}

function rowsBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
