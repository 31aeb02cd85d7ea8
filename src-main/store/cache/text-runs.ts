import type { ReadableDatabase } from '../sqlite/database.ts';
import { keysPerBlock } from './block-times.ts';
import { failuresHolding, type TextCandidates } from './text-candidates.ts';
import { bodyBlocks, failureBlocks, namesBelow, piecesBelow, wordsBelow, wordsBetween } from './text-queries.ts';

/**
 * Some of the failures that may show a text; of `held` the bytes have shown it. Everything newer than `downTo` is among these or was before;
 * ms UTC, -1 = all were.
 */
export type TextRun = { keys: number[]; held: number[]; downTo: number };

type KeyRow = { key: number };
type Block = { block: number; newestAt: number };
/** Keys of one text table, highest first; none above `lowest` is missing. `known`: those that show it as words, null = that was not asked. */
type Slice = { keys: number[]; lowest: number; known: ReadonlySet<number> | null };
/** What is left of a table, and since when at the latest the failures of it are; -1 = nothing is. */
type Source = { next(): { keys: number[]; held: number[] }; newestLeft(): number };

/** A page is mostly full soon, and nothing is read for more; then the index is gone through once to its end. */
const atFirst = [200, 400, 1600];
/** As many are read sooner than asked for the words that they lie among. */
const fewPieces = 350;
const nothing: Slice = { keys: [], lowest: 0, known: null };
/** So many are read before others have their turn. */
const keysPerSlice = 800;

/** @param bounds the times asked for, ms UTC, both included */
export function* textRuns(
  database: ReadableDatabase,
  candidates: TextCandidates,
  bounds: { floor: number; at: number },
): Generator<TextRun> {
  const { few, fewHeld, inNames, inBodies, text, matches } = candidates;
  const blocksOf = (sql: string): Block[] => database.all<Block>(sql, bounds);
  const sources: Source[] = [];
  if (inNames)
    sources.push(
      sourceOf(blocksOf(failureBlocks), {
        below: (high, limit) => keysBelow(database, namesBelow, { match: matches.names, high, limit }),
        read: (keys) => ({ keys, held: [] }),
      }),
    );
  if (inBodies)
    sources.push(
      sourceOf(blocksOf(bodyBlocks), {
        below: (high, limit) => bodiesBelow(database, candidates, { high, limit }),
        read: (keys, known) => {
          const held =
            known === null
              ? failuresHolding(database, keys, { text, how: 'any' })
              : [
                  ...failuresHolding(
                    database,
                    keys.filter((key) => known.has(key)),
                    { text, how: 'known' },
                  ),
                  ...failuresHolding(
                    database,
                    keys.filter((key) => !known.has(key)),
                    { text, how: 'piece' },
                  ),
                ];
          return { keys: held, held };
        },
      }),
    );
  const newestLeft = (): number => Math.max(-1, ...sources.map((source) => source.newestLeft()));
  const seen = new Set(few);
  if (few.length > 0) yield { keys: few, held: fewHeld, downTo: newestLeft() };
  while (newestLeft() >= 0) {
    const source = sources.reduce((one, other) => (other.newestLeft() > one.newestLeft() ? other : one));
    const { keys, held } = source.next();
    const fresh = keys.filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    yield { keys: fresh, held, downTo: newestLeft() };
  }
}

type Reading = {
  below(high: number, limit: number | null): Slice;
  read(keys: number[], known: Slice['known']): { keys: number[]; held: number[] };
};

function sourceOf(blocks: Block[], { below, read }: Reading): Source {
  const newest = newestUpTo(blocks);
  const limits = [...atFirst];
  let left = highestOf(blocks);
  let rest: Slice | null = null;

  function next(): { keys: number[]; held: number[] } {
    const limit = limits.shift();
    if (limit !== undefined) {
      const { keys, lowest, known } = below(left, limit);
      left = lowest - 1;
      return read(keys, known);
    }
    rest ??= below(left, null);
    const keys = rest.keys.splice(0, keysPerSlice);
    left = rest.keys[0] ?? -1;
    return read(keys, rest.known);
  }
  return { next, newestLeft: () => (left < 0 ? -1 : newest(left)) };
}

/** The highest that have the piece or the words, down to where one of them has had its `limit`; null = all. */
function bodiesBelow(
  database: ReadableDatabase,
  { matches }: TextCandidates,
  { high, limit }: { high: number; limit: number | null },
): Slice {
  const { within, words } = matches;
  const worded = words === null ? nothing : keysBelow(database, wordsBelow, { match: words, high, limit });
  const pieces = keysBelow(database, piecesBelow, { match: matches.pieces, high, limit });
  const lowest = Math.max(pieces.lowest, worded.lowest);
  const isMany = within !== null && pieces.keys.length > fewPieces;
  const isWithin = isMany ? new Set(wordsIn(database, within, { low: lowest, high })) : null;
  const keys = new Set([...worded.keys, ...pieces.keys.filter((key) => isWithin?.has(key) ?? true)]);
  return {
    keys: [...keys].filter((key) => key >= lowest).sort((one, other) => other - one),
    lowest,
    known: words === null ? null : new Set(worded.keys),
  };
}

function wordsIn(database: ReadableDatabase, match: string, range: { low: number; high: number }): number[] {
  return database.all<KeyRow>(wordsBetween, { match, ...range }).map(({ key }) => key);
}

/** `lowest` 0: there are no more. */
function keysBelow(
  database: ReadableDatabase,
  sql: string,
  { match, high, limit }: { match: string; high: number; limit: number | null },
): Slice {
  const keys = database.all<KeyRow>(sql, { match, high, limit: limit ?? -1 }).map(({ key }) => key);
  return { keys, lowest: limit !== null && keys.length >= limit ? (keys.at(-1) ?? 0) : 0, known: null };
}

function highestOf(blocks: readonly Block[]): number {
  const highest = Math.max(-1, ...blocks.map(({ block }) => block));
  return (highest + 1) * keysPerBlock - 1;
}

/** When the newest failed of those whose keys are not above one; -1 = there are none. */
function newestUpTo(blocks: readonly Block[]): (key: number) => number {
  const rising = blocks.toSorted((one, other) => one.block - other.block);
  const newest: { block: number; at: number }[] = [];
  for (const { block, newestAt } of rising) newest.push({ block, at: Math.max(newestAt, newest.at(-1)?.at ?? -1) });
  return (key) => newest.findLast(({ block }) => block <= Math.floor(key / keysPerBlock))?.at ?? -1;
}
