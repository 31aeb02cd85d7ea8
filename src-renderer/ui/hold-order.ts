/** Rows in the order that was on screen, and how many changes of place or of existence wait. */
export type HeldRows<Row> = { rows: Row[]; waiting: number };

/**
 * Keeps the order on screen while somebody reads: known rows stay in their places with new figures, new rows wait, gone rows leave.
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
  const added = fresh.filter((row) => !shown.has(idOf(row))).length;
  return {
    rows,
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
    const at = tails.findIndex((tail) => tail >= place);
    if (at === -1) tails.push(place);
    else tails[at] = place;
  }
  return current.length - tails.length;
}
