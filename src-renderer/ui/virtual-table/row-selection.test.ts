import { describe, expect, it } from 'vitest';
import {
  chosenIds,
  everyRow,
  extended,
  kept,
  nothingChosen,
  type RowChoice,
  shareOf,
  toggled,
} from './row-selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (choice: RowChoice): string[] => [...chosenIds(choice)].sort();

describe('a selection of rows', () => {
  it('chooses a row and lets it go', () => {
    const one = toggled(nothingChosen, 'b');
    expect(idsOf(one)).toEqual(['b']);
    expect(idsOf(toggled(one, 'b'))).toEqual([]);
  });

  it('takes a range from the row chosen last', () => {
    expect(idsOf(extended(toggled(nothingChosen, 'b'), order, 'e', 'd'))).toEqual(['b', 'c', 'd']);
  });

  it('takes a range from where the keyboard is when none was chosen', () => {
    expect(idsOf(extended(nothingChosen, order, 'b', 'c'))).toEqual(['b', 'c']);
  });

  it('lets go what a shrinking range leaves, and turns over its anchor', () => {
    const wide = extended(toggled(nothingChosen, 'b'), order, 'b', 'e');
    const narrow = extended(wide, order, 'e', 'c');
    expect(idsOf(narrow)).toEqual(['b', 'c']);
    expect(idsOf(extended(narrow, order, 'c', 'a'))).toEqual(['a', 'b']);
  });

  it('keeps what was chosen before the range', () => {
    const two = toggled(toggled(nothingChosen, 'a'), 'c');
    const range = extended(two, order, 'c', 'e');
    expect(idsOf(range)).toEqual(['a', 'c', 'd', 'e']);
    expect(idsOf(extended(range, order, 'e', 'd'))).toEqual(['a', 'c', 'd']);
  });

  it('lets one row of a range go', () => {
    const range = extended(toggled(nothingChosen, 'a'), order, 'a', 'c');
    expect(idsOf(toggled(range, 'b'))).toEqual(['a', 'c']);
  });

  it('stays as it is when a range ends at a row that is not there', () => {
    const one = toggled(nothingChosen, 'a');
    expect(extended(one, order, 'a', 'x')).toBe(one);
  });

  it('begins anew where its anchor has left the list', () => {
    const one = toggled(nothingChosen, 'x');
    expect(idsOf(extended(one, order, 'c', 'd'))).toEqual(['c', 'd', 'x']);
  });

  it('has no row that has left the list', () => {
    const all = everyRow(order);
    expect(idsOf(kept(all, new Set(['a', 'e'])))).toEqual(['a', 'e']);
    expect(kept(all, new Set(order))).toBe(all);
  });

  it('knows whether none, some or all are chosen', () => {
    expect(shareOf(order, new Set())).toBe('none');
    expect(shareOf(order, new Set(['a']))).toBe('some');
    expect(shareOf(order, new Set(order))).toBe('all');
    expect(shareOf([], new Set())).toBe('none');
  });

  it('takes ten thousand rows in one go', () => {
    const many = Array.from({ length: 10_000 }, (_, place) => String(place));
    const before = performance.now();
    let choice = toggled(nothingChosen, '0');
    for (let place = 1; place <= 100; place += 1) choice = extended(choice, many, '0', String(place * 99));
    expect(chosenIds(choice).size).toBe(9901);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
