/** Rows hidden below a row that stays: those behind `row`, up to `to`. */
export type Fold = { row: number; to: number };

/** The rows left when some are folded away: how many, and the way between the row of the body and the row on screen. */
export type FoldedRows = { count: number; bodyRow(shown: number): number; shownRow(row: number): number };

export function foldRows(rowCount: number, folds: readonly Fold[]): FoldedRows {
  const hidden = outermost(folds);
  const count = rowCount - hidden.reduce((sum, { row, to }) => sum + to - row, 0);
  return {
    count,
    bodyRow(shown) {
      let row = shown;
      for (const fold of hidden) if (row > fold.row) row += fold.to - fold.row;
      return row;
    },
    shownRow(row) {
      let before = 0;
      for (const fold of hidden) {
        if (row <= fold.row) break;
        if (row <= fold.to) return fold.row - before;
        before += fold.to - fold.row;
      }
      return row - before;
    },
  };
}

/** How far up from the chosen row a beginning is looked for: what is further away is out of sight. */
const longestLookUp = 2000;

/**
 * The fold that a key at a row is about: what hides the row, from outside in; else the innermost that begins at it or above and holds it.
 * @param foldOf what can be folded at a row; null = nothing, or the row is not here
 */
export function foldAt(row: number, folds: readonly Fold[], foldOf: (row: number) => Fold | null): Fold | null {
  const holds = (fold: Fold | null): boolean => fold !== null && fold.row <= row && row <= fold.to;
  const around = outermost(folds).find(holds);
  if (around) return around;
  for (let at = row; at >= Math.max(0, row - longestLookUp); at -= 1) {
    const fold = foldOf(at);
    if (holds(fold)) return fold;
  }
  return null;
}

function outermost(folds: readonly Fold[]): Fold[] {
  const kept: Fold[] = [];
  for (const fold of folds.toSorted((a, b) => a.row - b.row)) {
    const last = kept.at(-1);
    if (last === undefined || fold.row > last.to) kept.push(fold);
  }
  return kept;
}
