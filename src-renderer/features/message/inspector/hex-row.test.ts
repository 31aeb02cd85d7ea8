import { describe, expect, it } from 'vitest';
import { formatHexRow } from './hex-row.ts';

describe('formatHexRow', () => {
  it('gives offset, bytes in two groups and ASCII', () => {
    const bytes = new TextEncoder().encode('MSH|^~\\&|LABøX\r');
    expect(formatHexRow(0xa1b0, bytes)).toEqual({
      offset: '0000a1b0',
      bytes: '4d 53 48 7c 5e 7e 5c 26  7c 4c 41 42 c3 b8 58 0d',
      ascii: 'MSH|^~\\&|LAB··X·',
    });
  });

  it('keeps the columns in a last row that is not full', () => {
    expect(formatHexRow(16, new Uint8Array([0]))).toEqual({ offset: '00000010', bytes: '00'.padEnd(48), ascii: '·' });
  });
});
