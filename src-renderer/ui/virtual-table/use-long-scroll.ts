import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../use-latest.ts';
import {
  atTop,
  isAstray,
  laidOutHeight,
  placeOfRow,
  rowsInSight,
  type ScrollPlace,
  type ScrollSize,
  scrolledTo,
  settled,
  topOf,
} from './long-scroll.ts';

export type LongScroll = {
  /** Rows to draw, the last not included; those seen in whole or part are from `firstSeen`. */
  from: number;
  to: number;
  firstSeen: number;
  /** Of the element that the rows stand in, in px. */
  height: number;
  /** Of a row, from the top of that element, in px. */
  rowTop: (place: number) => number;
  /** Rows seen in whole. */
  pageRows: number;
  isAtTop: boolean;
  onScroll: () => void;
  bringToSight: (place: number) => void;
  /** The rows in sight have come so many places further down the list: they stay where they are seen. */
  follow: (places: number) => void;
  goToTop: () => void;
};

const around = 10;
const restMs = 150;

/** Draws what is seen of a list of any length. `headHeight`: of what stays above the rows when they scroll; in px, as `rowHeight`. */
export function useLongScroll(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, headHeight }: { count: number; rowHeight: number; headHeight: number },
): LongScroll {
  const [viewHeight, setViewHeight] = useState(0);
  const size: ScrollSize = { count, rowHeight, viewHeight };
  const latest = useLatest(size);
  const place = useRef<ScrollPlace>(atTop);
  const [drawn, setDrawn] = useState({ ...rowsInSight(atTop, size, around), shift: 0 });
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);

  /** `isOurs`: the browser has to be told where the scroll bar is. */
  const moveTo = useCallback(
    (next: ScrollPlace, isOurs: boolean): void => {
      place.current = next;
      const element = scroller.current;
      if (isOurs && element && element.scrollTop !== next.scrollTop) element.scrollTop = next.scrollTop;
      const shown = { ...rowsInSight(next, latest.current, around), shift: next.shift };
      setDrawn((was) => (was.from === shown.from && was.to === shown.to && was.shift === shown.shift ? was : shown));
    },
    [scroller, latest],
  );
  const settle = useCallback(() => {
    const next = settled(place.current, latest.current);
    if (Math.abs(next.scrollTop - place.current.scrollTop) >= 1) moveTo(next, true);
  }, [moveTo, latest]);
  const onScroll = useCallback((): void => {
    const element = scroller.current;
    if (!element || Math.abs(element.scrollTop - place.current.scrollTop) < 1) return;
    const next = scrolledTo(place.current, element.scrollTop, latest.current);
    const astray = isAstray(next, latest.current);
    moveTo(astray ? settled(next, latest.current) : next, astray);
    if (rest.current !== null) clearTimeout(rest.current);
    rest.current = setTimeout(settle, restMs);
  }, [scroller, moveTo, settle, latest]);
  useEffect(() => () => clearTimeout(rest.current ?? undefined), []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => setViewHeight(Math.max(0, element.clientHeight - headHeight));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [scroller, headHeight]);
  // Another length or height leaves the same rows in sight, as far as there are any.
  useLayoutEffect(() => {
    const known = { count, rowHeight, viewHeight };
    moveTo(settled(place.current, known), true);
  }, [count, rowHeight, viewHeight, moveTo]);

  return {
    from: Math.min(drawn.from, count),
    to: Math.min(drawn.to, count),
    firstSeen: Math.floor(topOf(place.current) / rowHeight),
    height: laidOutHeight(size),
    rowTop: (row) => row * rowHeight - drawn.shift,
    pageRows: Math.max(1, Math.floor((viewHeight || 400) / rowHeight) - 1),
    isAtTop: drawn.from === 0 && topOf(place.current) < rowHeight,
    onScroll,
    bringToSight: (row) => moveTo(placeOfRow(place.current, row, latest.current), true),
    follow: (places) => {
      const { scrollTop, shift } = place.current;
      moveTo(settled({ scrollTop, shift: shift + places * rowHeight }, latest.current), true);
    },
    goToTop: () => moveTo(atTop, true),
  };
}
