import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mirthSentences, sentence } from './mirth-sentences.ts';

const parametersOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted();
const locale = (language: string): Record<string, string> => {
  const path = join(import.meta.dirname, `../../../src-renderer/locales/parts/engine.${language}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
};

describe('the sentences of the Mirth adapter', () => {
  it.each(['en', 'nb', 'nn'])('are all there in %s, with the same parameters', (language) => {
    const texts = locale(language);
    expect(Object.keys(texts)).toEqual(Object.keys(mirthSentences));
    for (const [key, text] of Object.entries(mirthSentences))
      expect([key, parametersOf(texts[key] ?? '')]).toEqual([key, parametersOf(text)]);
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
