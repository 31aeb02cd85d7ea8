import { describe, expect, it } from 'vitest';
import { type MomentSort, readMoment, withDate, withTime, writeMoment } from './moment-text.ts';

const hl7 = (sort: MomentSort = 'both') => ({ style: 'hl7' as const, sort });
const iso = (sort: MomentSort = 'both') => ({ style: 'iso' as const, sort });
const zoneOf = () => 60;

describe('a moment in a message', () => {
  it.each([
    ['hl7', 'both', '2026'],
    ['hl7', 'both', '20261122'],
    ['hl7', 'both', '202611221015'],
    ['hl7', 'both', '20261122101500.1234+0100'],
    ['hl7', 'time', '1015'],
    ['hl7', 'time', '101500.5-0330'],
    ['iso', 'both', '2026-11'],
    ['iso', 'both', '2026-11-22+01:00'],
    ['iso', 'both', '2026-11-22T10:15:00.123Z'],
    ['iso', 'time', '10:15:00'],
  ] as const)('is written as it was read: %s %s %s', (style, sort, text) => {
    const moment = readMoment(text, style, sort);
    expect(moment && writeMoment(moment)).toBe(text);
  });

  it.each(['20261322', '20260230', '202611222515', '22.11.2026', '2026112', ''])('is not %j', (text) => {
    expect(readMoment(text, 'hl7', 'both')).toBeNull();
  });

  it('keeps precision, time and zone with another day', () => {
    expect(withDate('20261122101500.12+0100', hl7(), '2026-12-24')).toBe('20261224101500.12+0100');
    expect(withDate('202611', hl7(), '2026-12-24')).toBe('202612');
    expect(withDate('2026-11-22T10:15:00Z', iso(), '2026-12-24')).toBe('2026-12-24T10:15:00Z');
  });

  it('is the day alone where nothing readable stood', () => {
    expect(withDate('', hl7('date'), '2026-12-24')).toBe('20261224');
    expect(withDate('soon', iso(), '2026-12-24')).toBe('2026-12-24');
  });

  it('keeps precision and zone with another time', () => {
    expect(withTime('202611221015+0100', hl7(), { time: '08:30', zoneOf })).toBe('202611220830+0100');
    expect(withTime('20261122101500.123', hl7(), { time: '08:30', zoneOf })).toBe('20261122083000.000');
    expect(withTime('2026-11-22T10:15:00Z', iso(), { time: '08:30:05', zoneOf })).toBe('2026-11-22T08:30:05Z');
  });

  it('gets seconds and the zone of the place where it had no time', () => {
    expect(withTime('20261122', hl7(), { time: '08:30', zoneOf })).toBe('20261122083000+0100');
    expect(withTime('2026-11-22', iso(), { time: '08:30', zoneOf: () => -210 })).toBe('2026-11-22T08:30:00-03:30');
    expect(withTime('', hl7('time'), { time: '08:30', zoneOf })).toBe('083000');
  });

  it('stays as it is with a time but no date', () => {
    expect(withTime('soon', hl7(), { time: '08:30', zoneOf })).toBe('soon');
  });
});
