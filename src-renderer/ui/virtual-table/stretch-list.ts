import { holdOrder } from '../hold-order.ts';
import type { RowSource } from './row-source.ts';
import { mostChosen } from './row-source.ts';
import { createStretchRows, type Part, partOf, type Stretch } from './stretch-rows.ts';

export type StretchListDeps<Row> = {
  idOf: (row: Row) => string;
  /** Stretches from `before` on; null = from the start. `isCounted` false: each costs a search, so they are asked for as they are looked at. */
  measure: (before: number | null) => Promise<{ items: Stretch[]; nextBefore: number | null; isCounted: boolean }>;
  /** Stretches before the first one, which ended at `than`. */
  measureNewer: (than: number) => Promise<Stretch[]>;
  /** `isWhole` false: there may be more rows in it. */
  read: (stretch: Stretch) => Promise<{ items: Row[]; isWhole: boolean }>;
};

export type StretchListState<Row> = RowSource<Row> & {
  /** The first answer is there. */
  isReady: boolean;
  /** There is more than is known yet. */
  isGrowing: boolean;
  /** Rows that have come since, and wait so that nothing moves. */
  waiting: number;
  error: unknown;
};

export type StretchList<Row> = ReturnType<typeof createStretchList<Row>>;

const loadsAtOnce = 2;
const rowsAhead = 60;
const fewRows = 100;

/**
 * A list of any length: how many rows lie where is known of all of it, the rows only of what is looked at. What was scrolled past is let go.
 * While it is held, rows in sight keep their places, new ones wait and those that are gone leave.
 */
export function createStretchList<Row>(deps: StretchListDeps<Row>) {
  const rows = createStretchRows<Row>(deps.idOf);
  const listeners = new Set<() => void>();
  let nextBefore: number | null = null;
  let isCounted = true;
  let isReady = false;
  let isMeasuring = false;
  let isClosed = false;
  let isHeld = false;
  let newer: Stretch[] = [];
  let looked = { from: 0, to: 0 };
  let loading = 0;
  let refreshing: Promise<void> | null = null;
  let error: unknown = null;
  let state = stateNow();

  function stateNow(): StretchListState<Row> {
    return {
      length: rows.count(),
      indexOf: rows.indexOf,
      slice: rows.slice,
      rowAt: rows.rowAt,
      idAt: rows.idAt,
      look,
      read,
      isReady,
      isGrowing: isMeasuring || nextBefore !== null || !isReady,
      waiting: rows.waiting() + newer.reduce((sum, { count }) => sum + count, 0),
      error,
    };
  }
  function tell(): void {
    if (isClosed) return;
    state = stateNow();
    for (const listener of listeners) listener();
  }

  async function measureOn(): Promise<void> {
    if (isMeasuring || isClosed || (isReady && nextBefore === null)) return;
    isMeasuring = true;
    try {
      const answer = await deps.measure(nextBefore);
      error = null;
      rows.append(answer.items);
      ({ nextBefore, isCounted } = answer);
      isReady = true;
    } catch (thrown) {
      error = thrown;
    }
    isMeasuring = false;
    tell();
    void pump();
    const isWanted = isCounted || rows.count() < looked.to + fewRows;
    if (error === null && nextBefore !== null && isWanted) void measureOn();
  }

  function look(from: number, to: number): void {
    looked = { from, to };
    void pump();
    if (isReady && !isCounted && to + fewRows > rows.count()) void measureOn();
  }

  /** Only what is looked at now is read: a list that is scrolled fast asks for nothing that it has left already. */
  async function pump(): Promise<void> {
    const near = { from: looked.from - rowsAhead, to: looked.to + rowsAhead };
    const wanted = rows.unread(near.from, near.to, looked);
    if (wanted === null || loading >= loadsAtOnce || isClosed) return;
    loading += 1;
    await load(wanted);
    loading -= 1;
    // What lies near would be read again at once.
    rows.letGo({ from: looked.from - rowsAhead, to: looked.to + rowsAhead });
    tell();
    if (error === null) void pump();
  }

  async function load(part: Part<Row>): Promise<void> {
    part.isAsked = true;
    try {
      const { items, isWhole } = await deps.read(part);
      if (isClosed) return;
      error = null;
      if (isWhole || part.rows === null) take(part, items);
    } catch (thrown) {
      error = thrown;
    } finally {
      part.isAsked = false;
      part.isStale = false;
    }
  }

  function take(part: Part<Row>, items: readonly Row[]): void {
    if (!isHeld || part.rows === null || part.isLetIn) {
      rows.fill(part, items, 0);
    } else {
      const held = holdOrder(part.rows.map(deps.idOf), items, deps.idOf);
      rows.fill(part, held.rows, held.waiting);
    }
    part.isLetIn = false;
  }

  async function read(from: number, to: number): Promise<void> {
    const wanted = rows.partsIn(from, Math.min(to, from + mostChosen));
    await Promise.all(wanted.filter((part) => part.rows === null).map(load));
    tell();
  }

  /** Asks what has become of what is in sight, and what is new; once more afterwards when it is asked meanwhile. */
  async function refresh(): Promise<void> {
    if (!isReady || isClosed) return measureOn();
    rows.makeStale();
    void pump();
    try {
      newer = await deps.measureNewer(rows.top());
      if (!isHeld) await letNewerIn();
    } catch (thrown) {
      error = thrown;
    }
    tell();
  }

  /** Their rows first, so that none stands empty where others were. */
  async function letNewerIn(): Promise<void> {
    const parts = newer.map(partOf<Row>);
    newer = [];
    await Promise.all(parts.slice(0, loadsAtOnce).map(load));
    rows.prepend(parts);
  }

  return {
    state: (): StretchListState<Row> => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start(): void {
      isClosed = false;
      void measureOn();
    },
    retry(): void {
      error = null;
      rows.makeStale();
      tell();
      void measureOn();
      void pump();
    },
    async refresh(): Promise<void> {
      while (refreshing !== null) await refreshing;
      refreshing = refresh();
      await refreshing;
      refreshing = null;
    },
    hold(next: boolean): void {
      isHeld = next;
    },
    /** What waited comes in. */
    async release(): Promise<void> {
      rows.letIn();
      await letNewerIn();
      tell();
      void pump();
    },
    /** Rows of these ids are never let go of. */
    pin: rows.pin,
    /** Was in the list and has left it. */
    isGone: rows.isGone,
    close(): void {
      isClosed = true;
    },
  };
}
