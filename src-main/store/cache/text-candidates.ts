import type { ReadableDatabase } from '../sqlite/database.ts';
import type { ChannelRow } from './list-queries.ts';
import { isOneWord, isPhrase, trigramsMatch, wordsMatch, wordsWithin } from './text-match.ts';
import {
  failuresOfBodies,
  failuresShowing,
  failuresWithPiece,
  namesWithTrigrams,
  piecesInBodies,
  wordsInBodies,
} from './text-queries.ts';
import { rarestOf, trigramRarity, trigramsOf } from './trigram-rarity.ts';

/** Of a text as many trigrams are asked for at first, and where that leads to many. */
const rarestAsked = 3;
const mostAsked = 8;
/** So many are read at once; of more, the newest first. */
const mostAtOnce = 100;

type KeyRow = { key: number };

/**
 * What FTS5 is asked. `words`: the text as a word or a phrase, null = it is neither; what the index has it in shows it. `within` null: it may
 * lie within a word.
 */
export type TextMatches = {
  names: string;
  pieces: string;
  within: string | null;
  words: string | null;
};

/**
 * Where failures of a partition may show a text: those an index leads to at once, and what has to be looked through block by block, because it is
 * in too many.
 */
export type TextCandidates = {
  text: string;
  matches: TextMatches;
  /** Keys of failures; their columns and bytes decide, but for `fewHeld`, whose bytes have shown it. */
  few: number[];
  fewHeld: number[];
  inNames: boolean;
  inBodies: boolean;
};

/** Null: the text is in no index, so that all failures have to be walked. */
export function textCandidates(
  { database, channels }: { database: ReadableDatabase; channels: ChannelRow[] },
  text: string,
): TextCandidates | null {
  const trigrams = trigramsOf(text);
  const lower = text.toLowerCase();
  if (trigrams.length === 0 || channels.some(({ name }) => name.toLowerCase().includes(lower))) return null;
  const rarity = trigramRarity(database);
  // The lists of common trigrams are long, and add little where a rare one leaves few already.
  const rarest = (of: 'names' | 'bodies', most: number) =>
    trigramsMatch(rarity === null ? trigrams : rarestOf(trigrams, rarity[of], most));
  const isWord = isOneWord(text);
  const matches: TextMatches = {
    names: rarest('names', mostAsked),
    pieces: rarest('bodies', mostAsked),
    within: wordsWithin(text),
    words: isWord || isPhrase(text) ? wordsMatch(text) : null,
  };
  const ask = (sql: string, match: string): number[] | null => {
    const keys = database.all<KeyRow>(sql, { match, limit: mostAtOnce + 1 }).map(({ key }) => key);
    return keys.length > mostAtOnce ? null : keys;
  };
  const named = ask(namesWithTrigrams, rarest('names', rarestAsked));
  const pieces = ask(piecesInBodies, rarest('bodies', rarestAsked));
  // A word is a piece of the text it stands in; several words may have other signs between them there.
  const { words } = matches;
  const phrases = pieces === null || isWord || words === null ? [] : ask(wordsInBodies, words);
  const bodies = pieces === null || phrases === null ? null : [...new Set([...pieces, ...phrases])];
  const fewHeld = failuresHolding(database, bodies ?? [], { text, how: 'any' });
  return {
    text,
    matches,
    few: [...new Set([...(named ?? []), ...fewHeld])],
    fewHeld,
    inNames: named === null,
    inBodies: bodies === null,
  };
}

/** Failures of the messages whose body is among these and, unless `how` is *known*, shows the text. */
export function failuresHolding(
  database: ReadableDatabase,
  bodyKeys: readonly number[],
  { text, how }: { text: string; how: 'known' | 'any' | 'piece' },
): number[] {
  if (bodyKeys.length === 0) return [];
  const params = { bodies: JSON.stringify(bodyKeys), ...(how === 'known' ? {} : { text }) };
  return database.all<KeyRow>(statementOf[how], params).map(({ key }) => key);
}

const statementOf = { known: failuresOfBodies, any: failuresShowing, piece: failuresWithPiece };
