import { ownValue } from '../../domain/own-value.ts';
import { decodeUtf8, encodeUtf8, singleByteCharacters } from './text-codec.ts';
import { codePointAt, findInvalidUtf8, utf8LengthAt } from './utf8.ts';

/**
 * A character set that extends ASCII.
 * @method decode any bytes, all or those from `start` to `end`; U+FFFD for what is invalid
 * @method encode null when a character does not exist in it
 * @method findInvalid offset of the first byte that does not belong to a text in this set, -1 when there is none
 */
export type Charset = {
  name: string;
  isSingleByte: boolean;
  decode(bytes: Uint8Array, start?: number, end?: number): string;
  encode(text: string): Uint8Array | null;
  findInvalid(bytes: Uint8Array): number;
};

export const utf8: Charset = {
  name: 'utf-8',
  isSingleByte: false,
  decode: (bytes, start = 0, end = bytes.length) =>
    decodeShort(bytes, start, end) ?? decodeUtf8(bytes.subarray(start, end)),
  encode: (text) => (/\p{Surrogate}/u.test(text) ? null : encodeUtf8(text)),
  findInvalid: findInvalidUtf8,
};

const latin1Characters = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
const asciiCharacters = latin1Characters.slice(0, 128) + '\ufffd'.repeat(128);

export const usAscii = createSingleByte('us-ascii', asciiCharacters, 0x80, 0x100);
export const latin1 = createSingleByte('iso-8859-1', latin1Characters, 0x80, 0xa0);
/** The last resort: every byte is a character in it. */
export const windows1252 = createSingleByte(
  'windows-1252',
  singleByteCharacters('windows-1252') ?? latin1Characters,
  0,
  0,
);

const known = new Map<string, Charset | null>(
  [utf8, usAscii, latin1, windows1252].map((charset) => [charset.name, charset] as const),
);

/**
 * By its IANA or WHATWG label or its HL7 name (table 0211: `ASCII`, `8859/1`, `UNICODE UTF-8` …), in any case.
 * Null when unknown, or of a kind that hides separators inside multi-byte characters (UTF-16, ISO 2022, GB 18030 …).
 */
export function findCharset(label: string): Charset | null {
  const name = normalise(label);
  const found = known.get(name);
  if (found !== undefined) return found;
  const characters = /^(iso-8859-\d{1,2}|windows-125\d|koi8-[ru])$/.test(name) ? singleByteCharacters(name) : null;
  const isIso = name.startsWith('iso');
  const charset = characters === null ? null : createSingleByte(name, characters, isIso ? 0x80 : 0, isIso ? 0xa0 : 0);
  if (charset !== null) known.set(name, charset);
  return charset;
}

const aliases: Record<string, string> = {
  utf8: 'utf-8',
  'unicode utf-8': 'utf-8',
  unicode: 'utf-8',
  ascii: 'us-ascii',
  'iso ir6': 'us-ascii',
  'iso-ir-6': 'us-ascii',
  latin1: 'iso-8859-1',
  'iso ir100': 'iso-8859-1',
  'iso-ir-100': 'iso-8859-1',
  cp1252: 'windows-1252',
};

function normalise(label: string): string {
  const name = label.trim().toLowerCase().replaceAll('_', '-');
  const iso = /^(?:iso[- ]?)?8859[/-](\d{1,2})$/.exec(name);
  return iso === null ? (ownValue(aliases, name) ?? name) : `iso-8859-${Number(iso[1])}`;
}

/** Bytes from `invalidFrom` to `invalidTo` are control codes or nothing in this set: a text with them is in another set. */
function createSingleByte(name: string, characters: string, invalidFrom: number, invalidTo: number): Charset {
  const codes = Uint16Array.from(characters, (character) => character.charCodeAt(0));
  let byteByCharacter: Map<string, number> | null = null;
  return {
    name,
    isSingleByte: true,
    decode: (bytes, start = 0, end = bytes.length) =>
      decodeAscii(bytes, start, end) ?? decodeByTable(bytes.subarray(start, end), codes),
    encode(text) {
      byteByCharacter ??= new Map(Array.from(characters, (character, byte) => [character, byte] as const).reverse());
      const bytes = new Uint8Array(text.length);
      for (let index = 0; index < text.length; index += 1) {
        const byte = byteByCharacter.get(text[index] ?? '');
        if (byte === undefined || characters[byte] === '\ufffd') return null;
        bytes[index] = byte;
      }
      return bytes;
    },
    findInvalid: (bytes) => (invalidTo === 0 ? -1 : bytes.findIndex((byte) => byte >= invalidFrom && byte < invalidTo)),
  };
}

/** In blocks, for a call cannot take millions of arguments. */
function decodeByTable(bytes: Uint8Array, codes: Uint16Array): string {
  const blocks: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const block = Uint16Array.from(bytes.subarray(at, at + 8192), (byte) => codes[byte] ?? 0xfffd);
    blocks.push(String.fromCharCode.apply(null, block as unknown as number[]));
  }
  return blocks.join('');
}

const shortBytes = 48;

/** Null when it is long or no UTF-8. A call of the decoder costs more than a short value. */
function decodeShort(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > shortBytes) return null;
  let text = '';
  for (let at = start; at < end; ) {
    const length = utf8LengthAt(bytes, at);
    if (length < 0 || at + length > end) return null;
    text += length === 1 ? String.fromCharCode(bytes[at] ?? 0) : String.fromCodePoint(codePointAt(bytes, at, length));
    at += length;
  }
  return text;
}

/** Null when it is long or there are other bytes. Short values are quicker this way than through a decoder. */
function decodeAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > shortBytes) return null;
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
