/** Rows in the order that was on screen, and how many changes of place or of existence wait. */
export type HeldRows<Row> = { rows: Row[]; waiting: number };

/**
 * Keeps the order on screen while somebody reads: known rows stay in their places with new figures, new rows wait, gone rows leave.
 * New rows below all known ones are taken at once: they move nothing, and they are what reading on asked for.
 * @param shownIds ids as shown before; empty = nothing shown yet, so the fresh order is taken
 */
export function holdOrder<Row>(
  shownIds: readonly string[],
  fresh: readonly Row[],
  idOf: (row: Row) => string,
): HeldRows<Row> {
  if (shownIds.length === 0) return { rows: [...fresh], waiting: 0 };
  const rowById = new Map(fresh.map((row) => [idOf(row), row]));
  const rows: Row[] = [];
  for (const id of shownIds) {
    const row = rowById.get(id);
    if (row !== undefined) rows.push(row);
  }
  const shown = new Set(rows.map(idOf));
  const end = fresh.findLastIndex((row) => shown.has(idOf(row))) + 1;
  const added = fresh.slice(0, end).filter((row) => !shown.has(idOf(row))).length;
  return {
    rows: [...rows, ...fresh.slice(end)],
    waiting:
      added +
      countMoved(
        rows.map(idOf),
        fresh.map(idOf).filter((id) => shown.has(id)),
      ),
  };
}

/** Rows that would have to move: all but the longest run of rows already in the right order. */
function countMoved(current: readonly string[], wanted: readonly string[]): number {
  const placeById = new Map(wanted.map((id, place) => [id, place]));
  const tails: number[] = [];
  for (const id of current) {
    const place = placeById.get(id) ?? 0;
    tails[firstAtLeast(tails, place)] = place;
  }
  return current.length - tails.length;
}

/** Where `place` belongs in rising `tails`. By halves, as a long list is measured anew whenever it is drawn. */
function firstAtLeast(tails: readonly number[], place: number): number {
  let from = 0;
  let to = tails.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((tails[middle] ?? 0) < place) from = middle + 1;
    else to = middle;
  }
  return from;
}
