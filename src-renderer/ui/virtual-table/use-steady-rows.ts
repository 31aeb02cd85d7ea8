import { useLayoutEffect, useRef } from 'react';
import type { RowSource } from './row-source.ts';
import type { LongScroll } from './use-long-scroll.ts';

/** Keeps the rows in sight where they are seen when others come or go above them; at the top of the list they make room for new ones. */
export function useSteadyRows<Row>(source: RowSource<Row>, scroll: LongScroll): void {
  const anchor = useRef<{ id: string; place: number } | null>(null);
  const drawnFrom = useRef<RowSource<Row> | null>(null);
  useLayoutEffect(() => {
    if (drawnFrom.current !== source) {
      drawnFrom.current = source;
      const known = anchor.current;
      const now = known === null ? -1 : source.indexOf(known.id);
      if (known !== null && now >= 0 && now !== known.place) {
        anchor.current = { id: known.id, place: now };
        scroll.follow(now - known.place);
        return;
      }
    }
    const id = scroll.isAtTop ? null : firstRead(source, scroll);
    anchor.current = id;
  });
}

function firstRead<Row>(source: RowSource<Row>, { firstSeen, to }: LongScroll): { id: string; place: number } | null {
  for (let place = firstSeen; place < to; place += 1) {
    const id = source.idAt(place);
    if (id !== null) return { id, place };
  }
  return null;
}
