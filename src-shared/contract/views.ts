import { z } from 'zod';
import { savedView, viewFilter, viewId, viewName, viewPlaces } from '../domain/saved-view.ts';
import { done, nothing } from './common.ts';
import { command, event, operators, query, readers } from './procedure.ts';

/** 128 random bits: names a text and tells nothing of it. */
export const heldHandle = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const count = z.number().int().nonnegative();

export const views = {
  procedures: {
    /** The person's own views and those shared, in the person's order. `mayChange`: own, or the person is an administrator. */
    list: query({
      access: readers,
      input: nothing,
      output: z.object({
        items: z.array(savedView.omit({ ownerId: true }).extend({ isOwn: z.boolean(), mayChange: z.boolean() })),
      }),
    }),
    /**
     * How many messages each view shows now. `count` null: not counted, because time was up or its search can no longer be read;
     * `isWhole` false: there are at least so many.
     */
    counts: query({
      access: readers,
      input: nothing,
      output: z.object({
        items: z.array(z.object({ viewId, count: count.nullable(), urgent: count, isWhole: z.boolean() })),
      }),
    }),
    /**
     * A new view of one's own (`viewId` null), or another name and filter for one that is there. NOT_FOUND, FORBIDDEN for another's;
     * BAD_INPUT for a search that cannot be read or names a patient by number, and when there are 50 already.
     */
    save: command({
      access: readers,
      input: z.object({ viewId: viewId.nullable(), name: viewName, place: z.enum(viewPlaces), filter: viewFilter }),
      output: z.object({ viewId }),
    }),
    /** Lets everybody see a view, or only its owner again. NOT_FOUND, FORBIDDEN for another's. */
    share: command({ access: operators, input: z.object({ viewId, isShared: z.boolean() }), output: done }),
    /** NOT_FOUND, FORBIDDEN for another's. */
    remove: command({ access: readers, input: z.object({ viewId }), output: done }),
    /** The order in which the person wants to see them; views left out come last. */
    order: command({ access: readers, input: z.object({ viewIds: z.array(viewId).max(200) }), output: done }),
    /** What the person searched for in a list, newest first, at most 8; nothing that may be about a patient. */
    recent: query({
      access: readers,
      input: z.object({ place: z.enum(viewPlaces) }),
      output: z.object({ searches: z.array(z.string()) }),
    }),
    /** Notes a search that the person is done writing; one that may be about a patient is not kept. */
    noteRecent: command({
      access: readers,
      input: z.object({ place: z.enum(viewPlaces), text: z.string().max(2000) }),
      output: done,
    }),
    /**
     * Keeps the text of a search in the core's memory, so that an address can name it without holding it: it may be about a patient.
     * For the person signed in only, for a day at most and not beyond the core's end. The same text has the same handle meanwhile.
     */
    hold: command({
      access: readers,
      input: z.object({ text: z.string().min(1).max(2000) }),
      output: z.object({ handle: heldHandle }),
    }),
    /** `text` null: never held, another person's, or forgotten. */
    held: query({
      access: readers,
      input: z.object({ handle: heldHandle }),
      output: z.object({ text: z.string().nullable() }),
    }),
  },
  events: {
    searched: event({ payload: nothing, stale: ['views.recent'] }),
    changed: event({ payload: nothing, stale: ['views.list', 'views.counts'] }),
  },
};
