import { describe, expect, it } from 'vitest';
import { wordsWithin } from './text-match.ts';
import { countTrigrams, rarestOf, trigramsOf } from './trigram-rarity.ts';

describe('the words that a piece of a content must lie among', () => {
  it.each([
    ['kalium', null],
    ['^NLK', '"NLK"*'],
    ['NLK||FJORD', '"FJORD"*'],
    ['|AL|NO|UNI', '"AL NO UNI"*'],
    ['|MED|', '"MED"'],
    ['svar er klart nå', '"er klart nå"*'],
    ['mmol/L|', '"L"'],
    ['5-7^Kal', '"Kal"*'],
    ['||', null],
  ])('of %s', (text, expected) => {
    expect(wordsWithin(text)).toBe(expected);
  });
});

describe('the rarest trigrams of a text', () => {
  it('are those that stand in the fewest texts of a sample, in any case of their letters', () => {
    const rarity = countTrigrams(['Kalium og natrium', 'Kalium', 'kalium']);
    expect(rarestOf(trigramsOf('KALIUM OG'), rarity, 2)).toEqual(['um ', 'm o']);
    expect(rarestOf(trigramsOf('Kalzium'), rarity, 1)).toEqual(['alz']);
  });
});
