import { describe, expect, it } from 'vitest';
import { aFailure } from '../../../test/fakes/store-records.ts';
import { writeCsvExport, writeJsonExport } from './write-export.ts';

const read = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

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
