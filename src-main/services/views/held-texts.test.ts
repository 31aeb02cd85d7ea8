import { describe, expect, it } from 'vitest';
import { createHeldTexts } from './held-texts.ts';

describe('texts of searches held in memory', () => {
  let now = 0;
  const held = createHeldTexts({ now: () => now });

  it('are found by their handle, by the person they are of', () => {
    const handle = held.hold('kari', 'hansen');
    expect(held.find('kari', handle)).toBe('hansen');
    expect(held.find('ola', handle)).toBeNull();
    expect(held.hold('kari', 'hansen')).toBe(handle);
    expect(held.hold('ola', 'hansen')).not.toBe(handle);
    expect(handle).toMatch(/^[\w-]{22}$/);
  });

  it('are forgotten a day after their last use', () => {
    const [used, left] = [held.hold('kari', 'a'), held.hold('kari', 'b')];
    now += 20 * 3_600_000;
    expect(held.find('kari', used)).toBe('a');
    now += 20 * 3_600_000;
    expect(held.find('kari', used)).toBe('a');
    expect(held.find('kari', left)).toBeNull();
  });

  it('make room, the longest unused first', () => {
    const first = held.hold('per', 'first');
    const second = held.hold('per', 'second');
    held.find('per', first);
    for (let each = 0; each < 299; each += 1) held.hold('per', `text ${each}`);
    expect(held.find('per', first)).toBe('first');
    expect(held.find('per', second)).toBeNull();
  });
});
