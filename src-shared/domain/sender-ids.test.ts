import { describe, expect, it } from 'vitest';
import { maxSenderIds, readSenderIds } from './sender-ids.ts';

const idsOf = (text: string) => readSenderIds(text).ids;

describe("a sender's list of ids", () => {
  it.each([
    ['one a line', 'A1\nB2\r\nC3\r'],
    ['a column of Excel with a heading', 'Message ID\r\nA1\r\nB2\r\nC3\r\n'],
    ['CSV with semicolons', 'A1;x;y\nB2;;\nC3;z'],
    ['CSV in quotation marks, tabs and a byte order mark', '\u{feff}"A1","x"\n B2\tx\n"C3"'],
    ['with blank lines and repeats', 'A1\n\n B2 \nA1\nC3\n\n'],
  ])('is read when it is %s', (_name, text) => {
    expect(idsOf(text)).toEqual(['A1', 'B2', 'C3']);
  });

  it('keeps quotation marks and separators within an id', () => {
    expect(idsOf('"A;1""x"\nB2')).toEqual(['A;1"x', 'B2']);
  });

  it('keeps a first id that has no digit when no other has one either', () => {
    expect(idsOf('ALFA\nBETA')).toEqual(['ALFA', 'BETA']);
  });

  it('has an end', () => {
    const text = Array.from({ length: maxSenderIds + 1 }, (_, id) => `ID${id}`).join('\n');
    expect(readSenderIds(text)).toMatchObject({ tooMany: true });
    expect(idsOf(text)).toHaveLength(maxSenderIds);
    expect(idsOf('')).toEqual([]);
    expect(idsOf('x'.repeat(300))).toEqual([]);
  });
});
