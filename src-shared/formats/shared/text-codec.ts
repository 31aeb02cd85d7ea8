/**
 * The two text codecs that Node and browsers share. They are in neither the ES2024 library types nor in ours,
 * so the little that is used is declared here and nowhere else (WHATWG Encoding standard).
 */
declare const TextDecoder: new (
  label?: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8Encoder = new TextEncoder();

/** Text of UTF-8 bytes; a byte that fits nowhere becomes U+FFFD, a byte order mark is kept as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8Decoder.decode(bytes);
}

/** Null where the bytes are not valid in that set, or the runtime does not know it. @param label of WHATWG Encoding */
export function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // both are answers here
  }
}

/** UTF-8 bytes; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

/** The 256 characters of a single-byte character set, by its WHATWG label; null when the runtime does not know it. */
export function singleByteCharacters(label: string): string | null {
  try {
    const text = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    return text.length === 256 ? text : null;
  } catch {
    return null; // an unknown label is an answer here, not a failure
  }
}

/** Node's and Electron's own; a browser has none. */
type RuntimeBuffer = { prototype: { latin1Slice(this: Uint8Array, start: number, end: number): string } };
const runtimeBuffer = (globalThis as { Buffer?: RuntimeBuffer }).Buffer;

/**
 * One character for each byte, with the byte as its code: a text in which offsets are those of the bytes. Null where it cannot be had
 * quickly: in a browser for other bytes than ASCII.
 */
export function bytesAsText(bytes: Uint8Array): string | null {
  if (runtimeBuffer !== undefined) return runtimeBuffer.prototype.latin1Slice.call(bytes, 0, bytes.length);
  const text = decodeUtf8(bytes);
  // Each other byte is lost in a longer character or replaced.
  return text.length === bytes.length && !text.includes('\ufffd') ? text : null;
}

type RuntimeProcess = { getBuiltinModule?(name: 'node:buffer'): { isUtf8(bytes: Uint8Array): boolean } };
const buffers = (globalThis as { process?: RuntimeProcess }).process?.getBuiltinModule?.('node:buffer');

/** Whether all bytes are UTF-8, as the runtime finds it many bytes at a time; false also where it cannot tell, in a browser. */
export function isQuicklyUtf8(bytes: Uint8Array): boolean {
  return buffers?.isUtf8(bytes) ?? false;
}
