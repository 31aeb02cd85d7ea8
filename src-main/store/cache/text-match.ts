/** Shorter texts are in no trigram: of those only whole words are found in the content. */
export const shortestPiece = 3;
/** More than these narrow nothing further; the bytes decide. */
const maxTrigrams = 40;

/** The text as a phrase for FTS5, its last word as a prefix from three letters on. */
export function wordsMatch(text: string): string {
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return text.trim().length < shortestPiece ? phrase : `${phrase}*`;
}

/** `%text%` with LIKE's own signs escaped. SQLite's LIKE ignores case for ASCII only. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** What FTS5 is asked so that nothing that holds the text is missed; null for a text shorter than a trigram. */
export function trigramsMatch(text: string): string | null {
  const letters = [...text];
  if (letters.length < shortestPiece) return null;
  const found = new Set(letters.slice(2).map((_, at) => letters.slice(at, at + shortestPiece).join('')));
  const step = Math.max(1, Math.ceil(found.size / maxTrigrams));
  const asked = [...found].filter((_, at) => at % step === 0);
  return asked.map((each) => `"${each.replaceAll('"', '""')}"`).join(' AND ');
}
