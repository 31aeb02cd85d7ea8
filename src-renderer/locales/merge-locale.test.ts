import { describe, expect, it } from 'vitest';
import { mergeLocale } from './merge-locale.ts';

describe('mergeLocale', () => {
  it('joins nested keys by dots', () => {
    expect(mergeLocale([{ a: { b: { c: 'x' } }, 'd.e': 'y' }]).texts).toEqual({ 'a.b.c': 'x', 'd.e': 'y' });
  });

  it('keeps the first of two wordings and tells of the clash', () => {
    expect(mergeLocale([{ a: 'first' }, { a: 'second' }])).toEqual({ texts: { a: 'first' }, clashes: ['a'] });
  });

  it('writes a count by the number format', () => {
    expect(mergeLocale([{ a: '{{count}} new, {{ count }}' }]).texts.a).toBe('{{count, number}} new, {{count, number}}');
  });
});
