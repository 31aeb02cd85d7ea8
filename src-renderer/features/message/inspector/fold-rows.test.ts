import { describe, expect, it } from 'vitest';
import { type Fold, foldAt, foldRows } from './fold-rows.ts';

describe('foldRows', () => {
  it('leaves every row where nothing is folded', () => {
    const rows = foldRows(5, []);
    expect([rows.count, rows.bodyRow(3), rows.shownRow(3)]).toEqual([5, 3, 3]);
  });

  it('hides what is behind a folded row up to its end', () => {
    const rows = foldRows(10, [
      { row: 6, to: 8 },
      { row: 1, to: 4 },
    ]);
    expect(rows.count).toBe(5);
    expect(Array.from({ length: 5 }, (_, shown) => rows.bodyRow(shown))).toEqual([0, 1, 5, 6, 9]);
    expect(rows.shownRow(9)).toBe(4);
  });

  it('gives the folded row for a row inside it, and passes over folds inside folds', () => {
    const rows = foldRows(10, [
      { row: 1, to: 6 },
      { row: 2, to: 4 },
    ]);
    expect([rows.count, rows.shownRow(3), rows.bodyRow(2)]).toEqual([5, 1, 7]);
  });
});

describe('foldAt', () => {
  const begins: Fold[] = [
    { row: 0, to: 9 },
    { row: 2, to: 5 },
    { row: 3, to: 4 },
  ];
  const foldOf = (row: number): Fold | null => begins.find((each) => each.row === row) ?? null;

  it('is the innermost that holds the row', () => {
    expect(foldAt(4, [], foldOf)).toEqual({ row: 3, to: 4 });
    expect(foldAt(5, [], foldOf)).toEqual({ row: 2, to: 5 });
    expect(foldAt(6, [], foldOf)).toEqual({ row: 0, to: 9 });
  });

  it('is what hides the row, from outside in', () => {
    const folds = [
      { row: 3, to: 4 },
      { row: 2, to: 5 },
    ];
    expect(foldAt(4, folds, foldOf)).toEqual({ row: 2, to: 5 });
  });

  it('is nothing where nothing can be folded', () => {
    expect(foldAt(10, [], foldOf)).toBeNull();
    expect(foldAt(4, [], () => null)).toBeNull();
  });
});
