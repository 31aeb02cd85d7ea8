import type { ReadableDatabase } from '../sqlite/database.ts';
import { indexTextOf } from './index-text.ts';
import { sampleBodies, sampleNames } from './text-queries.ts';

/** In how many texts of a sample each trigram stands; one that stands in none is rare. */
export type TrigramRarity = ReadonlyMap<string, number>;

const sampled = { names: 500, bodies: 300 } as const;
/** Of fewer rows every question is quick. */
const fewestRows = 200;

/** What is rare in one partition is so in the others: learned once, of the first that is large enough. */
let learned: { names: TrigramRarity; bodies: TrigramRarity } | null = null;

/** Null = there is too little to learn from. */
export function trigramRarity(database: ReadableDatabase): typeof learned {
  learned ??= learn(database);
  return learned;
}

function learn(database: ReadableDatabase): typeof learned {
  const names = database.all<{ text: string }>(sampleNames, { limit: sampled.names });
  if (names.length < fewestRows) return null;
  const bodies = database.all<{ bytes: Uint8Array; encoding: string | null }>(sampleBodies, { limit: sampled.bodies });
  return { names: countTrigrams(names.map(({ text }) => text)), bodies: countTrigrams(bodies.map(shownTextOf)) };
}

function shownTextOf(body: { bytes: Uint8Array; encoding: string | null }): string {
  try {
    return indexTextOf({ ...body, fidelity: 'wire' });
  } catch {
    return ''; // not indexed either
  }
}

export function countTrigrams(texts: readonly string[]): TrigramRarity {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const trigram of trigramsOf(text)) counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  }
  return counts;
}

/** Each once, in any case of its letters. */
export function trigramsOf(text: string): string[] {
  const letters = [...text.toLowerCase()];
  return [...new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join('')))];
}

/** At most so many, the rarest first. */
export function rarestOf(trigrams: readonly string[], rarity: TrigramRarity, most: number): string[] {
  return trigrams.toSorted((one, other) => (rarity.get(one) ?? 0) - (rarity.get(other) ?? 0)).slice(0, most);
}
