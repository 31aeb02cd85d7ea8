import type { Problem, Span } from '../format.ts';
import { type Charset, findCharset, utf8, windows1252 } from './charset.ts';
import { createProblem } from './problem.ts';
import { findInvalidUtf8, isAscii } from './utf8.ts';
import { isWide } from './wide-encoding.ts';

/** What a message says of its own character set; `reason` is what that is called (`msh-18`, `xml-declaration`). */
export type DeclaredCharset = { label: string; span: Span; reason: string };

/**
 * `stated` by the engine, `declared` by the message itself, null = nothing was said. `alternatives`: other sets that the message names beside
 * the declared one, in its order.
 */
export type CharsetClaims = {
  stated: string | null;
  declared: DeclaredCharset | null;
  alternatives?: readonly DeclaredCharset[];
};

/** `isAscii`: the bytes are the same text in every character set that is read here. */
export type ChosenCharset = { charset: Charset; reason: string; isAscii: boolean; problems: Problem[] };

type Add = (...problem: Parameters<typeof createProblem>) => void;
type Choice = Pick<ChosenCharset, 'charset' | 'reason'>;

/**
 * What the engine stated; else what the message declares, if its bytes are valid in it; else UTF-8 if they are; else Windows-1252.
 * Whatever was passed over is a problem.
 * @param isPlain where it is known already whether all bytes are ASCII
 */
export function chooseCharset(bytes: Uint8Array, claims: CharsetClaims, isPlain = isAscii(bytes)): ChosenCharset {
  const problems: Problem[] = [];
  const add: Add = (...problem) => problems.push(createProblem(...problem));
  const text = { bytes, isAscii: isPlain };
  if (isWide(bytes)) add('charset.utf-16', [0, Math.min(bytes.length, 4)]);
  const choice = takeStated(text, claims, add) ?? takeDeclared(text, claims, add) ?? guess(text);
  let isSearched = choice.charset !== utf8 || text.isAscii;
  return {
    ...choice,
    isAscii: text.isAscii,
    // Whoever only reads does not ask: the last of them is looked for in the whole body.
    get problems() {
      if (!isSearched) problems.push(...findReplacementCharacter(bytes));
      isSearched = true;
      return problems;
    },
  };
}

type Text = { bytes: Uint8Array; isAscii: boolean };

function takeStated(text: Text, { stated, declared }: CharsetClaims, add: Add): Choice | null {
  if (stated === null) return null;
  const charset = findCharset(stated);
  if (charset === null) {
    add('charset.stated-unknown', [0, 0]);
    return null;
  }
  const invalidAt = findInvalid(text, charset);
  if (invalidAt >= 0) add('charset.stated-invalid', [invalidAt, invalidAt + 1], { charset: charset.name });
  if (declared !== null && !text.isAscii && findCharset(declared.label) !== charset)
    add('charset.stated-differs', declared.span, { charset: charset.name });
  return { charset, reason: 'stated-by-engine' };
}

function takeDeclared(text: Text, { declared, alternatives = [] }: CharsetClaims, add: Add): Choice | null {
  for (const { label, span, reason } of declared === null ? [] : [declared, ...alternatives]) {
    const charset = findCharset(label);
    const invalidAt = charset === null ? -1 : findInvalid(text, charset);
    if (charset === null) add('charset.stated-unknown', span);
    else if (invalidAt >= 0) add('charset.stated-invalid', [invalidAt, invalidAt + 1], { charset: charset.name });
    else {
      const looksLikeUtf8 = charset.isSingleByte && !text.isAscii && findInvalidUtf8(text.bytes) < 0;
      if (looksLikeUtf8) add('charset.maybe-utf-8', span, { charset: charset.name });
      return { charset, reason };
    }
  }
  return null;
}

function guess(text: Text): Choice {
  return findInvalid(text, utf8) < 0
    ? { charset: utf8, reason: 'valid-utf-8' }
    : { charset: windows1252, reason: 'fallback' };
}

/** Every set that is known here extends ASCII. */
function findInvalid({ bytes, isAscii: isAsciiOnly }: Text, charset: Charset): number {
  return isAsciiOnly ? -1 : charset.findInvalid(bytes);
}

/** EF BF BD: somebody before us decoded with the wrong character set, and the character is gone. */
function findReplacementCharacter(bytes: Uint8Array): Problem[] {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd)
      return [createProblem('charset.replacement-character', [at, at + 3])];
  }
  return [];
}
