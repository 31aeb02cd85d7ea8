import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useLatest } from '../use-latest.ts';
import { createStretchList, type StretchList, type StretchListDeps } from './stretch-list.ts';
import type { TableModel } from './use-table-model.ts';

type StretchTableInput<Row extends object> = {
  /** Columns, widths and the order wished; its own rows are not drawn. */
  table: TableModel<Row>;
  idOf: (row: Row) => string;
  /** What the rows answer: filter and the like. Another one is another list, which is shown when its first answer is there. */
  question: string;
  deps: Omit<StretchListDeps<Row>, 'idOf'>;
  /** A new value when rows may have changed. */
  tick: number;
  /** Something is selected or open: nothing may jump. Holding under the pointer and where the list is scrolled is done here. */
  isHeld: boolean;
  /** Rows that must not be let go of. */
  pinned: ReadonlySet<string>;
};

const refreshGapMs = 1000;

/** The model of a list of any length, of which only what is looked at is here; draw it with VirtualTable. */
export function useStretchTable<Row extends object>(input: StretchTableInput<Row>) {
  const { table, idOf, question, pinned, tick } = input;
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const asked = useLatest({ question, deps: input.deps });
  const list = useMemo(() => {
    let own = asked.current.deps;
    // Read at each call: what is asked by the clock moves on within one question. A list whose question is over goes on with its own.
    const deps = () => {
      if (asked.current.question === question) own = asked.current.deps;
      return own;
    };
    return createStretchList<Row>({
      idOf,
      measure: (before) => deps().measure(before),
      measureNewer: (than) => deps().measureNewer(than),
      read: (stretch) => deps().read(stretch),
    });
  }, [question, idOf, asked]);
  useEffect(() => {
    list.start();
    return () => list.close();
  }, [list]);
  const fresh = useSyncExternalStore(list.subscribe, list.state);
  const shown = useRef(fresh);
  const shownList = useRef(list);
  const isOldAnswer = !fresh.isReady && shown.current !== fresh && shownList.current !== list && fresh.error === null;
  if (!isOldAnswer) {
    shown.current = fresh;
    shownList.current = list;
  }
  const state = shown.current;
  list.hold(input.isHeld || isUnderPointer || isScrolled);
  list.pin(pinned);
  useRefreshes(list, tick);
  const release = (): void => void list.release();
  const model: TableModel<Row> = {
    ...table,
    source: state,
    waiting: state.waiting,
    release,
    setUnderPointer,
    setScrolled,
  };
  return { list, state, model, isOldAnswer };
}

/** At most once a second, however often something changes. */
function useRefreshes<Row>(list: StretchList<Row>, tick: number): void {
  const last = useRef(0);
  useEffect(() => {
    if (tick === 0) return undefined;
    const wait = Math.max(0, last.current + refreshGapMs - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      void list.refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [list, tick]);
}
