import { describe, expect, it } from 'vitest';
import { findGaps } from './gaps.ts';

const points = (values: (number | null)[]) => values.map((received, at) => ({ at, received, sent: null }));

describe('findGaps', () => {
  it('finds a gap between the points around it', () => {
    expect(findGaps(points([1, null, null, 2]), ['received'])).toEqual([{ from: 0, to: 3 }]);
  });

  it('finds gaps at both ends', () => {
    expect(findGaps(points([null, 1, null]), ['received'])).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
  });

  it('takes a point with any figure as watched, zero too', () => {
    expect(findGaps(points([0, 0]), ['received', 'sent'])).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    expect(findGaps([], ['received'])).toEqual([]);
  });
});
