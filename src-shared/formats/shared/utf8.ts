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
  const findNext = createAsciiSkip(bytes);
  for (let at = findNext(0); at < bytes.length; ) {
    const length = utf8LengthAt(bytes, at);
    if (length < 0) return at;
    at += length;
    // Other letters come a few at a time among ASCII.
    if ((bytes[at] ?? 0) < 0x80) at = findNext(at);
  }
  return -1;
}

export function isAscii(bytes: Uint8Array): boolean {
  return createAsciiSkip(bytes)(0) === bytes.length;
}

const wordBytes = 4;

/** Finds the first byte at or after a place that is not ASCII, else the length. Four bytes a step where there are many. */
function createAsciiSkip(bytes: Uint8Array): (from: number) => number {
  const lead = Math.min(bytes.length, -bytes.byteOffset & (wordBytes - 1));
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + lead, Math.floor((bytes.length - lead) / wordBytes));
  return (from) => {
    let at = from;
    for (; at < bytes.length && ((at - lead) & (wordBytes - 1)) !== 0; at += 1) if ((bytes[at] ?? 0) > 0x7f) return at;
    let word = (at - lead) / wordBytes;
    while (word < words.length && ((words[word] ?? 0) & 0x80808080) === 0) word += 1;
    at = Math.max(at, lead + word * wordBytes);
    while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
    return at;
  };
}
