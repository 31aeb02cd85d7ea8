import { describe, expect, it } from 'vitest';
import { languages, sentenceOf } from './engine-texts.ts';

const refused = {
  messageKey: 'engine.reason.connectionRefused',
  params: { host: 'lab.example.invalid', port: '6661' },
};

describe('sentenceOf', () => {
  it.each(languages)('fills a sentence in %s', (language) => {
    const sentence = sentenceOf(refused, language);
    expect(sentence).toContain('lab.example.invalid:6661');
    expect(sentence).not.toMatch(/\{\{|engine\./);
  });

  it('differs between languages', () => {
    expect(new Set(languages.map((language) => sentenceOf(refused, language))).size).toBe(3);
  });

  it('leaves a parameter that was not given visible', () => {
    expect(sentenceOf({ ...refused, params: {} }, 'en')).toContain('{{host}}');
  });

  it('shows a key that has no text as it is', () => {
    expect(sentenceOf({ messageKey: 'engine.no.such', params: {} }, 'nb')).toBe('engine.no.such');
  });
});
