import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderSpan } from '../../store/header-store.ts';
import { indexedSince, nextWindow, spansAbove, spansSince, withSpan } from './channel-spans.ts';

const span = (fromId: number, toId: number): HeaderSpan => ({ fromId, toId, fromAt: fromId * 10, toAt: toId * 10 });
const window = (spans: HeaderSpan[], newestId: number, windowFrom = 0) => nextWindow(spans, { newestId, windowFrom });

describe('what is indexed of a channel', () => {
  it('is asked for from the newest down, then gaps, then older ones until the window', () => {
    expect(window([], 0)).toBeNull();
    expect(window([], 900)).toEqual({ fromId: 1, toId: 900 });
    expect(window([span(500, 900)], 950)).toEqual({ fromId: 901, toId: 950 });
    expect(window([span(500, 900), span(100, 300)], 900)).toEqual({ fromId: 301, toId: 499 });
    expect(window([span(500, 900)], 900)).toEqual({ fromId: 1, toId: 499 });
    expect(window([span(500, 900)], 900, 5000)).toBeNull();
    expect(window([span(1, 900)], 900)).toBeNull();
  });

  it('grows together where stretches touch', () => {
    expect(withSpan([span(500, 900)], span(901, 950))).toEqual([span(500, 950)]);
    expect(withSpan([span(500, 900), span(100, 300)], span(301, 499))).toEqual([span(100, 900)]);
    expect(withSpan([span(500, 900)], span(100, 300))).toEqual([span(500, 900), span(100, 300)]);
  });

  it('reaches back to the oldest message above the first gap, and never further than the window', () => {
    const since = (spans: HeaderSpan[], newestId: number | null, windowFrom = 0) =>
      indexedSince(spans, { newestId, windowFrom });
    expect(since([span(500, 900), span(1, 300)], 900)).toBe(5000);
    expect(since([span(500, 900)], 900, 6000)).toBe(6000);
    expect(since([span(1, 900)], 900, 7)).toBe(7);
    expect(since([span(500, 900)], 901)).toBeNull();
    expect(since([], null)).toBeNull();
    expect(since([], 0, 7)).toBe(7);
    expect(spansSince([span(500, 900), span(1, 300)], 4000)).toEqual([span(500, 900)]);
  });

  it('ends above what was forgotten, so that it can be asked for again', () => {
    expect(spansAbove([span(500, 900), span(1, 300)], 300, 0)).toEqual([span(500, 900)]);
    expect(spansAbove([span(500, 900), span(1, 300)], 600, 6005)).toEqual([{ ...span(601, 900), fromAt: 6005 }]);
    const emptied = spansAbove([span(500, 900)], 900, 9001);
    expect(emptied).toEqual([{ fromId: 901, toId: 900, fromAt: 9001, toAt: 9000 }]);
    expect(window(emptied, 900, 9001)).toBeNull();
    expect(withSpan(emptied, span(901, 950))).toMatchObject([{ fromId: 901, toId: 950, toAt: 9500 }]);
  });

  it('comes to its end whatever the pages hold, and has every id once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        (newestId, pages) => {
          let spans: HeaderSpan[] = [];
          let asked = 0;
          for (let next = window(spans, newestId); next !== null; next = window(spans, newestId)) {
            const fromId = Math.max(next.fromId, next.toId - (pages[asked % pages.length] ?? 1) + 1);
            spans = withSpan(spans, span(fromId, next.toId));
            asked += 1;
            expect(asked).toBeLessThanOrEqual(newestId);
          }
          expect(spans).toEqual([span(1, newestId)]);
        },
      ),
    );
  });
});
