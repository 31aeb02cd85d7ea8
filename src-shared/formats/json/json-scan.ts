import type { ProblemList } from '../shared/problem.ts';

export const quote = 0x22;
const backslash = 0x5c;

/** `end` behind the closing quote; the end of the text when there is none, then `isClosed` is false. */
export type ScannedString = { end: number; isEscaped: boolean; isClosed: boolean };

/** From the opening quote at `start`. What JSON does not allow inside is reported, and read over. */
export function scanString(bytes: Uint8Array, start: number, add: ProblemList['add']): ScannedString {
  let isEscaped = false;
  let at = start + 1;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte > backslash || (byte < backslash && byte > quote)) {
      at += 1;
      continue;
    }
    if (byte === quote) return { end: at + 1, isEscaped, isClosed: true };
    if (byte === backslash) {
      isEscaped = true;
      const length = escapeLength(bytes, at);
      if (length < 0) add('json.invalid-escape', [at, Math.min(at + 2, bytes.length)]);
      at += Math.abs(length);
      continue;
    }
    if (byte < 0x20) add('json.control-character', [at, at + 1]);
    at += 1;
  }
  return { end: bytes.length, isEscaped, isClosed: false };
}

/** Length of the escape at `at`; negative when it is none: then so much is taken as it stands, and never a closing quote beyond it. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter === undefined) return -1;
  if (letter !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(letter)) ? 2 : -1;
  for (let index = at + 2; index < at + 6; index += 1) if (!isHexDigit(bytes[index] ?? 0)) return -2;
  return 6;
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The first byte from `start` on that is no blank; the end of the text when there is none. */
export function skipBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isBlank(bytes[at])) at += 1;
  return at;
}

/** Where a run of characters that are neither blank nor JSON's own signs ends. */
export function scanWord(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && !isBlank(bytes[at]) && !isSign(bytes[at] ?? 0)) at += 1;
  return at;
}

function isSign(byte: number): boolean {
  return (
    byte === 0x2c || byte === 0x3a || byte === 0x7b || byte === 0x7d || byte === 0x5b || byte === 0x5d || byte === quote
  );
}

/** End of a comment, `//` to the end of its line, else to its closing mark; -1 when there is none at `start`. */
export function scanComment(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 0x2f) return -1;
  const isLine = bytes[start + 1] === 0x2f;
  if (!isLine && bytes[start + 1] !== 0x2a) return -1;
  let at = start + 2;
  while (at < bytes.length) {
    if (isLine && (bytes[at] === 0x0a || bytes[at] === 0x0d)) return at;
    if (!isLine && bytes[at] === 0x2a && bytes[at + 1] === 0x2f) return at + 2;
    at += 1;
  }
  return bytes.length;
}

/** JSON's grammar for numbers (RFC 8259, section 6). */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
