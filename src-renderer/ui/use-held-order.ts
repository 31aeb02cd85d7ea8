import { useState } from 'react';
import { type HeldRows, holdOrder } from './hold-order.ts';

type Held<Row> = HeldRows<Row> & { release: () => void };

/** Fresh rows, in the order already on screen while `isHeld`; `release` takes the fresh order once. */
export function useHeldOrder<Row>(fresh: readonly Row[], idOf: (row: Row) => string, isHeld: boolean): Held<Row> {
  const [shownIds, setShownIds] = useState<readonly string[]>([]);
  const held = isHeld ? holdOrder(shownIds, fresh, idOf) : { rows: [...fresh], waiting: 0 };
  const ids = held.rows.map(idOf);
  if (!isSame(ids, shownIds)) setShownIds(ids);
  return { ...held, release: () => setShownIds(fresh.map(idOf)) };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place]);
}
