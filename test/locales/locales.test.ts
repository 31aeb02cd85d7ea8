import { describe, expect, it } from 'vitest';
import { baseOf, languages, parametersOf, readLocale } from './locale-files.ts';

const english = readLocale('en').texts;

describe('the texts of the console', () => {
  it.each(languages)('have every key in %s, and no other', (language) => {
    expect(Object.keys(readLocale(language).texts).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it.each(languages)('stand in one file only in %s', (language) => {
    expect(readLocale(language).clashes).toEqual([]);
  });

  it.each(languages)('are not empty in %s', (language) => {
    const empty = Object.entries(readLocale(language).texts).filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it.each(['nb', 'nn'])('name the same parameters in %s as in English, plural forms taken together', (language) => {
    const { texts } = readLocale(language);
    const differing = [...new Set(Object.keys(english).map(baseOf))].filter(
      (base) => namesOf(texts, base).join() !== namesOf(english, base).join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(languages)('give both plural forms or none in %s', (language) => {
    const { texts } = readLocale(language);
    const lonely = Object.keys(texts).filter(
      (key) => key !== baseOf(key) && !(`${baseOf(key)}_one` in texts && `${baseOf(key)}_other` in texts),
    );
    expect(lonely).toEqual([]);
  });

  it('use no word that staff must not meet', () => {
    const forbidden = /\b(dødt brev|dødbrev|SLO|burn rate|p95|verdict|hazard)\b/i;
    const found = (['nb', 'nn'] as const).flatMap((language) =>
      Object.entries(readLocale(language).texts).filter(([, text]) =>
        forbidden.test(text.replaceAll(/\{\{.*?\}\}/g, '')),
      ),
    );
    expect(found).toEqual([]);
  });
});

function namesOf(texts: Record<string, string>, base: string): string[] {
  const forms = [base, `${base}_one`, `${base}_other`].map((key) => texts[key] ?? '');
  return parametersOf(forms.join(' '));
}
