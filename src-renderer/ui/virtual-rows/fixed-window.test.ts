import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollTopOf, windowOf } from './fixed-window.ts';

const rowHeight = 20;

describe('windowOf', () => {
  it('draws the rows in sight and a few around them', () => {
    const shown = windowOf({ count: 1000, rowHeight, scrollTop: 2000, viewHeight: 400 });
    expect(shown).toEqual({ from: 88, to: 133, top: 1760, height: 20_000 });
  });

  it('draws nothing of an empty list', () => {
    expect(windowOf({ count: 0, rowHeight, scrollTop: 0, viewHeight: 400 })).toMatchObject({ from: 0, to: 0 });
  });

  it('reaches the first and the last row of more rows than a browser can lay out', () => {
    const viewport = { count: 5_000_000, rowHeight, viewHeight: 400 };
    const { height } = windowOf({ ...viewport, scrollTop: 0 });
    expect(windowOf({ ...viewport, scrollTop: 0 }).from).toBe(0);
    expect(windowOf({ ...viewport, scrollTop: height - 400 }).to).toBe(5_000_000);
  });

  it('puts the first row in sight where the list is scrolled to, also where rows share the scroll bar', () => {
    const rowsInSight = 21;
    const drawnAround = 12;
    for (const scrollTop of [100_000, 12_000_000, 23_000_000]) {
      const { from, to, top } = windowOf({ count: 5_000_000, rowHeight, viewHeight: 400, scrollTop });
      const first = to - rowsInSight - drawnAround;
      expect(first).toBeGreaterThan(from);
      expect(scrollTop - rowHeight * (first - from)).toBe(top);
    }
  });

  it('shows a row after scrolling to it, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, part) => {
        const row = Math.min(count - 1, Math.floor(count * part));
        const viewport = { count, rowHeight, viewHeight: 400 };
        const { from, to } = windowOf({ ...viewport, scrollTop: scrollTopOf(row, viewport) });
        expect(row).toBeGreaterThanOrEqual(from);
        expect(row).toBeLessThan(to);
      }),
    );
  });
});
