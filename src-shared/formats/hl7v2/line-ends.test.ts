import { describe, expect, it } from 'vitest';
import { LineEnds } from './line-ends.ts';

const pieces = ['A', '\r', '\n', '\t', '\x0b', '\xff', 'MSH|', '\x0d\x0a'];

/** Made of telling pieces, the same for the same number. */
function bodyOf(seed: number, length: number): Uint8Array {
  let state = seed;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += state % 7 === 0 ? (pieces[state % pieces.length] ?? '') : 'x';
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function asText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

describe('line ends', () => {
  it('are the same in bytes as in their text, from every place and however the bytes lie in memory', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const whole = bodyOf(seed, 90);
      const bytes = whole.subarray(seed % 5);
      const [inBytes, inText] = [new LineEnds({ bytes, text: null }), new LineEnds({ bytes, text: asText(bytes) })];
      for (let at = 0; at < bytes.length; at += 1) {
        const expected = asText(bytes.subarray(at)).search(/[\r\n]/);
        const end = expected < 0 ? bytes.length : at + expected;
        expect([inBytes.after(at), inText.after(at)]).toEqual([end, end]);
      }
    }
  });

  it('are found in a body of a few bytes, wherever that lies in memory', () => {
    const whole = Uint8Array.from('abcdefgh\r', (character) => character.charCodeAt(0));
    for (let from = 0; from <= whole.length; from += 1)
      for (let to = from; to <= whole.length; to += 1) {
        const bytes = whole.subarray(from, to);
        expect(new LineEnds({ bytes, text: null }).after(0)).toBe(Math.min(Math.max(8 - from, 0), bytes.length));
      }
  });
});
