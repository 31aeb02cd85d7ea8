import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCorpus } from '../corpus.ts';
import { type Disagreement, disagreementClasses } from './disagreement-classes.ts';
import { type OtherReader, otherReaders } from './other-readers.ts';
import { type OurReading, readOurs } from './our-reader.ts';
import type { Values } from './values.ts';

const corpus = createCorpus('hl7v2', ['.hl7']);

/** A line of `disagreements/` is class, file, places; why, and who is right, is in `disagreement-classes.ts`. The whole is compared: a new one fails, and one that is gone. */
describe.each(otherReaders)('hl7v2 beside $name', (reader) => {
  corpus.it('reads the same at every place, but for the disagreements that are listed', async (files) => {
    const lines: string[] = [];
    let agreedCount = 0;
    for (const { name, bytes } of files) {
      const ours = readOurs(bytes);
      const theirs = readTheirs(reader, bytes);
      if (typeof theirs === 'string') {
        lines.push(`cannot-read\t${name}\t${theirs}`);
        continue;
      }
      const found = findDisagreements(ours, theirs);
      agreedCount += ours.shown.size - found.length;
      for (const [id, places] of groupByClass(found)) lines.push(`${id}\t${name}\t${places.join(' ')}`);
    }
    expect(agreedCount).toBeGreaterThan(100_000);
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot(
      `disagreements/${reader.name.replaceAll(/\W+/g, '-').replace(/^-/, '')}.tsv`,
    );
  });
});

describe('disagreements with other libraries', () => {
  it('are each of a class that says who is right by which section, and no class is without one', () => {
    const folder = new URL('disagreements/', import.meta.url);
    const met = readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'));
    const classes = new Set(met.map((line) => line.split('\t')[0]).filter((id) => id !== 'cannot-read'));
    expect([...classes].sort()).toEqual(disagreementClasses.map(({ id }) => id).sort());
    for (const { why, right, reference } of disagreementClasses)
      expect([why.endsWith('.'), right, reference]).toEqual([
        true,
        expect.any(String),
        expect.stringMatching(/^HL7 v2\.\d.* 2\.\w+/),
      ]);
  });
});

/** What it throws, where it does: for batches, texts that do not begin with MSH, lines that it cannot tell apart. */
function readTheirs(reader: OtherReader, bytes: Uint8Array): Values | string {
  try {
    return reader.read(bytes);
  } catch (error) {
    return String(error);
  }
}

function findDisagreements({ shown, written, hasOddSeparators }: OurReading, theirs: Values): Disagreement[] {
  const segments = new Set([...shown.keys()].map(segmentOf));
  return [...new Set([...shown.keys(), ...theirs.keys()])]
    .map((place) => ({
      place,
      ours: shown.get(place) ?? '',
      theirs: theirs.get(place) ?? '',
      written: written.get(place) ?? '',
      isOurSegment: segments.has(segmentOf(place)),
      hasOddSeparators,
    }))
    .filter((each) => each.ours !== each.theirs);
}

/** `OBX[2]` of a place in it. */
function segmentOf(place: string): string {
  return place.slice(0, place.lastIndexOf('-'));
}

function groupByClass(disagreements: readonly Disagreement[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const each of disagreements) {
    const id = disagreementClasses.find((known) => known.is(each))?.id;
    if (id === undefined) throw new Error(`${each.place} is read otherwise for no known reason`);
    groups.set(id, [...(groups.get(id) ?? []), each.place]);
  }
  return groups;
}
