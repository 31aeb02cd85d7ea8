import { describe, expect, it } from 'vitest';
import { writeQuery } from '../../ui/address/hash-location.ts';
import { readSeriesChoice, type SeriesChoice, writeSeriesChoice } from './series-address.ts';

const read = (query: string) => readSeriesChoice(new URLSearchParams(query));
const there = (choice: SeriesChoice) => read(writeQuery(writeSeriesChoice(choice)));

describe('the range of a channel in the address', () => {
  it('comes back as it was written', () => {
    const span = { from: 1_800_000_000_000, to: 1_800_000_600_000 };
    expect(there({ range: '7d', span: null, withLastWeek: true })).toEqual({
      range: '7d',
      span: null,
      withLastWeek: true,
    });
    expect(there({ range: '1h', span, withLastWeek: false })).toEqual({ range: '1h', span, withLastWeek: false });
  });

  it('is an hour where nothing readable stands', () => {
    const usual = { range: '1h', span: null, withLastWeek: false };
    expect(read('')).toEqual(usual);
    expect(read('range=3y&from=2026-01-02T00:00Z&to=2026-01-01T00:00Z')).toEqual(usual);
  });
});
