const headBytes = 512;

/**
 * Whether the bytes are text in UTF-16 or UTF-32: by their byte order mark, or because every second byte, or three of four, are NUL.
 * Nothing here reads such text: a separator in it is no byte of its own.
 */
export function isWide(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return true;
  if (bytes.length < 4 || (first !== 0 && second !== 0)) return false;
  const length = Math.min(bytes.length, headBytes) & ~3;
  const nulls = [0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) nulls[at & 3] = (nulls[at & 3] ?? 0) + 1;
  // Not all: a text may have characters beyond Latin.
  const mostly = nulls.map((count) => count * 4 > (length / 4) * 3);
  const filled = nulls.map((count) => count * 4 < length / 4);
  const has = (pattern: string) => [...pattern].every((kind, at) => (kind === '0' ? mostly[at] : filled[at]));
  return ['x0x0', '0x0x', 'x000', '000x'].some(has);
}
