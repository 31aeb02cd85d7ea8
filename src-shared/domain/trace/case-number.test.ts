import { describe, expect, it } from 'vitest';
import { caseNumberOf, sequenceOfCase } from './case-number.ts';

describe('the number of a case', () => {
  it.each([1, 42, 999_999_999_999])('%d is written and read back', (sequence) => {
    expect(sequenceOfCase(caseNumberOf(sequence))).toBe(sequence);
  });

  it.each(['vakt-7', ' VAKT 7 ', 'Vakt7'])('%j is read as it is said', (typed) => {
    expect(sequenceOfCase(typed)).toBe(7);
  });

  it.each(['7', 'V-7', 'VAKT-', 'VAKT-7-1', 'VAKT-1234567890123'])('%j is none', (typed) => {
    expect(sequenceOfCase(typed)).toBeNull();
  });
});
