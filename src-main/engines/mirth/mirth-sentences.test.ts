import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mirthSentences, sentence } from './mirth-sentences.ts';

/** Names only: a locale may write a number or a time in its own way, `{{count, number}}`. */
const parametersOf = (text: string) => new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]));
const locale = (language: string): Record<string, string> => {
  const path = join(import.meta.dirname, `../../../src-shared/texts/engine.${language}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
};

describe('the sentences of the Mirth adapter', () => {
  it.each(['en', 'nb', 'nn'])('are all there in %s, with no parameter that nobody fills', (language) => {
    const texts = locale(language);
    for (const [key, text] of Object.entries(mirthSentences)) {
      const translations = [texts[key], texts[`${key}_one`], texts[`${key}_other`]].filter(
        (each) => each !== undefined,
      );
      expect([key, translations.length]).not.toEqual([key, 0]);
      for (const translation of translations)
        expect([key, [...parametersOf(translation)].filter((name) => !parametersOf(text).has(name))]).toEqual([
          key,
          [],
        ]);
    }
  });

  it('are listed in README', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').replace(/ +/g, ' ');
    for (const [key, text] of Object.entries(mirthSentences)) expect(readme).toContain(`| \`${key}\` | ${text} |`);
  });

  it('keep a parameter that is not given visible', () => {
    expect(sentence('engine.reason.nameNotFound', {})).toContain('{{host}}');
    expect(sentence('engine.reason.nameNotFound', { host: 'a.example.invalid' })).toContain('a.example.invalid');
  });
});
