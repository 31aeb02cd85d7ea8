import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from './text-codec.ts';
import { createTextMap } from './text-map.ts';

describe('createTextMap', () => {
  it('finds every character of a long text both ways', () => {
    const text = 'aø漢😀|'.repeat(2000);
    const map = createTextMap(encodeUtf8(text), 'utf-8');
    let byte = 0;
    let offset = 0;
    for (const character of text) {
      expect([map.byteToTextOffset(byte), map.textToByteOffset(offset)]).toEqual([offset, byte]);
      byte += encodeUtf8(character).length;
      offset += character.length;
    }
    expect([map.byteToTextOffset(byte), map.textToByteOffset(offset)]).toEqual([text.length, byte]);
  });

  it('gives the beginning of a character for an offset inside it, and clamps what is outside', () => {
    const map = createTextMap(encodeUtf8('a😀b'), 'utf-8');
    expect([1, 2, 3, 4, 5, 6, 99, -1].map(map.byteToTextOffset)).toEqual([1, 1, 1, 1, 3, 4, 4, 0]);
    expect([1, 2, 3, 4, 99, -1].map(map.textToByteOffset)).toEqual([1, 1, 5, 6, 6, 0]);
  });

  it('is the identity for single-byte sets and plain ASCII', () => {
    for (const charset of ['iso-8859-1', 'windows-1252', 'utf-8']) {
      const map = createTextMap(Uint8Array.of(0x41, charset === 'utf-8' ? 0x42 : 0xf8, 0x43), charset);
      expect([0, 1, 2, 3, 9].map(map.byteToTextOffset)).toEqual([0, 1, 2, 3, 3]);
    }
  });

  it('stays in step with the text where bytes are invalid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const map = createTextMap(bytes, 'utf-8');
        expect(map.byteToTextOffset(bytes.length)).toBe(map.text.length);
        expect(map.textToByteOffset(map.text.length)).toBe(bytes.length);
      }),
    );
  });
});
