import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { failureKind } from '../domain/failure-kind.ts';
import { cursor, pageLimit } from './common.ts';
import { failureFilter } from './failure-filter.ts';
import { handlingProcedures } from './failure-handling.ts';
import { orderProcedures } from './failure-order.ts';
import { stretchProcedures } from './failure-stretches.ts';
import { event, query, readers } from './procedure.ts';

export const failures = {
  procedures: {
    /**
     * Newest first. A page of a search may hold fewer than `limit`, even none, while `nextCursor` says that older ones are still to be looked
     * at. `total` is capped at 100 000; `isCounted` false: there are at least so many, as far as a page waits for it (see `count`).
     * `coverage` says what the cache holds and since when.
     */
    list: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: failureFilter, cursor, limit: pageLimit }),
      output: z.object({
        items: z.array(failure),
        nextCursor: cursor,
        total: z.number().int(),
        urgent: z.number().int(),
        isCounted: z.boolean(),
        coverage: z.object({
          oldestAt: z.number().int().nullable(),
          refreshedAt: z.number().int().nullable(),
          behind: z.boolean(),
        }),
      }),
    }),
    /** How many match, and since when (ms UTC, null = none), looked for longer than a page waits; `isCounted` false even so: there are at least so many. */
    count: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: failureFilter }),
      output: z.object({
        total: z.number().int(),
        urgent: z.number().int(),
        oldestAt: z.number().int().nullable(),
        isCounted: z.boolean(),
      }),
    }),
    get: query({
      access: readers,
      input: z.object({ failureId: z.string() }),
      output: z.object({ failure: failure.nullable() }),
    }),
    /** Per channel and kind, for filter chips. `isWhole` false: not all that match were looked at, there are at least so many. */
    facets: query({
      access: readers,
      audit: 'search',
      input: z.object({ filter: failureFilter }),
      output: z.object({
        channels: z.array(
          z.object({
            connectionId: z.string(),
            channelId: z.string(),
            channelName: z.string(),
            count: z.number().int(),
          }),
        ),
        kinds: z.array(z.object({ kind: failureKind, count: z.number().int() })),
        isWhole: z.boolean(),
      }),
    }),
    ...stretchProcedures,
    ...orderProcedures,
    ...handlingProcedures,
  },
  events: {
    changed: event({
      payload: z.object({ connectionId: z.string(), added: z.number().int(), resolved: z.number().int() }),
      stale: [
        'failures.list',
        'failures.count',
        'failures.get',
        'failures.facets',
        'groups.list',
        'groups.get',
        'monitor.overview',
        'views.counts',
      ],
    }),
    /** People settled failures otherwise, or took that back. */
    handled: event({
      payload: z.object({ count: z.number().int() }),
      stale: [
        'failures.list',
        'failures.count',
        'failures.get',
        'failures.facets',
        'failures.handlings',
        'groups.list',
        'groups.get',
        'monitor.overview',
        'views.counts',
      ],
    }),
    /** People decided about single failures that stay open. */
    decided: event({
      payload: z.object({ count: z.number().int() }),
      stale: ['failures.list', 'failures.count', 'failures.get', 'failures.facets', 'failures.handlings'],
    }),
    progressed: event({ payload: z.object({ setId: z.string() }), stale: ['failures.progress'] }),
  },
};
