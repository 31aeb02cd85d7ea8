import type { Body } from '../../../src-shared/domain/message.ts';
import { indexTextOf } from './index-text.ts';
import { isOneWord, isPhrase, shortestPiece } from './text-match.ts';

/**
 * A text asked for: anywhere, and as words whatever stands between them. `piece`, `any`: what the bytes of every match have, of the one or of both,
 * read a byte a sign.
 */
type Asked = { needle: string | null; words: RegExp | null; loosely: { piece: RegExp | null; any: RegExp | null } };
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
  const shown = shownWhere(body, loosely.any);
  return shown !== null && ((needle !== null && shown.includes(needle)) || (phrase?.test(shown) ?? false));
}

/** The same, where it is known that the words do not stand in it as words. */
export function pieceHolds(body: Content, text: string): boolean {
  const { needle, loosely } = askedOf(text);
  return needle !== null && (shownWhere(body, loosely.piece)?.includes(needle) ?? false);
}

/** What of a body may be shown, in small letters; null = its bytes already tell that it does not match. */
function shownWhere(body: Content, loosely: RegExp | null): string | null {
  // Most candidates that fail do so here, without being read as a message.
  if (loosely !== null && isAsciiBased(body.bytes) && !loosely.test(latin1Of(body.bytes))) return null;
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
  const any = parts.length === 0 ? piece : [...piece, parts.map(looseOf).join('[^]*?')];
  const oneOf = (patterns: readonly string[]) =>
    patterns.length === 0 ? null : new RegExp([...new Set(patterns)].join('|'));
  return {
    needle,
    words: parts.length === 0 ? null : phraseOf(parts, lower.trim().length >= shortestPiece),
    loosely: { piece: oneOf(piece), any: oneOf(any) },
  };
}

/** Beyond ASCII a sign is up to four bytes, whichever the encoding. */
function looseOf(text: string): string {
  return [...text]
    .map((sign) => (/[ -~]/.test(sign) ? sign.replace(/[^a-z0-9]/, String.raw`\$&`) : '[^]{1,4}'))
    .join('');
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
