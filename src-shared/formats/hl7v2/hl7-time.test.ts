import { describe, expect, it } from 'vitest';
import { parseHl7Time } from './hl7-time.ts';

const read = (text: string, zone = 'Europe/Oslo') => {
  const ms = parseHl7Time(text, zone);
  return ms === null ? null : new Date(ms).toISOString();
};

describe('parseHl7Time', () => {
  it('takes the stated zone', () => {
    expect(read('20261122030000+0100')).toBe('2026-11-22T02:00:00.000Z');
    expect(read('202611220300-0530')).toBe('2026-11-22T08:30:00.000Z');
    expect(read('20261122030000.1234+0000')).toBe('2026-11-22T03:00:00.123Z');
  });

  it('takes the given zone where none is stated, in summer and winter', () => {
    expect(read('20261122030000')).toBe('2026-11-22T02:00:00.000Z');
    expect(read('20260722030000')).toBe('2026-07-22T01:00:00.000Z');
    expect(read('20260722030000', 'UTC')).toBe('2026-07-22T03:00:00.000Z');
  });

  it('reads the hours around the change to summer time and back', () => {
    expect([read('20260329015959'), read('20260329030000')]).toEqual([
      '2026-03-29T00:59:59.000Z',
      '2026-03-29T01:00:00.000Z',
    ]);
    expect([read('20261025015959'), read('20261025030000')]).toEqual([
      '2026-10-24T23:59:59.000Z',
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it('reads no date without a time, no impossible time and nothing else', () => {
    for (const text of [
      '',
      '2026',
      '20261122',
      '20261322030000',
      '20260230030000',
      '20261122250000',
      '20261122036000',
      'now',
      '20261122030000+1',
    ]) {
      expect(read(text), text).toBeNull();
    }
  });
});
