import { describe, expect, it } from 'vitest';
import { escapePattern } from './escape-pattern.ts';

const printable = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));

describe('escapePattern', () => {
  it.each(['u', ''])('finds every printable character of ASCII, and it alone, with the flags "%s"', (flags) => {
    for (const character of printable) {
      const pattern = new RegExp(`^${escapePattern(character)}$`, flags);
      expect(printable.filter((each) => pattern.test(each))).toEqual([character]);
    }
  });

  it('finds texts with a hyphen between letters or digits', () => {
    for (const text of ['a-b', 'PID-3', '2026-03', 'OBX-5[1].1', 'a\\b'])
      expect(`x ${text} y`.search(new RegExp(escapePattern(text), 'u'))).toBe(2);
  });
});
