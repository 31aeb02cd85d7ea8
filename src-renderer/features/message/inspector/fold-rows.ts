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

function outermost(folds: readonly Fold[]): Fold[] {
  const kept: Fold[] = [];
  for (const fold of folds.toSorted((a, b) => a.row - b.row)) {
    const last = kept.at(-1);
    if (last === undefined || fold.row > last.to) kept.push(fold);
  }
  return kept;
}
