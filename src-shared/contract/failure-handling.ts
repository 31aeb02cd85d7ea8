import { z } from 'zod';
import { failureHandling, handlingWays, ownActs } from '../domain/failure-handling.ts';
import { reason, requestId } from './common.ts';
import { failureFilter } from './failure-filter.ts';
import { command, exporters, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const failureId = z.string().min(1).max(400);
const setId = z.string().min(1).max(64);

/** The most failures one decision is about. */
export const mostFrozen = 10_000;

/** The most failures whose numbers of patient and order one file reveals. */
export const mostRevealed = 500;

/** *gone*: not kept or not shown. *resolved*: not open any more. *handled*, *not-handled*: as wanted already. *replay-open*: a replay of it is not settled. */
export const handlingRefusals = ['gone', 'resolved', 'handled', 'not-handled', 'replay-open'] as const;
const refused = z.object({
  count,
  /** At most 100 of them. */
  items: z.array(z.object({ failureId, why: z.enum(handlingRefusals) })),
});

export const handlingProcedures = {
  /**
   * Fixes by their ids what a decision is about: these failures, or all that match now. `total` of them at `frozenAt` (ms UTC); `beyond`: older
   * ones that match too, past the 10 000. A set is the freezer's own and is kept for half an hour, until others take its place or the core stops.
   */
  freeze: command({
    access: operators,
    input: z.object({
      scope: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('these'), failureIds: z.array(failureId).min(1).max(mostFrozen) }),
        z.object({ kind: z.literal('matching'), filter: failureFilter }),
      ]),
    }),
    output: z.object({ setId, total: count, urgent: count, beyond: count, frozenAt: z.number().int() }),
  }),
  /**
   * A person settled the failures of a frozen set without a replay. `note` is required with *other* and *not-needed* (BAD_INPUT). `joined`: match
   * the set's filter now and were not in it; 0 for chosen ones. Whatever is refused is left as it was. NOT_FOUND: no such set any more.
   */
  handle: command({
    access: operators,
    input: z.object({
      requestId,
      setId,
      way: z.enum(handlingWays),
      toWhom: z.string().trim().min(1).max(200).nullable(),
      note: z.string().trim().min(3).max(2000).nullable(),
    }),
    output: z.object({ handled: count, refused, joined: count }),
  }),
  /**
   * What a person decided about the failures of a frozen set that stay open: it holds for each of them apart from its group, whose state stays as
   * it is, until the message fails anew. `owner` with *assign*, `until` (ms UTC, in the future) with *snooze*; BAD_INPUT where one is missing.
   * *reopen*: its group's state holds again. `joined` and refusals as in `handle`.
   */
  decide: command({
    access: operators,
    input: z.object({
      requestId,
      setId,
      act: z.enum(ownActs),
      owner: z.string().trim().min(1).max(100).nullable(),
      until: z.number().int().nullable(),
      note: z.string().trim().min(3).max(2000).nullable(),
    }),
    output: z.object({ decided: count, refused, joined: count }),
  }),
  /** Opens handled failures again; what the engine has meanwhile let go of is found resolved by the next look. */
  takeBack: command({
    access: operators,
    input: z.object({ requestId, failureIds: z.array(failureId).min(1).max(500), reason }),
    output: z.object({ takenBack: count, refused }),
  }),
  /**
   * The failures of a frozen set as a file in UTF-8: no content, and numbers of patient and order only when they are revealed, with a `reason`
   * and at most 500 failures (BAD_INPUT). `rows` in it; `left`: no longer kept or shown. NOT_FOUND: no such set any more.
   */
  export: command({
    access: exporters,
    input: z.object({
      setId,
      format: z.enum(['csv', 'json']),
      isRevealed: z.boolean(),
      reason: reason.nullable(),
    }),
    output: z.object({ bytes: z.instanceof(Uint8Array), rows: count, left: count }),
  }),
  /** How far a decision about a set has come; null = none is under way. */
  progress: query({
    access: operators,
    input: z.object({ setId }),
    output: z.object({ progress: z.object({ done: count, total: count }).nullable() }),
  }),
  /** What was decided about one failure, newest first. */
  handlings: query({
    access: readers,
    input: z.object({ failureId }),
    output: z.object({ items: z.array(failureHandling) }),
  }),
};
