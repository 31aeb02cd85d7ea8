import type { Problem, Span } from '../format.ts';
import { type Charset, findCharset, utf8, windows1252 } from './charset.ts';
import { createProblem } from './problem.ts';
import { findInvalidUtf8, isAscii } from './utf8.ts';

/**
 * `stated` by the engine, `declared` by the message itself with the span of the declaration and the `reason` it gives (`msh-18`, `xml-declaration`);
 * null = nothing was said.
 */
export type CharsetClaims = { stated: string | null; declared: { label: string; span: Span; reason: string } | null };

export type ChosenCharset = { charset: Charset; reason: string; problems: Problem[] };

/**
 * What the engine stated; else what the message declares, if its bytes are valid in it; else UTF-8 if they are; else Windows-1252.
 * Whatever was passed over is a problem.
 */
export function chooseCharset(bytes: Uint8Array, { stated, declared }: CharsetClaims): ChosenCharset {
  const problems: Problem[] = [];
  const add = (...args: Parameters<typeof createProblem>) => problems.push(createProblem(...args));
  const chosen = (charset: Charset, reason: string): ChosenCharset => {
    if (charset === utf8) problems.push(...findReplacementCharacter(bytes));
    return { charset, reason, problems };
  };
  const claimed = declared === null ? null : findCharset(declared.label);

  if (stated !== null) {
    const charset = findCharset(stated);
    if (charset !== null) {
      const invalidAt = charset.findInvalid(bytes);
      if (invalidAt >= 0) add('charset.stated-invalid', [invalidAt, invalidAt + 1], { charset: charset.name });
      if (declared !== null && claimed !== charset && !isAscii(bytes))
        add('charset.stated-differs', declared.span, { charset: charset.name });
      return chosen(charset, 'stated-by-engine');
    }
    add('charset.stated-unknown', [0, 0]);
  }
  if (declared !== null && claimed === null) add('charset.stated-unknown', declared.span);
  if (declared !== null && claimed !== null) {
    const invalidAt = claimed.findInvalid(bytes);
    if (invalidAt < 0) {
      const looksLikeUtf8 = claimed.isSingleByte && !isAscii(bytes) && findInvalidUtf8(bytes) < 0;
      if (looksLikeUtf8) add('charset.maybe-utf-8', declared.span, { charset: claimed.name });
      return chosen(claimed, declared.reason);
    }
    add('charset.stated-invalid', [invalidAt, invalidAt + 1], { charset: claimed.name });
  }
  return findInvalidUtf8(bytes) < 0 ? chosen(utf8, 'valid-utf-8') : chosen(windows1252, 'fallback');
}

/** EF BF BD: somebody before us decoded with the wrong character set, and the character is gone. */
function findReplacementCharacter(bytes: Uint8Array): Problem[] {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd)
      return [createProblem('charset.replacement-character', [at, at + 3])];
  }
  return [];
}
