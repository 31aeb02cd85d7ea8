import { describe, expect, it } from 'vitest';
import { requireNoContent } from './free-text.ts';
import { strikeNumbers } from './strike-numbers.ts';

describe('a text about an incident', () => {
  it('is taken when it tells of systems, times and counts', () => {
    expect(() => requireNoContent('Ringte 22 33 44 55 kl. 03.10. 412 meldinger venter.', null)).not.toThrow();
  });

  it.each([
    ['a number of a person', 'gjelder 11887510050'],
    ['one in two parts', 'gjelder 118875 10050'],
    ['a segment', 'den sa\nPID|1||PAS\nog stoppet'],
    ['markup', '<Patient><FamilyName>X</FamilyName></Patient>'],
  ])('is refused when it holds %s', (_what, words) => {
    expect(() => requireNoContent(words)).toThrow();
  });
});

describe('a text in a file', () => {
  it('has no run of digits that could be a number of a person', () => {
    expect(strikeNumbers('se 11887510050, 118875 10050 og 123456789012')).toBe('se ***, *** og ***');
  });

  it('keeps times, counts and telephone numbers', () => {
    const words = 'kl. 03.10 ringte vi 22 33 44 55 om 412 meldinger, sak 2026-0042';
    expect(strikeNumbers(words)).toBe(words);
  });
});
