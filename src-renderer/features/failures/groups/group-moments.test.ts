import { describe, expect, it } from 'vitest';
import { snoozeMoments } from './group-moments.ts';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

describe('snoozeMoments', () => {
  it('ends at seven the same day while it is night', () => {
    expect(snoozeMoments(at(26, 3, 20))).toEqual({ hour: at(26, 4, 20), morning: at(26, 7) });
  });

  it('ends at seven the day after from seven on, over the end of a month too', () => {
    expect(snoozeMoments(at(26, 7)).morning).toBe(at(27, 7));
    expect(snoozeMoments(at(30, 23, 59)).morning).toBe(new Date(2026, 11, 1, 7).getTime());
  });
});
