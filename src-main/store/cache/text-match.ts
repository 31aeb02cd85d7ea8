/** Shorter texts are in no trigram: of those only whole words are found in the content. */
export const shortestPiece = 3;
/** More than these narrow nothing further; the bytes decide. */
const maxTrigrams = 40;

/** The text as a phrase for FTS5, its last word as a prefix from three letters on. */
export function wordsMatch(text: string): string {
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return text.trim().length < shortestPiece ? phrase : `${phrase}*`;
}

const oneWord = /^[\p{L}\p{N}\p{M}\p{Co}_.+-]+$/u;
const wordsAndBlanks = /^\s*[\p{L}\p{N}\p{M}\p{Co}_.+-]+(\s+[\p{L}\p{N}\p{M}\p{Co}_.+-]+)+\s*$/u;

export function isOneWord(text: string): boolean {
  return oneWord.test(text);
}

/** Words with blanks between them, which a content may have something else between. With any other sign in it a text is meant as it stands. */
export function isPhrase(text: string): boolean {
  return wordsAndBlanks.test(text);
}

/** `%text%` with LIKE's own signs escaped. SQLite's LIKE ignores case for ASCII only. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** What the word index takes for parts of words (FTS5, unicode61). */
const wordSigns = /[\p{L}\p{N}\p{M}\p{Co}_.+-]+/gu;

/**
 * What the words of a content must be where a piece of it is the text, as a phrase for FTS5: those that stand whole in the text, and the last, which
 * may be only begun. Null when the text may lie within one word. The first is left out where it may be the end of a longer one.
 */
export function wordsWithin(text: string): string | null {
  const parts = [...text.matchAll(wordSigns)];
  const whole = parts.filter(({ index }) => index > 0).map(([part]) => part);
  if (whole.length === 0) return null;
  const isLastBegun = /[\p{L}\p{N}\p{M}\p{Co}_.+-]$/u.test(text);
  return `"${whole.join(' ')}"${isLastBegun ? '*' : ''}`;
}

/** What FTS5 is asked so that nothing that has all of them is missed. */
export function trigramsMatch(trigrams: readonly string[]): string {
  const step = Math.max(1, Math.ceil(trigrams.length / maxTrigrams));
  const asked = trigrams.filter((_, at) => at % step === 0);
  return asked.map((each) => `"${each.replaceAll('"', '""')}"`).join(' AND ');
}
