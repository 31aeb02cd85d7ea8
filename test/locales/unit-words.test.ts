import { describe, expect, it } from 'vitest';
import { unitJudgements } from '../../src-shared/domain/units/unit-judgements.ts';
import { unitReasons } from '../../src-shared/domain/units/unit-reasons.ts';
import { languages, readLocale } from './locale-files.ts';

const namesIn = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe.each(languages)('the words for measurement units in %s', (language) => {
  const { texts } = readLocale(language);

  it('are there for every judgement and every step', () => {
    expect(unitJudgements.filter((judgement) => texts[`units.judgement.${judgement}`] === undefined)).toEqual([]);
    expect(Object.keys(unitReasons).filter((id) => texts[`units.reason.${id}`] === undefined)).toEqual([]);
  });

  it('name the same parameters as the English sentence of the step', () => {
    const differing = Object.entries(unitReasons).filter(
      ([id, sentence]) => namesIn(texts[`units.reason.${id}`] ?? '').join() !== namesIn(sentence).join(),
    );
    expect(differing.map(([id]) => id)).toEqual([]);
  });
});
