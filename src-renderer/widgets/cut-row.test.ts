import { describe, expect, it } from 'vitest';
import { cutRow } from './cut-row.ts';

describe('cutRow', () => {
  it('is one part when nothing lies over it, and none when it is empty', () => {
    expect(cutRow('PID|1', [])).toEqual([{ from: 0, text: 'PID|1', names: [] }]);
    expect(cutRow('', [{ from: 0, to: 3, name: 'a' }])).toEqual([]);
  });

  it('cuts where layers begin and end, also over each other and beyond the row', () => {
    const parts = cutRow('abcdef', [
      { from: 1, to: 4, name: 'x' },
      { from: 3, to: 99, name: 'y' },
    ]);
    expect(parts.map(({ text, names }) => `${text}:${names.join('+')}`)).toEqual(['a:', 'bc:x', 'd:x+y', 'ef:y']);
  });
});
