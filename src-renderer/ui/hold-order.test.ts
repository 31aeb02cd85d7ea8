import { describe, expect, it } from 'vitest';
import { holdOrder } from './hold-order.ts';

const rowsOf = (ids: string) => [...ids].map((id) => ({ id, value: 0 }));
const hold = (shown: string, fresh: string) => {
  const held = holdOrder([...shown], rowsOf(fresh), ({ id }) => id);
  return { ids: held.rows.map(({ id }) => id).join(''), waiting: held.waiting };
};

describe('holdOrder', () => {
  it('takes the fresh order when nothing was shown', () => {
    expect(hold('', 'cab')).toEqual({ ids: 'cab', waiting: 0 });
  });

  it('keeps the order shown and counts the rows that would move', () => {
    expect(hold('abcd', 'dabc')).toEqual({ ids: 'abcd', waiting: 1 });
  });

  it('lets new rows wait', () => {
    expect(hold('ab', 'xayb')).toEqual({ ids: 'ab', waiting: 2 });
  });

  it('takes new rows at once when they are below all known ones', () => {
    expect(hold('ab', 'xabyz')).toEqual({ ids: 'abyz', waiting: 1 });
  });

  it('takes the fresh order when every row shown is gone', () => {
    expect(hold('ab', 'xyz')).toEqual({ ids: 'xyz', waiting: 0 });
  });

  it('lets gone rows leave', () => {
    expect(hold('abc', 'ac')).toEqual({ ids: 'ac', waiting: 0 });
  });

  it('shows new figures in the old place', () => {
    const held = holdOrder(
      ['a', 'b'],
      [
        { id: 'b', value: 2 },
        { id: 'a', value: 1 },
      ],
      ({ id }) => id,
    );
    expect(held.rows).toEqual([
      { id: 'a', value: 1 },
      { id: 'b', value: 2 },
    ]);
    expect(held.waiting).toBe(1);
  });

  it('counts a reversal as all but one', () => {
    expect(hold('abcde', 'edcba').waiting).toBe(4);
  });
});
