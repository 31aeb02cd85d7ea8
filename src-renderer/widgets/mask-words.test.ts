import { describe, expect, it } from 'vitest';
import { findMaskWords, translateMaskWords } from './mask-words.ts';

const words = { name: 'navn', fnr: 'fnr' };

describe('translateMaskWords', () => {
  it('translates the kinds it has words for', () => {
    expect(translateMaskWords('PID|1||fnr •••••||name •••••^name ••', words)).toBe(
      'PID|1||fnr •••••||navn •••••^navn ••',
    );
  });

  it('leaves the word alone where nothing is masked', () => {
    expect(translateMaskWords('OBX|1|ST|name|name • one', words)).toBe('OBX|1|ST|name|name • one');
  });
});

describe('findMaskWords', () => {
  it('gives the place of the word without the dots', () => {
    expect(findMaskWords('a|name •••••')).toEqual([{ from: 2, to: 6, kind: 'name' }]);
  });
});
