import type { Body } from '../../../src-shared/domain/message.ts';
import { escapePattern } from '../../../src-shared/formats/shared/escape-pattern.ts';
import { indexTextOf } from './index-text.ts';
import { isOneWord, isPhrase, shortestPiece } from './text-match.ts';

/**
 * A text asked for: anywhere, and as words whatever stands between them. `loosely`: what the bytes of every match have one after the other, read a
 * byte a sign; [] = anything.
 */
type Asked = { needle: string | null; words: RegExp | null; loosely: { piece: RegExp[]; words: RegExp[] } };
type Content = Pick<Body, 'bytes' | 'encoding'>;

const wordSigns = String.raw`\p{L}\p{N}\p{M}_.+-`;
const words = new RegExp(`[${wordSigns}]+`, 'gu');

let lastText: string | null = null;
let last: Asked | null = null;

/**
 * Whether a body shows a text, in any case of its letters: a piece of it from three characters on, words with anything between them, the last
 * from its third letter on also when it is only begun. What its format calls patient or secret shows nothing, and no piece reaches over it.
 */
export function textHolds(body: Content, text: string): boolean {
  const { needle, words: phrase, loosely } = askedOf(text);
  const shown = shownWhere(body, [loosely.piece, loosely.words]);
  return shown !== null && ((needle !== null && shown.includes(needle)) || (phrase?.test(shown) ?? false));
}

/** The same, where it is known that the words do not stand in it as words. */
export function pieceHolds(body: Content, text: string): boolean {
  const { needle, loosely } = askedOf(text);
  return needle !== null && (shownWhere(body, [loosely.piece])?.includes(needle) ?? false);
}

/** What of a body may be shown, in small letters; null = its bytes already tell that it does not match. */
function shownWhere(body: Content, ways: readonly RegExp[][]): string | null {
  // Most candidates that fail do so here, without being read as a message.
  if (isAsciiBased(body.bytes)) {
    const signs = latin1Of(body.bytes);
    if (!ways.some((parts) => standInOrder(signs, parts))) return null;
  }
  try {
    return indexTextOf({ ...body, fidelity: 'wire' }).toLowerCase();
  } catch {
    return null; // a body that its format stumbles over was not indexed either
  }
}

function askedOf(text: string): Asked {
  if (last === null || lastText !== text) {
    last = readAsked(text);
    lastText = text;
  }
  return last;
}

function readAsked(text: string): Asked {
  const lower = text.toLowerCase();
  const parts = isOneWord(lower) || isPhrase(lower) ? (lower.match(words) ?? []) : [];
  const needle = [...lower].length >= shortestPiece ? lower : null;
  const piece = needle === null ? [] : [looseOf(needle)];
  return {
    needle,
    words: parts.length === 0 ? null : phraseOf(parts, lower.trim().length >= shortestPiece),
    loosely: { piece, words: parts.length === 0 ? piece : parts.map(looseOf) },
  };
}

/** Beyond ASCII a sign is one to four bytes that are not ASCII, whichever the encoding. */
function looseOf(text: string): RegExp {
  const runs = text.match(/[ -~]+|[^ -~]+/g) ?? [];
  const loose = runs.map((run) => {
    if (/^[ -~]/.test(run)) return escapePattern(run);
    const count = [...run].length;
    return `[^ -~]{${count},${count * 4}}?`;
  });
  return new RegExp(loose.join(''), 'g');
}

/** Each after the end of the one before: the first place that one can have leaves most to the others. */
function standInOrder(signs: string, parts: readonly RegExp[]): boolean {
  let from = 0;
  return parts.every((part) => {
    part.lastIndex = from;
    const isThere = part.test(signs);
    from = part.lastIndex;
    return isThere;
  });
}

function latin1Of({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1').toLowerCase();
}

function phraseOf(parts: readonly string[], isBegun: boolean): RegExp {
  const phrase = parts.map((part) => part.replaceAll(/[.+]/g, '\\$&')).join(`[^${wordSigns}]+`);
  return new RegExp(`(?<![${wordSigns}])${phrase}${isBegun ? '' : `(?![${wordSigns}])`}`, 'u');
}

/** Not UTF-16 or the like, where letters of ASCII are no single bytes. */
function isAsciiBased([first = 1, second = 1]: Uint8Array): boolean {
  return first !== 0 && second !== 0 && first < 0xfe;
}
