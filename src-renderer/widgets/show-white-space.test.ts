import { describe, expect, it } from 'vitest';
import { findUnseen, signOf } from './show-white-space.ts';

describe('signs for what cannot be seen', () => {
  it.each([
    ['\t', '→'],
    ['\u0000', 'NUL'],
    ['\u001b', 'ESC'],
    ['\u00a0', '⍽'],
    ['\u200b', '◌'],
    ['a', null],
    ['ø', null],
    [' ', null],
  ])('shows %j as %s', (character, sign) => {
    expect(signOf(character)).toBe(sign);
  });

  it('finds each where it stands', () => {
    expect(findUnseen('a\tb\u00a0c')).toEqual([
      { from: 1, to: 2, sign: '→' },
      { from: 3, to: 4, sign: '⍽' },
    ]);
  });
});
