import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { failureKind } from '../domain/failure-kind.ts';
import { failureFilter } from './failure-filter.ts';
import { query, readers } from './procedure.ts';

/** A longer list has its natural order, newest first, or is sorted part by part where counts of its parts are kept. */
export const mostOrdered = 50_000;

/** By what a list of failures can be put in order. What a failure has not stands last, whichever the direction. */
export const failureOrders = [
  'urgent',
  'time',
  'received',
  'channel',
  'connector',
  'cause',
  'error',
  'target',
  'type',
  'controlId',
  'sender',
  'receiver',
  'attempts',
  'size',
  'replay',
] as const;
export const failureOrder = z.enum(failureOrders);
export type FailureOrder = z.infer<typeof failureOrder>;

/** A list in another order than its natural one: put in order once, then read by its places. */
export const orderProcedures = {
  /**
   * Puts what matches now in order; among equals the newest is first. `kinds`: the causes in the order of the reader's words. `orderId` null:
   * more than 50 000 match, or not all that match could be looked at in time. `total`: how many were put in order, else at least so many.
   */
  order: query({
    access: readers,
    audit: 'search',
    input: z.object({
      filter: failureFilter,
      by: failureOrder,
      isDescending: z.boolean(),
      kinds: z.array(failureKind).default([]),
    }),
    output: z.object({ orderId: z.string().nullable(), total: z.number().int(), orderedAt: z.number().int() }),
  }),
  /**
   * The failures at places `from` to `to` (included, 0-based) of an order, as they are now; one that the cache has let go of since is left out.
   * @throws NOT_FOUND when the order is no longer kept: it is made anew then
   */
  ordered: query({
    access: readers,
    input: z.object({ orderId: z.string(), from: z.number().int().min(0), to: z.number().int().min(0) }),
    output: z.object({ items: z.array(failure) }),
  }),
};
