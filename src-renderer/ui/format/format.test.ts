import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDay,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRate,
  formatTime,
  formatUtc,
} from './format.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const minute = 60_000;

describe('formatNumber', () => {
  it('groups thousands the way of the language', () => {
    expect(plain(formatNumber(1_234_567, 'nb'))).toBe('1 234 567');
    expect(plain(formatNumber(1_234_567, 'nn'))).toBe('1 234 567');
    expect(formatNumber(1_234_567, 'en')).toBe('1,234,567');
  });
});

describe('formatRate', () => {
  it('has one decimal below ten and none above', () => {
    expect(formatRate(4.24, 'nb')).toBe('4,2');
    expect(formatRate(42.4, 'nb')).toBe('42');
    expect(formatRate(0, 'nb')).toBe('0');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [59_999, '59 s'],
    [61_000, '1 min 1 s'],
    [6 * minute + 30_000, '6 min'],
    [72 * minute, '1 h 12 min'],
    [24 * 60 * minute, '1 d'],
    [51 * 60 * minute, '2 d 3 h'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(plain(formatDuration(ms, 'en'))).toBe(text);
  });

  it('writes hours as t in Norwegian', () => {
    expect(plain(formatDuration(72 * minute, 'nb'))).toBe('1 t 12 min');
  });
});

describe('formatAge', () => {
  it('keeps the greatest unit only', () => {
    expect(plain(formatAge(72 * minute, 'en'))).toBe('1 h');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KB'],
    [15 * 1024 ** 2, '15 MB'],
    [3 * 1024 ** 5, '3,072 TB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(plain(formatBytes(bytes, 'en'))).toBe(text);
  });
});

describe('a day', () => {
  it('is the same in every zone', () => {
    expect(formatDay('2026-11-22', 'nb')).toBe('22.11.2026');
    expect(formatDay('2026-01-01', 'en')).toMatch(/2026/);
  });
});

describe('a moment by UTC', () => {
  const evening = Date.UTC(2026, 10, 22, 23, 5, 9);

  it('is marked, whatever the zone of the machine', () => {
    expect(formatClock(evening, 'nb', 'utc')).toBe('23:05Z');
    expect(formatTime(evening, 'nb', 'utc')).toMatch(/22\.11\.2026 23:05:09Z/);
  });

  it('has its date when the day of UTC is another one', () => {
    expect(formatMoment(evening, evening + 10 * minute, 'nb', 'utc')).toBe('23:05Z');
    expect(formatMoment(evening, evening + 60 * minute, 'nb', 'utc')).toMatch(/22\.11\.? 23:05Z/);
  });
});

describe('formatMoment', () => {
  const noon = new Date(2026, 10, 22, 12, 5).getTime();

  it('is a clock time on the same day', () => {
    expect(formatMoment(noon, noon + minute, 'nb')).toBe('12:05');
  });

  it('names the day on another one', () => {
    expect(formatMoment(noon, noon + 24 * 60 * minute, 'nb')).toMatch(/22\.11\.? 12:05/);
  });
});

describe('formatUtc', () => {
  it('is ISO to the second and says UTC', () => {
    expect(formatUtc(Date.UTC(2026, 10, 22, 5, 4, 3, 999))).toBe('2026-11-22 05:04:03 UTC');
  });
});
