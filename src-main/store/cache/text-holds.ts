import type { Body } from '../../../src-shared/domain/message.ts';
import { indexTextOf } from './index-text.ts';
import { shortestPiece } from './text-match.ts';

/** A text asked for: anywhere, and as words whatever stands between them; `run`: ASCII that every match has. */
type Asked = { needle: string | null; words: RegExp | null; run: string };

const wordSigns = String.raw`\p{L}\p{N}\p{M}_.+-`;
const words = new RegExp(`[${wordSigns}]+`, 'gu');

let lastText: string | null = null;
let last: Asked | null = null;

/**
 * Whether a body shows a text, in any case of its letters: a piece of it from three characters on, words with anything between them, the last
 * from its third letter on also when it is only begun. What its format calls patient or secret shows nothing.
 */
export function textHolds(body: Pick<Body, 'bytes' | 'encoding'>, text: string): boolean {
  if (last === null || lastText !== text) {
    last = readAsked(text);
    lastText = text;
  }
  const { needle, words: phrase, run } = last;
  // Most candidates that fail do so here, without being read as a message.
  if (isAsciiBased(body.bytes) && !Buffer.from(body.bytes).toString('latin1').toLowerCase().includes(run)) return false;
  try {
    const shown = indexTextOf({ ...body, fidelity: 'wire' }).toLowerCase();
    return (needle !== null && shown.includes(needle)) || (phrase?.test(shown) ?? false);
  } catch {
    return false; // a body that its format stumbles over was not indexed either
  }
}

function readAsked(text: string): Asked {
  const lower = text.toLowerCase();
  const parts = lower.match(words) ?? [];
  const runs = (parts.length > 0 ? parts : [lower]).flatMap((part) => part.match(/[\x20-\x7e]+/g) ?? []);
  return {
    needle: [...lower].length >= shortestPiece ? lower : null,
    words: parts.length === 0 ? null : phraseOf(parts, lower.trim().length >= shortestPiece),
    run: runs.reduce((longest, each) => (each.length > longest.length ? each : longest), ''),
  };
}

function phraseOf(parts: readonly string[], isBegun: boolean): RegExp {
  const phrase = parts.map((part) => part.replaceAll(/[.+]/g, '\\$&')).join(`[^${wordSigns}]+`);
  return new RegExp(`(?<![${wordSigns}])${phrase}${isBegun ? '' : `(?![${wordSigns}])`}`, 'u');
}

/** Not UTF-16 or the like, where letters of ASCII are no single bytes. */
function isAsciiBased([first = 1, second = 1]: Uint8Array): boolean {
  return first !== 0 && second !== 0 && first < 0xfe;
}
