/**
 * The id of a segment as one number, its three bytes as written; 0 where it is longer or shorter.
 * Millions of segments are told apart by it without a string for each.
 */
export function segmentCode(id: string): number {
  return id.length === 3 ? (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | id.charCodeAt(2) : 0;
}

/** The same with small letters as capitals. */
export function upperCode(code: number): number {
  return upperByte(code >> 16) * 0x10000 + upperByte((code >> 8) & 0xff) * 0x100 + upperByte(code & 0xff);
}

/** Ids of segments that are looked for, three capitals or digits each; written in any case. */
export class IdSet {
  readonly #codes: readonly number[];

  constructor(ids: readonly string[]) {
    this.#codes = ids.map(segmentCode);
  }

  has(code: number): boolean {
    const codes = this.#codes;
    for (let at = 0; at < codes.length; at += 1) {
      const wanted = codes[at] ?? 0;
      // Without their case first: few are alike.
      if (((code ^ wanted) & 0xdfdfdf) === 0 && (code === wanted || upperCode(code) === wanted)) return true;
    }
    return false;
  }
}

/** One letter and two letters or digits, in any case. */
export function isIdCode(code: number): boolean {
  const upper = upperCode(code);
  return isLetter(upper >> 16) && isLetterOrDigit((upper >> 8) & 0xff) && isLetterOrDigit(upper & 0xff);
}

/** The same in capitals, as the standard has them. */
export function isCapitalCode(code: number): boolean {
  return isLetter(code >> 16) && isLetterOrDigit((code >> 8) & 0xff) && isLetterOrDigit(code & 0xff);
}

function upperByte(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

function isLetter(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function isLetterOrDigit(byte: number): boolean {
  return isLetter(byte) || (byte >= 0x30 && byte <= 0x39);
}
