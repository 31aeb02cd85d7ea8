import { describe, expect, it } from 'vitest';
import { parseRange } from './parse-range.ts';

describe('a reference range', () => {
  it.each([
    ['3.5-5.0', 3.5, 5],
    ['3,5 – 5,0', 3.5, 5],
    ['[3.5-5.0]', 3.5, 5],
    ['-3 - 3', -3, 3],
    ['<5', null, 5],
    ['>= 60', 60, null],
  ])('%s has its limits', (text, low, high) => {
    expect(parseRange(text)).toEqual({ low, high });
  });

  it.each(['', 'neg', '5-3', '3-5; 4-6', 'under 5', '<5 mmol/L'])('"%s" has none', (text) => {
    expect(parseRange(text)).toBeNull();
  });
});
