import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findByteOf } from './find-byte.ts';

/** A body of rows of those lengths, in bytes. */
function aBody(lengths: readonly number[]) {
  const rows = lengths.flatMap((length, row) => Array.from({ length }, () => row));
  let asked = 0;
  return {
    sizeBytes: rows.length,
    rowOf: async (byte: number) => {
      asked += 1;
      return rows[byte]!;
    },
    asked: () => asked,
  };
}

describe('findByteOf', () => {
  it('gives the first byte of any row, and asks about it few times', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(), async (all, any) => {
        const row = any % all.length;
        const body = aBody(all);
        const start = all.slice(0, row).reduce((sum, length) => sum + length, 0);
        expect(await findByteOf({ row, column: 0 }, body)).toBe(start);
        expect(body.asked()).toBeLessThanOrEqual(Math.ceil(Math.log2(body.sizeBytes)) + 1);
      }),
    );
  });

  it('counts the column from there, and stays in the body', async () => {
    expect(await findByteOf({ row: 1, column: 3 }, aBody([10, 10]))).toBe(13);
    expect(await findByteOf({ row: 9, column: 300 }, aBody([10, 10]))).toBe(19);
    expect(await findByteOf({ row: 0, column: 0 }, aBody([]))).toBe(0);
  });
});
