import { describe, expect, it } from 'vitest';
import { findChoices } from './find-choices.ts';

const words = (nb: string, en: string) => ({ nb, nn: nb, en });
const choices = [
  { code: 'M', meaning: words('Mann', 'Male') },
  { code: 'F', meaning: words('Kvinne', 'Female') },
  { code: 'AM', meaning: null },
];
const codes = (typed: string, language: 'nb' | 'en' = 'nb') =>
  findChoices(choices, typed, language).shown.map(({ code }) => code);

describe('the codes offered', () => {
  it('are all of the table while nothing is typed', () => expect(codes('')).toEqual(['M', 'F', 'AM']));

  it('begin with what was typed, then hold it, then mean it', () => {
    expect(codes('m')).toEqual(['M', 'AM', 'F']);
    expect(codes('kvi')).toEqual(['F']);
    expect(codes('female')).toEqual(['F']);
  });

  it('are none when nothing fits', () => expect(codes('x')).toEqual([]));

  it('are at most a hundred, and it is said how many are left', () => {
    const many = Array.from({ length: 130 }, (_, index) => ({ code: `A${index}`, meaning: null }));
    expect(findChoices(many, 'a', 'en')).toMatchObject({ left: 30 });
  });
});
