import { useRef, useState } from 'react';
import { type HeldRows, holdOrder } from './hold-order.ts';

type Held<Row> = HeldRows<Row> & { release: () => void };

export type HoldOptions = {
  isHeld: boolean;
  /** What the rows answer: filter and the like. Nothing is held from one question to the next. */
  question: string;
  /** The rows still answer the question before. */
  isOldAnswer: boolean;
};

/** Fresh rows, in the order already on screen while `isHeld`; `release` takes the fresh order once. */
export function useHeldOrder<Row>(fresh: readonly Row[], idOf: (row: Row) => string, options: HoldOptions): Held<Row> {
  const [shown, setShown] = useState<{ ids: readonly string[]; question: string }>({ ids: [], question: '' });
  const answered = useRef(options.question);
  if (!options.isOldAnswer) answered.current = options.question;
  const question = answered.current;
  const isHeld = options.isHeld && shown.question === question;
  const held = isHeld ? holdOrder(shown.ids, fresh, idOf) : { rows: [...fresh], waiting: 0 };
  const ids = held.rows.map(idOf);
  if (shown.question !== question || !isSame(ids, shown.ids)) setShown({ ids, question });
  return { ...held, release: () => setShown({ ids: fresh.map(idOf), question }) };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place]);
}
