import { describe, expect, it } from 'vitest';
import { readTable, writeTable } from './map-table.ts';

const rowsOf = (text: string) => readTable(text).rows;
const two = [
  { from: 'MED1', to: 'MED2' },
  { from: 'KIR1', to: 'KIR9' },
];

describe('readTable', () => {
  it.each([
    ['tabs', 'MED1\tMED2\nKIR1\tKIR9\n'],
    ['semicolons and carriage returns', 'MED1;MED2\r\nKIR1;KIR9'],
    ['commas', 'MED1,MED2\rKIR1,KIR9'],
    ['quotation marks', '"MED1";"MED2"\n"KIR1";KIR9'],
    ['empty lines between', '\n\nMED1\tMED2\n \nKIR1\tKIR9\n\n'],
  ])('reads two columns parted by %s', (_, text) => {
    expect(readTable(text)).toEqual({ rows: two, faults: [] });
  });

  it('takes a comma as part of the value where semicolons part the cells', () => {
    expect(rowsOf('7,5;8,5')).toEqual([{ from: '7,5', to: '8,5' }]);
  });

  it('takes a semicolon inside quotation marks as part of the value', () => {
    expect(rowsOf('"a;b",c')).toEqual([{ from: 'a;b', to: 'c' }]);
  });

  it('takes doubled marks for one, and line ends inside marks', () => {
    expect(rowsOf('"say ""a"""\t"one\ntwo"')).toEqual([{ from: 'say "a"', to: 'one\ntwo' }]);
  });

  it('keeps a mark that does not close', () => {
    expect(rowsOf('"a\tb')).toEqual([{ from: '"a', to: 'b' }]);
  });

  it('reads an empty second cell as emptying the value', () => {
    expect(rowsOf('MED1\t')).toEqual([{ from: 'MED1', to: '' }]);
  });

  it('names the line that has not two cells', () => {
    expect(readTable('a\tb\nc\nd\te\tf').faults).toEqual([
      { line: 2, kind: 'columns' },
      { line: 3, kind: 'columns' },
    ]);
  });

  it('names the line by what is above it, also inside quotation marks', () => {
    expect(readTable('a\t"one\ntwo"\nc').faults).toEqual([{ line: 3, kind: 'columns' }]);
  });

  it('names a value that comes again with another meaning, and takes a plain repetition once', () => {
    expect(readTable('a\tb\na\tb\na\tc')).toEqual({
      rows: [{ from: 'a', to: 'b' }],
      faults: [{ line: 3, kind: 'twice' }],
    });
  });

  it('finds nothing in nothing', () => {
    expect(readTable(' \n')).toEqual({ rows: [], faults: [] });
  });

  it('reads back what writeTable writes', () => {
    const rows = [...two, { from: 'a\tb', to: '"' }, { from: '', to: 'x' }, { from: 'line\nline', to: '' }];
    expect(readTable(writeTable(rows)).rows).toEqual(rows);
  });
});
