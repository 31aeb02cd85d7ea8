import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { failureFilter } from './failure-filter.ts';
import { query, readers } from './procedure.ts';

const time = z.number().int();

/** A stretch of a list: `count` failures of it failed from `from` to `to` (ms UTC, both included). They may be more or fewer when they are read. */
export const stretch = z.object({ from: time, to: time, count: z.number().int().positive() });

/** A list of any length by its places: first how many lie where in time, then only the rows that are looked at. */
export const stretchProcedures = {
  /**
   * Stretches of some hundreds of failures each, newest first, from `before` (ms UTC, included) downwards; null = from the newest.
   * `nextBefore`: where to go on; null = that was the oldest. `isCounted`: an index counts them, so that asking for all of them is cheap;
   * false: each was searched for.
   */
  stretches: query({
    access: readers,
    audit: 'search',
    input: z.object({ filter: failureFilter, before: time.nullable() }),
    output: z.object({ items: z.array(stretch), nextBefore: time.nullable(), isCounted: z.boolean() }),
  }),
  /** The failures of one stretch, newest first. `isWhole` false: not all of it was looked at in the time a search may take. */
  stretch: query({
    access: readers,
    audit: 'search',
    input: z.object({ filter: failureFilter, from: time, to: time }),
    output: z.object({ items: z.array(failure), isWhole: z.boolean() }),
  }),
};
