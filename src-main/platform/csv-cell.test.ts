import { describe, expect, it } from 'vitest';
import { csvCell } from './csv-cell.ts';

describe('csvCell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\n@x', '|calc'])(
    'makes text of a formula: %j',
    (formula) => {
      expect(csvCell(formula)).toBe(`"'${formula}"`);
    },
  );

  it('leaves numbers, dates and plain words as they are', () => {
    expect([csvCell(-3), csvCell('2026-11-26T20:00:00.000Z'), csvCell('a=b'), csvCell(null)]).toEqual([
      '-3',
      '2026-11-26T20:00:00.000Z',
      'a=b',
      '',
    ]);
  });

  it('quotes separators, quotes and line breaks', () => {
    expect(csvCell('a,"b"\r\nc')).toBe('"a,""b""\r\nc"');
  });
});
