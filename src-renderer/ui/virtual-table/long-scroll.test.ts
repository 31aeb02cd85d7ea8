import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atTop,
  isAstray,
  laidOutHeight,
  placeOfRow,
  rowsInSight,
  type ScrollPlace,
  type ScrollSize,
  scrolledTo,
  settled,
  topOf,
} from './long-scroll.ts';

const million: ScrollSize = { count: 1_000_000, rowHeight: 28, viewHeight: 560 };
const few: ScrollSize = { count: 1000, rowHeight: 28, viewHeight: 560 };
const end = ({ count, rowHeight, viewHeight }: ScrollSize): number => count * rowHeight - viewHeight;

/** Turns the wheel as a browser does, which stops at the ends of what is laid out. */
function wheel(place: ScrollPlace, by: number, size: ScrollSize): ScrollPlace {
  const most = laidOutHeight(size) - size.viewHeight;
  const next = scrolledTo(place, Math.max(0, Math.min(most, place.scrollTop + by)), size);
  return isAstray(next, size) ? settled(next, size) : next;
}

describe('a long scroll', () => {
  it('is the scroll bar itself where the list can be laid out', () => {
    expect(topOf(scrolledTo(atTop, 12_345, few))).toBe(12_345);
    expect(laidOutHeight(few)).toBe(28_000);
  });

  it('moves as many pixels as the wheel turns, however long the list is', () => {
    const middle = settled({ scrollTop: 14_000_000, shift: 0 }, million);
    expect(topOf(wheel(middle, 120, million)) - topOf(middle)).toBe(120);
    expect(topOf(wheel(middle, -90, million)) - topOf(middle)).toBe(-90);
  });

  it('goes to the share of the list that the scroll bar is drawn to', () => {
    const most = laidOutHeight(million) - million.viewHeight;
    expect(topOf(scrolledTo(atTop, most / 2, million))).toBeCloseTo(end(million) / 2, -1);
    expect(topOf(scrolledTo(atTop, most, million))).toBe(end(million));
    expect(topOf(scrolledTo({ scrollTop: most, shift: end(million) - most }, 0, million))).toBe(0);
  });

  it('reaches both ends by the wheel, and stays there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.boolean(), (away, isDown) => {
        const from = isDown ? end(million) - away : away;
        let place = settled({ scrollTop: from, shift: 0 }, million);
        for (let turn = 0; turn < 300; turn += 1) place = wheel(place, isDown ? 500 : -500, million);
        expect(topOf(place)).toBe(isDown ? end(million) : 0);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the rows in sight when the scroll bar is set right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: end(million) }),
        fc.integer({ min: -50_000, max: 50_000 }),
        (top, drift) => {
          const place = { scrollTop: top + drift, shift: -drift };
          expect(topOf(settled(place, million))).toBe(top);
          expect(settled(settled(place, million), million)).toEqual(settled(place, million));
        },
      ),
    );
  });

  it('brings any row into sight, and moves nothing for one that is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(few, million),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (size, from, to) => {
          const place = settled({ scrollTop: Math.round(end(size) * from), shift: 0 }, size);
          const row = Math.min(size.count - 1, Math.floor(size.count * to));
          const there = placeOfRow(place, row, size);
          const rowTop = row * size.rowHeight - topOf(there);
          expect(rowTop).toBeGreaterThanOrEqual(0);
          expect(rowTop + size.rowHeight).toBeLessThanOrEqual(size.viewHeight);
          expect(there.scrollTop).toBeGreaterThanOrEqual(0);
          expect(there.scrollTop).toBeLessThanOrEqual(laidOutHeight(size) - size.viewHeight);
          expect(placeOfRow(there, row, size)).toBe(there);
        },
      ),
    );
  });

  it('draws the rows in sight and some around them, and none of an empty list', () => {
    expect(rowsInSight(atTop, few, 10)).toEqual({ from: 0, to: 31 });
    expect(rowsInSight({ scrollTop: 2800, shift: 0 }, few, 10)).toEqual({ from: 90, to: 131 });
    expect(rowsInSight({ scrollTop: 2800, shift: 0 }, { ...few, count: 0 }, 10)).toEqual({ from: 0, to: 0 });
  });
});
