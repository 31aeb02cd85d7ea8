import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTreeRows, type OpenNode } from './tree-rows.ts';

const open = (path: string, chain: number[], childCount: number): OpenNode => ({ path, chain, childCount });

describe('createTreeRows', () => {
  it('shows the top only when nothing is open', () => {
    const rows = createTreeRows(3, []);
    expect(rows.count).toBe(3);
    expect(rows.placeAt(1)).toEqual({ parentPath: null, index: 1, chain: [1], depth: 0 });
    expect(rows.placeAt(3)).toBeNull();
  });

  it('puts what is below an open node behind it', () => {
    const rows = createTreeRows(3, [open('PID', [1], 4), open('PID-3', [1, 2], 2)]);
    const shown = Array.from({ length: rows.count }, (_, row) => rows.placeAt(row)?.chain.join('.'));
    expect(shown).toEqual(['0', '1', '1.0', '1.1', '1.2', '1.2.0', '1.2.1', '1.3', '2']);
  });

  it('keeps what is open below a closed node out of sight', () => {
    const rows = createTreeRows(2, [open('PID-3', [1, 2], 2)]);
    expect(rows.count).toBe(2);
    expect(rows.rowOf([1, 2, 0])).toBe(1);
  });

  it('finds each row again by its place', () => {
    const anOpen = fc.array(fc.tuple(fc.nat(9), fc.nat(4)), { maxLength: 6 });
    fc.assert(
      fc.property(anOpen, (pairs) => {
        const tops = [...new Set(pairs.map(([top]) => top))];
        const nodes = [
          ...tops.map((top) => open(`${top}`, [top], 5)),
          ...pairs.map(([top, below]) => open(`${top}.${below}`, [top, below], 2)),
        ];
        const unique = [...new Map(nodes.map((node) => [node.path, node])).values()];
        const rows = createTreeRows(10, unique);
        for (let row = 0; row < rows.count; row += 1) expect(rows.rowOf(rows.placeAt(row)!.chain)).toBe(row);
      }),
    );
  });
});
