import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../shared/text-codec.ts';
import { readTracedHl7 } from './hl7-trace-facts.ts';

const keyOf = (...headings: string[]) =>
  readTracedHl7(
    encodeUtf8(`MSH|^~\\&|LAB|SYK|EPJ|SYK|20261102||ORU^R01|A1|P|2.5\r${headings.map((each) => `${each}\r`).join('')}`),
    { statedEncoding: null },
  ).parts.reportKey;

describe('the key of a report', () => {
  it('is the number that its sender gives it', () => {
    expect(keyOf('OBR|1|R1|L1|BLOD')).toBe('L1');
    expect(keyOf('OBR|1|R1|L2|URIN', 'OBR|2|R1|L1|BLOD')).toBe('L1 L2');
  });
  it('is the order and what was asked for where there is no number, so that two reports of one order stay two', () => {
    expect(keyOf('OBR|1|R1||BLOD^Blod')).toBe('BLOD R1');
    expect(keyOf('OBR|1|R1||URIN^Urin')).toBe('R1 URIN');
    expect(keyOf('OBR|1')).toBeNull();
  });
});
