import { useMemo, useState } from 'react';
import { useLatest } from '../use-latest.ts';
import { chosenIds, everyRow, extended, kept, nothingChosen, type RowChoice, toggled } from './row-selection.ts';
import type { RowOrder } from './row-source.ts';

/** The rows chosen in one list, and the ways to choose others. `order`: ids as they stand on screen. */
export type RowSelection = {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  extend: (order: RowOrder, fromId: string, toId: string) => void;
  selectAll: (order: readonly string[]) => void;
  clear: () => void;
};

type RowSelectionInput = {
  /** A new object when the list has changed. */
  present: { has: (id: string) => boolean };
  /** What the rows answer: nothing stays chosen from one question to the next. */
  question: string;
};

/** Rows chosen in a list. Only what is in the list can be chosen: a row that leaves it is let go. */
export function useRowSelection({ present, question }: RowSelectionInput): RowSelection {
  const [state, setState] = useState<{ choice: RowChoice; question: string }>({ choice: nothingChosen, question });
  const isAsked = state.question === question;
  const choice = useMemo(
    () => (isAsked ? kept(state.choice, present) : nothingChosen),
    [isAsked, state.choice, present],
  );
  if (choice !== state.choice || !isAsked) setState({ choice, question });
  const latest = useLatest({ choice, question });
  const ids = useMemo(() => chosenIds(choice), [choice]);
  return useMemo(() => {
    const change = (next: RowChoice): void => {
      latest.current = { ...latest.current, choice: next };
      setState(latest.current);
    };
    return {
      ids,
      toggle: (id) => change(toggled(latest.current.choice, id)),
      extend: (order, fromId, toId) => change(extended(latest.current.choice, order, fromId, toId)),
      selectAll: (order) => change(everyRow(order)),
      clear: () => change(nothingChosen),
    };
  }, [ids, latest]);
}
