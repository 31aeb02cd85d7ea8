import { describe, expect, it } from 'vitest';
import { readCsvTable } from './csv-table.ts';

describe('a table from a file', () => {
  it.each([
    ['semicolons', 'Name;Phone\nLab;1\n'],
    ['commas', 'Name,Phone\r\nLab,1\r\n'],
    ['tabs', 'Name\tPhone\rLab\t1'],
    ['a byte order mark', '\uFEFFName;Phone\nLab;1'],
  ])('with %s', (_what, text) => {
    expect(readCsvTable(text)).toEqual({ names: ['name', 'phone'], rows: [{ line: 2, cells: ['Lab', '1'] }] });
  });

  it('keeps breaks, quotes and separators within quotes, and counts lines as a person does', () => {
    const text = 'a;b\n"one\ntwo; ""three""";x\n\n;\nlast;y';
    expect(readCsvTable(text).rows).toEqual([
      { line: 2, cells: ['one\ntwo; "three"', 'x'] },
      { line: 6, cells: ['last', 'y'] },
    ]);
  });

  it('of nothing has nothing', () => {
    expect(readCsvTable('')).toEqual({ names: [], rows: [] });
    expect(readCsvTable('a;"b')).toEqual({ names: ['a', 'b'], rows: [] });
  });
});
