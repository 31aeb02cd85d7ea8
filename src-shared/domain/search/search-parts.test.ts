import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search.ts';
import { joinParts, negated, partsOf } from './search-parts.ts';
import type { SearchQuery } from './search-query.ts';
import { writeSearch } from './write-search.ts';

const read = (text: string): SearchQuery | null => {
  const reading = readSearch(text);
  if (reading.kind === 'fault') throw new Error(reading.fault.rule);
  return reading.query;
};
const written = (query: SearchQuery | null): string => (query === null ? '' : writeSearch(query));

describe('parts of a search', () => {
  it.each([
    ['', []],
    ['kalium', ['kalium']],
    ['channel:"Lab inn" NOT error:timeout (a OR b)', ['channel:"Lab inn"', 'NOT error:timeout', 'a OR b']],
    ['a OR b c', ['a OR b c']],
  ])('of "%s" are %j', (text, parts) => {
    expect(partsOf(read(text)).map(written)).toEqual(parts);
    expect(joinParts(partsOf(read(text)))).toEqual(read(text));
  });

  it('are taken away and added one by one', () => {
    const [first, second] = partsOf(read('error:timeout (a OR b)')) as [SearchQuery, SearchQuery];
    expect(written(joinParts([first]))).toBe('error:timeout');
    expect(written(joinParts([second]))).toBe('a OR b');
    expect(written(joinParts([second, first, read('x y') as SearchQuery]))).toBe('(a OR b) error:timeout x y');
    expect(joinParts([])).toBeNull();
  });

  it('are negated, and back', () => {
    const both = read('a OR b') as SearchQuery;
    expect(written(negated(both))).toBe('NOT (a OR b)');
    expect(negated(negated(both))).toEqual(both);
  });
});
