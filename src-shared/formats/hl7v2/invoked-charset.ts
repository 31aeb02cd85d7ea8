import { type Charset, findCharset } from '../shared/charset.ts';
import { decodeAs } from '../shared/text-codec.ts';
import { isAscii } from '../shared/utf8.ts';

/**
 * A character set that a sequence in the text calls up until the next such sequence or the end of the value. Null = it cannot be: bytes that are
 * none of the set, or a message whose text is not kept byte by byte.
 */
export type InvokedCharset = (bytes: Uint8Array) => string | null;

/**
 * By what stands in `\Cxxyy\` or `\Mxxyyzz\`: the escape sequence of ISO 2022 that registers the set; null when it is none of them.
 * Sources: HL7 v2.5.1 chapter 2, 2.7.2; ISO-IR register; JIS in its EUC form as WHATWG Encoding has it.
 */
const sets: Record<string, InvokedCharset> = {
  C2842: readAscii, // ISO-IR 6
  C284A: (bytes) => readAscii(bytes)?.replaceAll('\\', '¥').replaceAll('~', '‾') ?? null, // ISO-IR 14, romaji
  C2949: readKatakana, // ISO-IR 13
  C2D41: rightHalfOf('iso-8859-1'), // ISO-IR 100
  C2D42: rightHalfOf('iso-8859-2'), // ISO-IR 101
  C2D43: rightHalfOf('iso-8859-3'), // ISO-IR 109
  C2D44: rightHalfOf('iso-8859-4'), // ISO-IR 110
  C2D46: rightHalfOf('iso-8859-7'), // ISO-IR 126, Greek
  C2D47: rightHalfOf('iso-8859-6'), // ISO-IR 127, Arabic
  C2D48: rightHalfOf('iso-8859-8'), // ISO-IR 138, Hebrew
  C2D4C: rightHalfOf('iso-8859-5'), // ISO-IR 144, Cyrillic
  C2D4D: rightHalfOf('windows-1254'), // ISO-IR 148, Turkish: ISO 8859-9 but for the codes of controls, which are refused
  C2D62: rightHalfOf('iso-8859-15'), // ISO-IR 203
  M2442: (bytes) => readPairs(bytes, []), // ISO-IR 87, JIS X 0208
  M242844: (bytes) => readPairs(bytes, [0x8f]), // ISO-IR 159, JIS X 0212
  M242943: (bytes) => decodeAs('euc-kr', bytes), // ISO-IR 149, KS X 1001
  M242941: (bytes) => decodeAs('gbk', bytes), // ISO-IR 58, GB 2312
};

export function findInvokedCharset(name: string): InvokedCharset | null {
  return /^[CM]/.test(name) ? (sets[name.toUpperCase()] ?? null) : null;
}

/** The text as its bytes were meant; null where they are lost or no characters of the set. @param charset in which the text was read */
export function readInvoked(text: string, invoked: InvokedCharset, charset: Charset): string | null {
  const bytes = charset.encode(text);
  if (bytes === null || (!charset.isSingleByte && !isAscii(bytes))) return null;
  return invoked(bytes);
}

function readAscii(bytes: Uint8Array): string | null {
  return isAscii(bytes) ? decodeAs('utf-8', bytes) : null;
}

/** ASCII to the left, that part of the set to the right that has no control codes. */
function rightHalfOf(label: string): InvokedCharset {
  return (bytes) => {
    if (bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) return null;
    const text = findCharset(label)?.decode(bytes) ?? '\ufffd';
    return text.includes('\ufffd') ? null : text;
  };
}

/** Half-width katakana: one byte each. */
function readKatakana(bytes: Uint8Array): string | null {
  const codes = Array.from(bytes, (byte) =>
    byte < 0x80 ? byte : byte >= 0xa1 && byte <= 0xdf ? byte - 0xa1 + 0xff61 : 0,
  );
  return codes.includes(0) ? null : String.fromCharCode(...codes);
}

/** Two bytes of seven bits each, as EUC-JP writes them: with the eighth bit set and the mark of their set in front. */
function readPairs(bytes: Uint8Array, mark: readonly number[]): string | null {
  if (bytes.length % 2 !== 0 || bytes.some((byte) => byte < 0x21 || byte > 0x7e)) return null;
  const euc: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) euc.push(...mark, (bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
  return decodeAs('euc-jp', Uint8Array.from(euc));
}
