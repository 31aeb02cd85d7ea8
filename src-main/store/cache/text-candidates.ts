import type { ReadableDatabase } from '../sqlite/database.ts';
import type { ChannelRow } from './list-queries.ts';
import { trigramsMatch, wordsMatch, wordsWithin } from './text-match.ts';
import {
  failuresOfBodies,
  namesWithTrigrams,
  piecesAmongWords,
  piecesInBodies,
  wordsInBodies,
} from './text-queries.ts';
import { rarestOf, type TrigramRarity, trigramRarity, trigramsOf } from './trigram-rarity.ts';

/** From so many on, walking from the newest failure finds a page sooner than sorting them. */
const maxCandidates = 2000;

/** Of a text as many trigrams are asked for at first. */
const rarestAsked = 3;
/** So many are read sooner than more trigrams are asked for. */
const fewCandidates = 100;

type KeyRow = { key: number };

/**
 * Keys of the failures of a partition that may show a text; their columns and bytes decide. Null: too many, or the text is in no index, so
 * that all failures have to be walked.
 */
export function textCandidates(
  { database, channels }: { database: ReadableDatabase; channels: ChannelRow[] },
  text: string,
): number[] | null {
  const trigrams = trigramsOf(text);
  const lower = text.toLowerCase();
  if (trigrams.length === 0 || channels.some(({ name }) => name.toLowerCase().includes(lower))) return null;
  const ask = (sql: string, match: string, more: { words?: string } = {}): number[] =>
    database.all<KeyRow>(sql, { match, limit: maxCandidates + 1, ...more }).map(({ key }) => key);
  const rarity = trigramRarity(database);
  // The lists of common trigrams are long, and add little where a rare one leaves few already.
  const askTrigrams = (sql: string, known: TrigramRarity | undefined): number[] => {
    const few = known === undefined ? trigrams : rarestOf(trigrams, known, rarestAsked);
    const keys = ask(sql, trigramsMatch(few));
    return keys.length > fewCandidates && few.length < trigrams.length ? ask(sql, trigramsMatch(trigrams)) : keys;
  };
  const named = askTrigrams(namesWithTrigrams, rarity?.names);
  if (named.length > maxCandidates) return null;
  const words = wordsWithin(text);
  const pieces =
    words === null
      ? askTrigrams(piecesInBodies, rarity?.bodies)
      : ask(piecesAmongWords, trigramsMatch(trigrams), { words });
  if (pieces.length > maxCandidates) return null;
  // A word is a piece of the text it stands in; several words may have other signs between them there.
  const phrases = /^[\p{L}\p{N}_.+-]+$/u.test(text) ? [] : ask(wordsInBodies, wordsMatch(text));
  if (phrases.length > maxCandidates) return null;
  const bodies = JSON.stringify([...new Set([...pieces, ...phrases])]);
  const held = database.all<KeyRow>(failuresOfBodies, { bodies }).map(({ key }) => key);
  return [...new Set([...named, ...held])];
}
