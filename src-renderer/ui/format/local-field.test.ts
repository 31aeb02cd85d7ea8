import { describe, expect, it } from 'vitest';
import { fromLocalField, toLocalField } from './local-field.ts';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

describe('the field of a chosen time', () => {
  it('reads what it wrote, to the minute', () => {
    expect(toLocalField(at(6, 7, 5))).toBe('2026-11-06T07:05');
    expect(fromLocalField(toLocalField(at(6, 7, 5)))).toBe(at(6, 7, 5));
  });

  it.each(['', '2026-11-06', 'tomorrow', '2026-13-45T99:99'])('reads nothing from "%s"', (value) => {
    expect(fromLocalField(value)).toBeNull();
  });
});
