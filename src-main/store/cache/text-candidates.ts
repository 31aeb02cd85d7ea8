import type { ReadableDatabase } from '../sqlite/database.ts';
import type { ChannelRow } from './list-queries.ts';
import { trigramsMatch, wordsMatch } from './text-match.ts';
import { failuresOfBodies, namesWithTrigrams, piecesInBodies, wordsInBodies } from './text-queries.ts';

/** From so many on, walking from the newest failure finds a page sooner than sorting them. */
const maxCandidates = 2000;

type KeyRow = { key: number };

/**
 * Keys of the failures of a partition that may show a text; their columns and bytes decide. Null: too many, or the text is in no index, so
 * that all failures have to be walked.
 */
export function textCandidates(
  { database, channels }: { database: ReadableDatabase; channels: ChannelRow[] },
  text: string,
): number[] | null {
  const trigrams = trigramsMatch(text);
  const lower = text.toLowerCase();
  if (trigrams === null || channels.some(({ name }) => name.toLowerCase().includes(lower))) return null;
  const ask = (sql: string, match: string): number[] =>
    database.all<KeyRow>(sql, { match, limit: maxCandidates + 1 }).map(({ key }) => key);
  const named = ask(namesWithTrigrams, trigrams);
  if (named.length > maxCandidates) return null;
  const pieces = ask(piecesInBodies, trigrams);
  if (pieces.length > maxCandidates) return null;
  // A word is a piece of the text it stands in; several words may have other signs between them there.
  const phrases = /^[\p{L}\p{N}_.+-]+$/u.test(text) ? [] : ask(wordsInBodies, wordsMatch(text));
  if (phrases.length > maxCandidates) return null;
  const bodies = JSON.stringify([...new Set([...pieces, ...phrases])]);
  const held = database.all<KeyRow>(failuresOfBodies, { bodies }).map(({ key }) => key);
  return [...new Set([...named, ...held])];
}
