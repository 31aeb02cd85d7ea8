import { describe, expect, it } from 'vitest';
import { writeCsv } from './preview-csv.ts';

describe('writeCsv', () => {
  it('parts cells by semicolons and rows by CR LF', () => {
    expect(
      writeCsv([
        ['a', 1],
        ['b', -2],
      ]),
    ).toBe('\uFEFFa;1\r\nb;-2\r\n');
  });

  it('puts a cell in quotation marks when it holds what parts cells', () => {
    expect(writeCsv([['a;b', 'say "a"', 'one\ntwo']])).toBe('\uFEFF"a;b";"say ""a""";"one\ntwo"\r\n');
  });

  it.each(['=1+1', '+47', '-1', '@a', '\tx'])('lets no spreadsheet run %j', (text) => {
    expect(writeCsv([[text]])).toContain(`'${text}`);
  });
});
