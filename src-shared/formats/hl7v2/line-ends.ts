import { wordLead, wordsOf } from '../shared/utf8.ts';
import type { Hl7Source } from './hl7-source.ts';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

export function isTerminator(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

/** Where the lines of a body end, asked for from the first to the last. */
export class LineEnds {
  readonly #source: Hl7Source;
  /** In a text: the next terminator of each kind. What was found is kept, for of the other kind there may be none in the whole body. */
  #cr = -1;
  #lf = -1;
  /** Without a text: the bytes from `#lead` on as words of four. */
  readonly #words: Int32Array;
  readonly #lead: number;

  constructor(source: Hl7Source) {
    const { bytes, text } = source;
    this.#source = source;
    this.#lead = wordLead(bytes);
    this.#words = text === null ? wordsOf(bytes) : noWords;
  }

  /** The first terminator at or after `start`, the length of the body when there is none. */
  after(start: number): number {
    const { text } = this.#source;
    if (text === null) return this.#findInBytes(start);
    if (this.#cr < start) this.#cr = findOr(text, '\r', start);
    if (this.#lf < start) this.#lf = findOr(text, '\n', start);
    return Math.min(this.#cr, this.#lf);
  }

  /** Four bytes a step: most words hold no control character at all. */
  #findInBytes(start: number): number {
    const { bytes } = this.#source;
    const words = this.#words;
    let at = start;
    for (; at < bytes.length && ((at - this.#lead) & 3) !== 0; at += 1) if (isTerminator(bytes[at])) return at;
    if (at >= bytes.length) return bytes.length;
    for (let word = (at - this.#lead) >> 2; word < words.length; word += 1) {
      if (!hasControl(words[word] ?? 0)) continue;
      at = this.#lead + word * 4;
      for (const end = at + 4; at < end; at += 1) if (isTerminator(bytes[at])) return at;
    }
    for (at = Math.max(at, this.#lead + words.length * 4); at < bytes.length; at += 1)
      if (isTerminator(bytes[at])) return at;
    return bytes.length;
  }
}

const noWords = new Int32Array();

/** Whether one of the four bytes is below 0x0E. */
function hasControl(word: number): boolean {
  return ((word - 0x0e0e0e0e) & ~word & 0x80808080) !== 0;
}

function findOr(text: string, character: string, start: number): number {
  const at = text.indexOf(character, start);
  return at < 0 ? text.length : at;
}
