import { findCharset, windows1252 } from './charset.ts';
import { isAscii, utf8LengthAt } from './utf8.ts';

/**
 * A body as text, and the way between the two. Text offsets are UTF-16 code units, as editors count them.
 * An offset inside a character gives the character's beginning; one outside is clamped.
 */
export type TextMap = {
  text: string;
  charset: string;
  byteToTextOffset(byte: number): number;
  textToByteOffset(offset: number): number;
};

const blockBytes = 64;

/**
 * @param charset a name as in `ParsedMessage.charset`; an unknown one is read as Windows-1252
 * Single-byte sets need no table; for UTF-8 every 64th byte is noted and the rest counted from there.
 */
export function createTextMap(bytes: Uint8Array, charset: string): TextMap {
  const found = findCharset(charset) ?? windows1252;
  const text = found.decode(bytes);
  const base = { text, charset: found.name };
  if (text.length === bytes.length && (found.isSingleByte || isAscii(bytes))) {
    const clamp = (offset: number) => Math.min(Math.max(offset, 0), bytes.length);
    return { ...base, byteToTextOffset: clamp, textToByteOffset: clamp };
  }
  return { ...base, ...createUtf8Map(bytes) };
}

type Mark = { byte: number; text: number };

function createUtf8Map(bytes: Uint8Array): Pick<TextMap, 'byteToTextOffset' | 'textToByteOffset'> {
  // For every block of bytes, where its first character begins: that many bytes into it, and at that offset of the text.
  const blockCount = Math.ceil(bytes.length / blockBytes);
  const textOffsets = new Int32Array(blockCount);
  const lateBy = new Uint8Array(blockCount);
  let block = 1;
  const end = walk(bytes, { byte: 0, text: 0 }, (at) => {
    for (; block < blockCount && at.byte >= block * blockBytes; block += 1) {
      textOffsets[block] = at.text;
      lateBy[block] = at.byte - block * blockBytes;
    }
    return true;
  });
  const markOf = (index: number): Mark => ({
    byte: index * blockBytes + (lateBy[index] ?? 0),
    text: textOffsets[index] ?? 0,
  });

  return {
    byteToTextOffset(byte) {
      if (byte >= bytes.length) return end.text;
      const index = Math.floor(Math.max(0, byte) / blockBytes);
      const mark = markOf(index);
      const from = mark.byte > byte && index > 0 ? markOf(index - 1) : mark;
      return walk(bytes, from, (next) => next.byte <= byte).text;
    },
    textToByteOffset(offset) {
      if (offset >= end.text) return bytes.length;
      return walk(bytes, markOf(lastAtOrBefore(textOffsets, offset)), (next) => next.text <= offset).byte;
    },
  };
}

/** Steps over characters while the place behind the next one is still wanted; the last place that was. */
function walk(bytes: Uint8Array, from: Mark, isWanted: (next: Mark) => boolean): Mark {
  let at = from;
  while (at.byte < bytes.length) {
    const length = utf8LengthAt(bytes, at.byte);
    const next = { byte: at.byte + Math.abs(length), text: at.text + (length === 4 ? 2 : 1) };
    if (!isWanted(next)) break;
    at = next;
  }
  return at;
}

function lastAtOrBefore(textOffsets: Int32Array, offset: number): number {
  let low = 0;
  let high = textOffsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((textOffsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
