import { describe, expect, it } from 'vitest';
import { maskKinds } from '../../src-shared/formats/format.ts';
import { problemRules } from '../../src-shared/formats/shared/problem.ts';
import { languages, readLocale } from './locale-files.ts';

const namesIn = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe.each(languages)('the sentences of problems and findings in %s', (language) => {
  const { texts } = readLocale(language);

  it('are there for every rule', () => {
    expect(Object.keys(problemRules).filter((rule) => texts[`problem.${rule}`] === undefined)).toEqual([]);
  });

  it('name the same parameters as the English sentence of the rule', () => {
    const differing = Object.entries(problemRules).filter(
      ([rule, [, sentence]]) => namesIn(texts[`problem.${rule}`] ?? '').join() !== namesIn(sentence).join(),
    );
    expect(differing.map(([rule]) => rule)).toEqual([]);
  });

  it('have a word for every kind of masked value', () => {
    expect(maskKinds.filter((kind) => texts[`mask.${kind}`] === undefined)).toEqual([]);
  });
});
