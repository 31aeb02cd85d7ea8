import { describe, expect, it } from 'vitest';
import { shortenMiddle } from './shorten-middle.ts';

describe('shortenMiddle', () => {
  it('keeps both ends', () => {
    expect(shortenMiddle('0123456789abcdef', 9)).toBe('0123…cdef');
  });

  it('leaves what fits', () => {
    expect(shortenMiddle('0123456789', 10)).toBe('0123456789');
  });
});
