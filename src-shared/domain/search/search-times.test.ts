import { describe, expect, it } from 'vitest';
import { readDuration, readTimeRange } from './search-times.ts';

const utc = (wallMs: number) => wallMs;
const oslo = (wallMs: number) => wallMs - 3_600_000;
const at = (text: string) => Date.parse(text);

describe('times of a search', () => {
  it.each([
    ['2026', '2026-01-01T00:00Z', '2027-01-01T00:00Z'],
    ['2026-11', '2026-11-01T00:00Z', '2026-12-01T00:00Z'],
    ['2026-12-31', '2026-12-31T00:00Z', '2027-01-01T00:00Z'],
    ['2026-11-26T08', '2026-11-26T08:00Z', '2026-11-26T09:00Z'],
    ['2026-11-26T08:59', '2026-11-26T08:59Z', '2026-11-26T09:00Z'],
    ['2026-11-26T08:59:59', '2026-11-26T08:59:59Z', '2026-11-26T09:00Z'],
    ['2026-11-26T08:00+01:00', '2026-11-26T07:00Z', '2026-11-26T07:01Z'],
    ['2026-11-01..2026-11-03', '2026-11-01T00:00Z', '2026-11-04T00:00Z'],
    ['2026-11-26T08:00/2026-11-26T10:00', '2026-11-26T08:00Z', '2026-11-26T10:00Z'],
    ['2026-11-26T08/PT2H30M', '2026-11-26T08:00Z', '2026-11-26T10:30Z'],
    ['P1DT1H/2026-11-26T10', '2026-11-25T09:00Z', '2026-11-26T10:00Z'],
  ])('reads %s', (text, from, to) => {
    expect(readTimeRange(text, utc)).toEqual({ from: at(from), to: at(to) });
  });

  it('leaves a side open, and takes the wall clock of the zone where none is named', () => {
    expect(readTimeRange('2026-11-26..', oslo)).toEqual({ from: at('2026-11-25T23:00Z'), to: null });
    expect(readTimeRange('../2026-11-26', oslo)).toBeNull();
    expect(readTimeRange('/2026-11-26', oslo)).toEqual({ from: null, to: at('2026-11-26T23:00Z') });
  });

  it.each([
    '2026-13',
    '2026-02-30',
    '2026-11-26T24',
    '2026-11-26T08:60',
    '26.11.2026',
    '..',
    '/',
    'PT1H/PT2H',
    'PT/2026',
    'today',
  ])('does not read %s', (text) => {
    expect(readTimeRange(text, utc)).toBeNull();
  });

  it('reads durations', () => {
    expect(['90m', '2h', '1d12h', '1w', '30s'].map(readDuration)).toEqual([
      5_400_000, 7_200_000, 129_600_000, 604_800_000, 30_000,
    ]);
    expect(['2', 'h', '2 h', '-2h', '2y', ''].map(readDuration)).toEqual([null, null, null, null, null, null]);
  });
});
