import { describe, expect, it } from 'vitest';
import { zonedTextToMs } from './mirth-time.ts';

describe('zonedTextToMs', () => {
  it('reads milliseconds without trailing zeros', () => {
    expect(zonedTextToMs('2026-11-22 11:39:08.19 UTC', 'UTC')).toBe(Date.UTC(2026, 10, 22, 11, 39, 8, 190));
    expect(zonedTextToMs('2026-11-22 11:39:08', 'UTC')).toBe(Date.UTC(2026, 10, 22, 11, 39, 8));
  });

  it('reads winter and summer time of a zone', () => {
    expect(zonedTextToMs('2026-01-15 12:00:00.000', 'Europe/Oslo')).toBe(Date.UTC(2026, 0, 15, 11));
    expect(zonedTextToMs('2026-07-15 12:00:00.000', 'Europe/Oslo')).toBe(Date.UTC(2026, 6, 15, 10));
  });

  it('takes the first of the two in the hour that autumn repeats', () => {
    expect(zonedTextToMs('2026-10-25 02:30:00.000', 'Europe/Oslo')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it('reads the hour before and after the spring change', () => {
    expect(zonedTextToMs('2026-03-29 01:59:59.000', 'Europe/Oslo')).toBe(Date.UTC(2026, 2, 29, 0, 59, 59));
    expect(zonedTextToMs('2026-03-29 03:00:00.000', 'Europe/Oslo')).toBe(Date.UTC(2026, 2, 29, 1));
  });

  it('is null for a text or zone that it does not know', () => {
    expect(zonedTextToMs('yesterday', 'UTC')).toBeNull();
    expect(zonedTextToMs('2026-11-22 11:39:08', 'Middle/Earth')).toBeNull();
  });
});
