import { isQuicklyUtf8 } from './text-codec.ts';

/**
 * Length of the UTF-8 sequence at `at`, negative when its bytes are invalid: then minus the number of bytes that one U+FFFD stands for
 * (the longest beginning of a valid sequence, at least one). Source: WHATWG Encoding, UTF-8 decoder; Unicode 16, table 3-7.
 */
export function utf8LengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const [low, high] = secondByteBounds(lead);
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return -1;
  for (let index = 2; index < length; index += 1) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return -index;
  return length;
}

/** The character of a valid sequence of two to four bytes. */
export function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] ?? 0) & (0x7f >> length);
  for (let index = 1; index < length; index += 1) code = (code << 6) | ((bytes[at + index] ?? 0) & 0x3f);
  return code;
}

/** Narrower where a longer form, a surrogate or a number over U+10FFFF would begin. */
function secondByteBounds(lead: number): [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** Where the bytes stop being UTF-8, -1 when they all are. */
export function findInvalidUtf8(bytes: Uint8Array): number {
  if (isQuicklyUtf8(bytes)) return -1;
  const words = wordsOf(bytes);
  let at = findOther(bytes, words, 0);
  while (at < bytes.length) {
    const length = utf8LengthAt(bytes, at);
    if (length < 0) return at;
    at += length;
    // Other letters come a few at a time among ASCII.
    if ((bytes[at] ?? 0) < 0x80) at = findOther(bytes, words, at);
  }
  return -1;
}

export function isAscii(bytes: Uint8Array): boolean {
  return findOther(bytes, wordsOf(bytes), 0) === bytes.length;
}

const wordBytes = 4;
const highBits = 0x80808080;

/** The bytes four at a time, from the first that stands at a multiple of four in memory (`wordLead`). */
export function wordsOf(bytes: Uint8Array): Int32Array {
  const lead = wordLead(bytes);
  const count = (bytes.length - lead) >> 2;
  return count > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset + lead, count) : noWords;
}

const noWords = new Int32Array();

/** How many bytes come before the words, 0 to 3; there may be fewer of them. */
export function wordLead(bytes: Uint8Array): number {
  return -bytes.byteOffset & (wordBytes - 1);
}

/** The first byte at or after a place that is not ASCII, else the length. Sixteen bytes a step where there are many. */
function findOther(bytes: Uint8Array, words: Int32Array, from: number): number {
  const { length } = bytes;
  const lead = wordLead(bytes);
  let at = from;
  for (; at < length && ((at - lead) & (wordBytes - 1)) !== 0; at += 1) if ((bytes[at] ?? 0) > 0x7f) return at;
  if (at >= length) return length;
  let word = (at - lead) >> 2;
  const last = words.length - 3;
  while (
    word < last &&
    (((words[word] ?? 0) | (words[word + 1] ?? 0) | (words[word + 2] ?? 0) | (words[word + 3] ?? 0)) & highBits) === 0
  )
    word += 4;
  while (word < words.length && ((words[word] ?? 0) & highBits) === 0) word += 1;
  at = Math.max(at, lead + word * wordBytes);
  while (at < length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}
