/** Blanks as regular expressions see them, and the byte order marks and zeros of UTF-8 and UTF-16. */
const passedOver = new Set([0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

/** The first byte of a body that says anything of its format, -1 when there is none. A glance before anything is decoded. */
export function firstSign(head: Uint8Array): number {
  for (const byte of head) if (!passedOver.has(byte)) return byte;
  return -1;
}
