import { describe, expect, it } from 'vitest';
import { differenceRows } from './difference-rows.ts';

const aDifference = {
  kind: 'changed',
  path: 'OBX-5',
  pathInOther: null,
  label: null,
  before: 'a',
  after: 'b',
} as const;

describe('differenceRows', () => {
  it('keeps the order, and gives each an id of its own that it has again', () => {
    const differences = [
      aDifference,
      { ...aDifference, kind: 'removed', after: null },
      { ...aDifference, pathInOther: 'OBX[2]-5' },
      aDifference,
    ] as const;
    const rows = differenceRows(differences);
    expect(rows.map(({ id, ...rest }) => rest)).toEqual(differences);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
    expect(differenceRows(differences)).toEqual(rows);
  });
});
