import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { orderedId } from './ordered-id.ts';

describe('an ordered id', () => {
  it('is a UUID of version 7', () => {
    expect(z.uuidv7().safeParse(orderedId(1_800_000_000_000)).success).toBe(true);
  });

  it('sorts by when it was made', () => {
    const times = [1, 255, 256, 1_700_000_000_000, 1_800_000_000_000];
    const ids = times.map(orderedId);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('is another one each time within one millisecond', () => {
    const ids = Array.from({ length: 1000 }, () => orderedId(1_800_000_000_000));
    expect(new Set(ids).size).toBe(1000);
  });
});
