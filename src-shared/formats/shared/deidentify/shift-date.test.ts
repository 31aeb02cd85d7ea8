import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftDate } from './shift-date.ts';

describe('shiftDate', () => {
  it.each([
    ['20260312', '20260302'],
    ['20260312101500.123+0100', '20260302101500.123+0100'],
    ['2026-03-12T10:15:00Z', '2026-03-02T10:15:00Z'],
    ['2026-03-12', '2026-03-02'],
    ['12.03.2026', '02.03.2026'],
    ['2026-03', '2026-02'],
    ['2026', '2025'],
  ])('moves %s to %s, in its form and precision', (from, to) => expect(shiftDate(from, -10)).toBe(to));

  it.each(['19450313 Ola Berg', '1945-03-13 f. Bergen', '051208', '190112', '20261399', 'soon', '', '99991231'])(
    'takes %s for no date',
    (text) => expect(shiftDate(text, -10)).toBeNull(),
  );

  it('moves all days by the same number of days, and never leaves one as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 400 }), (day, shift) => {
        const at = (days: number) => new Date(Date.UTC(1850, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        expect(shiftDate(at(day), shift)).toBe(at(day + shift));
      }),
    );
  });
});
