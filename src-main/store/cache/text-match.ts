/** The text as a phrase for FTS5, its last word as a prefix from three letters on; null when there is no text. */
export function wordsMatch(text: string | null): string | null {
  if (text === null || text === '') return null;
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return text.trim().length < 3 ? phrase : `${phrase}*`;
}

/** `%text%` with LIKE's own signs escaped; null when there is no text. SQLite's LIKE ignores case for ASCII only. */
export function likePattern(text: string | null): string | null {
  return text === null || text === '' ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
