import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPatternFault, maxPatternValue } from './safe-pattern.ts';

describe('findPatternFault', () => {
  it.each([
    '\\d{11}',
    '[A-Z]{2,4}-\\d+',
    '(?:ja|nei)',
    '.*LAB.*',
    '\\p{Lu}\\p{Ll}*',
    '(?<prefix>NPU|NOR)\\d{5}',
    '[^()|*+]{1,20}',
  ])('takes %s', (pattern) => {
    expect(findPatternFault(pattern)).toBeNull();
  });

  it.each([
    ['(a+)+', 'too-many-ways'],
    ['(a|a)*', 'too-many-ways'],
    ['(?:a?){30}', 'too-many-ways'],
    [`${'a?'.repeat(30)}`, 'too-many-ways'],
    ['(.*)(.*)(.*)x', 'too-many-ways'],
    ['((a{1,9}){1,9}){1,9}', 'too-many-ways'],
    ['(a)\\1', 'unsupported'],
    ['(?<n>a)\\k<n>', 'unsupported'],
    ['(?=a)b', 'unsupported'],
    ['(?<!a)b', 'unsupported'],
    ['(', 'syntax'],
    ['a**', 'syntax'],
  ])('refuses %s', (pattern, fault) => {
    expect(findPatternFault(pattern)).toBe(fault);
  });

  it('takes nothing that needs long for any value', () => {
    const atom = fc.constantFrom('a', '[ab]', '.', '\\w', '(a|b)', '(?:ab)', '(a+b)', '(a?)', '(a|ab)');
    const quantifier = fc.constantFrom('', '?', '*', '+', '{2,5}', '{3}', '{1,}');
    const pattern = fc.array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pattern, fc.constantFrom('a', 'ab', 'b'), (parts, unit) => {
        const text = parts.map(([one, many]) => one + many).join('');
        if (findPatternFault(text) !== null) return;
        const value = `${unit.repeat(maxPatternValue).slice(0, maxPatternValue - 1)}!`;
        const started = performance.now();
        new RegExp(`^(?:${text})$`, 'u').test(value);
        expect(performance.now() - started).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
