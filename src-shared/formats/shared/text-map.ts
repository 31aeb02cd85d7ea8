import { findCharset, windows1252 } from './charset.ts';
import { utf8LengthAt } from './utf8.ts';

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

const stepBytes = 1024;

/**
 * @param charset a name as in `ParsedMessage.charset`; an unknown one is read as Windows-1252
 * Single-byte sets need no table; for UTF-8 every 1 024th byte is noted and the rest counted from there.
 */
export function createTextMap(bytes: Uint8Array, charset: string): TextMap {
  const found = findCharset(charset) ?? windows1252;
  const text = found.decode(bytes);
  const base = { text, charset: found.name };
  if (text.length === bytes.length && (found.isSingleByte || !bytes.some((byte) => byte > 0x7f))) {
    const clamp = (offset: number) => Math.min(Math.max(offset, 0), bytes.length);
    return { ...base, byteToTextOffset: clamp, textToByteOffset: clamp };
  }
  return { ...base, ...createUtf8Map(bytes) };
}

type Mark = { byte: number; text: number };

function createUtf8Map(bytes: Uint8Array): Pick<TextMap, 'byteToTextOffset' | 'textToByteOffset'> {
  const marks: Mark[] = [{ byte: 0, text: 0 }];
  const end = walk(bytes, { byte: 0, text: 0 }, (next) => {
    if (next.byte - (marks.at(-1)?.byte ?? 0) >= stepBytes) marks.push({ ...next });
    return true;
  });
  const find = (offset: number, key: keyof Mark): Mark => {
    if (offset >= end[key]) return end;
    return walk(bytes, lastAtOrBefore(marks, offset, key), (next) => next[key] <= offset);
  };
  return {
    byteToTextOffset: (byte) => find(Math.max(0, byte), 'byte').text,
    textToByteOffset: (offset) => find(Math.max(0, offset), 'text').byte,
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

function lastAtOrBefore(marks: Mark[], offset: number, key: keyof Mark): Mark {
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((marks[middle]?.[key] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return marks[low] ?? { byte: 0, text: 0 };
}
