import { describe, expect, it } from 'vitest';
import { aFailure } from '../../../test/fakes/store-records.ts';
import { csvCell, writeCsvExport, writeJsonExport } from './write-export.ts';

const read = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

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

describe('an export', () => {
  const hostile = aFailure({ channelName: '=HYPERLINK("http://x")', oneLine: 'Refused, "code" 12' });

  it('has one line per failure and a heading, in CSV', () => {
    const text = read(writeCsvExport([{ failure: hostile, revealed: null }]));
    const [heading, row, end] = text.split('\r\n');
    expect(heading).toMatch(/^\u{feff}failureId,failedAt,/u);
    expect(row).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(row).toContain('"Refused, ""code"" 12"');
    expect(end).toBe('');
    expect(text).not.toContain('patientNumbers');
  });

  it('says numbers of patient and order only where they were revealed', () => {
    const revealed = { patientNumbers: ['05928512356'], orderNumbers: ['R7', 'R8'] };
    const masked = JSON.parse(read(writeJsonExport([{ failure: hostile, revealed: null }])));
    expect(masked[0]).not.toHaveProperty('patientNumbers');
    expect(JSON.parse(read(writeJsonExport([{ failure: hostile, revealed }])))).toMatchObject([
      { patientNumbers: '05928512356', orderNumbers: 'R7 R8', channel: '=HYPERLINK("http://x")' },
    ]);
  });

  it('of nothing has no line', () => {
    expect(read(writeCsvExport([]))).toBe('\u{feff}');
    expect(JSON.parse(read(writeJsonExport([])))).toEqual([]);
  });
});
