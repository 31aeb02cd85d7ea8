import { describe, expect, it } from 'vitest';
import { pieceHolds, textHolds } from './text-holds.ts';

const head = 'MSH|^~\\&|LAB|SYKEHUS|EPJ|SYKEHUS|20260101||ORU^R01|C1|P|2.5\r';
const body = (note: string, encoding: BufferEncoding = 'utf8') => ({
  bytes: Buffer.from(`${head}PID|1||05928512356^^^FNR||Testesen^Prøve\rNTE|1||${note}\r`, encoding),
  encoding: encoding === 'utf8' ? 'UTF-8' : 'ISO-8859-1',
});

describe('whether a body shows a text', () => {
  it.each([
    ['Blodprøve tatt på øye', 'PRØVE', true, true],
    ['Blodprøve tatt på øye', 'prøve tatt på ø', true, true],
    ['Blodprøve tatt på øye', 'prøve, tatt', false, false],
    ['Blodprøve, tatt', 'blodprøve tatt', true, false],
    ['Blodprøve tatt', 'tatt blodprøve', false, false],
    ['Blåøø\u{a0}åse', 'blåøø åse', true, false],
    ['Svar', 'Testesen', false, false],
    ['Svar', 'C1||', false, false],
    ['Svar', 'fnr', false, false],
    ['100 % [a+b]*', '% [a+b]*', true, true],
    ['100 %', '||', false, false],
  ])('%s: %s', (note, text, shows, isPiece) => {
    for (const encoding of ['utf8', 'latin1'] as const) {
      expect(textHolds(body(note, encoding), text)).toBe(shows);
      expect(pieceHolds(body(note, encoding), text)).toBe(isPiece);
    }
  });

  it('is told at once, however much almost matches', () => {
    expect(textHolds(body('ø'.repeat(4000)), `${'ø'.repeat(300)}x`)).toBe(false);
    expect(textHolds(body('øa'.repeat(4000)), `${'øa'.repeat(300)}x`)).toBe(false);
    expect(textHolds(body('a '.repeat(4000)), `${'a '.repeat(300)}x`)).toBe(false);
  });
});
