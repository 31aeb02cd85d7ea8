/**
 * A part of a list, by what its rows are ordered by (both ends included), and how many rows it has as far as is known. `chain`: which list of
 * several that stand one after another it is of.
 */
export type Stretch = { from: number; to: number; count: number; chain?: number };

/** A stretch with its rows; null = not read, or let go. `waiting`: rows that have come since, and stand outside. */
export type Part<Row> = Stretch & {
  rows: readonly Row[] | null;
  waiting: number;
  isStale: boolean;
  isAsked: boolean;
  /** What waits comes in with the next answer. */
  isLetIn: boolean;
};

const mostKept = 12;
const mostGone = 10_000;
/** New stretches grow up to it: each is a question. */
const fullStretch = 200;

export function partOf<Row>(stretch: Stretch): Part<Row> {
  return { ...stretch, rows: null, waiting: 0, isStale: false, isAsked: false, isLetIn: false };
}

/** The parts of a list in their order, and the rows of those that are looked at. */
export function createStretchRows<Row>(idOf: (row: Row) => string) {
  const parts: Part<Row>[] = [];
  /** Place of the first row of each part, made anew when lengths have changed. */
  let starts: number[] | null = null;
  const kept = new Set<Part<Row>>();
  const partById = new Map<string, Part<Row>>();
  const gone = new Set<string>();
  let pinned: ReadonlySet<string> = new Set();

  function startsNow(): number[] {
    if (starts !== null) return starts;
    let place = 0;
    starts = parts.map((part) => {
      const start = place;
      place += part.count;
      return start;
    });
    starts.push(place);
    return starts;
  }

  /** Of the part that a place is in; its number is past the end when there is none. */
  function numberAt(place: number): number {
    const all = startsNow();
    let from = 0;
    let to = parts.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((all[middle + 1] ?? 0) <= place) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  function rowAt(place: number): Row | null {
    const number = numberAt(place);
    return parts[number]?.rows?.[place - (startsNow()[number] ?? 0)] ?? null;
  }
  function idAt(place: number): string | null {
    const row = rowAt(place);
    return row === null ? null : idOf(row);
  }
  function partsIn(from: number, to: number): Part<Row>[] {
    const first = numberAt(Math.max(0, from));
    const all = startsNow();
    let last = first;
    while (last < parts.length && (all[last] ?? 0) < to) last += 1;
    return parts.slice(first, last);
  }

  function fill(part: Part<Row>, rows: readonly Row[], waiting: number): void {
    const ids = rows.map(idOf);
    const now = new Set(ids);
    for (const row of part.rows ?? []) {
      const id = idOf(row);
      if (now.has(id)) continue;
      partById.delete(id);
      if (gone.size < mostGone) gone.add(id);
    }
    for (const id of ids) {
      partById.set(id, part);
      gone.delete(id);
    }
    kept.delete(part);
    kept.add(part);
    part.rows = rows;
    part.count = rows.length;
    part.waiting = waiting;
    starts = null;
  }

  function empty(part: Part<Row>): void {
    for (const row of part.rows ?? []) if (partById.get(idOf(row)) === part) partById.delete(idOf(row));
    kept.delete(part);
    part.rows = null;
  }

  function grown(first: Part<Row>, part: Part<Row>): void {
    first.to = part.to;
    first.count += part.count;
    if (first.rows === null || part.rows === null) return;
    const { waiting } = first;
    const rows = [...part.rows, ...first.rows];
    empty(part);
    fill(first, rows, waiting);
  }

  return {
    rowAt,
    idAt,
    partsIn,
    fill,
    count: (): number => startsNow().at(-1) ?? 0,
    waiting: (): number => [...kept].reduce((sum, part) => sum + part.waiting, 0),
    isGone: (id: string): boolean => gone.has(id),
    pin(ids: ReadonlySet<string>): void {
      pinned = ids;
    },
    /** The newest that any row of the list can be. */
    top: (): number => parts[0]?.to ?? -1,
    append(stretches: readonly Stretch[]): void {
      parts.push(...stretches.map(partOf<Row>));
      starts = null;
    },
    prepend(added: readonly Part<Row>[]): void {
      const [last] = added;
      const [first] = parts;
      const isOne = added.length === 1 && last !== undefined && first !== undefined;
      if (isOne && first.count + last.count <= fullStretch && first.rows !== null && last.rows !== null)
        grown(first, last);
      else parts.unshift(...added);
      starts = null;
    },
    indexOf(id: string): number {
      const part = partById.get(id);
      if (part?.rows == null) return -1;
      const within = part.rows.findIndex((row) => idOf(row) === id);
      return within < 0 ? -1 : (startsNow()[parts.indexOf(part)] ?? 0) + within;
    },
    slice(from: number, to: number): string[] {
      const ids: string[] = [];
      for (let place = Math.max(0, from); place < Math.min(to, startsNow().at(-1) ?? 0); place += 1) {
        const id = idAt(place);
        if (id !== null) ids.push(id);
      }
      return ids;
    },
    /** The part to be read next: in sight before near, not read before stale; null = all are. */
    unread(from: number, to: number, sight: { from: number; to: number }): Part<Row> | null {
      const seen = partsIn(sight.from, sight.to).filter(({ isAsked }) => !isAsked);
      return (
        seen.find(({ rows }) => rows === null) ??
        partsIn(from, to).find(({ rows, isAsked }) => rows === null && !isAsked) ??
        seen.find(({ isStale }) => isStale) ??
        null
      );
    },
    makeStale(): void {
      for (const part of kept) part.isStale = true;
    },
    letIn(): void {
      for (const part of kept) {
        part.isLetIn = true;
        part.isStale = true;
      }
    },
    /** Lets go of the rows read longest ago, but for those in sight and those that are pinned. */
    letGo(sight: { from: number; to: number }): void {
      const seen = new Set(partsIn(sight.from, sight.to));
      for (const part of kept) {
        if (kept.size <= mostKept) return;
        const isPinned = [...pinned].some((id) => partById.get(id) === part);
        if (!seen.has(part) && !isPinned && !part.isAsked) empty(part);
      }
    },
  };
}
