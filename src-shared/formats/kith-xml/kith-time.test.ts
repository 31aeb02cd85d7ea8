import { describe, expect, it } from 'vitest';
import { isKithTime, parseKithTime } from './kith-time.ts';

describe('parseKithTime', () => {
  it('reads the zone that is written', () => {
    expect(parseKithTime('2026-03-02T09:05:11+01:00', 'UTC')).toBe(Date.UTC(2026, 2, 2, 8, 5, 11));
    expect(parseKithTime(' 2026-03-02T09:05:11.5Z ', 'Europe/Oslo')).toBe(Date.UTC(2026, 2, 2, 9, 5, 11, 500));
  });

  it('takes the zone it is given when none is written, in summer and in winter', () => {
    expect(parseKithTime('2026-07-01T12:00:00', 'Europe/Oslo')).toBe(Date.UTC(2026, 6, 1, 10));
    expect(parseKithTime('2026-01-01T12:00', 'Europe/Oslo')).toBe(Date.UTC(2026, 0, 1, 11));
  });

  it('gives nothing for a day alone and for what is no time', () => {
    for (const text of [
      '2026-03-02',
      '02.03.2026',
      '2026-02-30T10:00:00Z',
      '2026-00-10T10:00:00Z',
      '2026-01-01T24:00:00',
      '',
    ])
      expect(parseKithTime(text, 'UTC'), text).toBeNull();
  });
});

describe('isKithTime', () => {
  it('takes a day alone, not one that does not exist', () => {
    expect([isKithTime('2026-03-02'), isKithTime('2026-02-30'), isKithTime('20260302')]).toEqual([true, false, false]);
  });
});
