import { z } from 'zod';
import { gathered, handover as signed } from '../domain/duty/handover.ts';
import { cursor, done, nothing, pageLimit, requestId } from './common.ts';
import { command, event, operators, query, readers } from './procedure.ts';

const handoverId = z.string().min(1).max(64);

/** What one person on duty tells the next: gathered by the console, worded by a person, signed by both. */
export const handover = {
  procedures: {
    /** What would stand in one now, of the environment shown. Nothing is kept and no engine is asked. */
    draft: query({ access: readers, input: nothing, output: z.object({ gathered }) }),
    /** Newest first. */
    list: query({
      access: readers,
      input: z.object({ cursor, limit: pageLimit }),
      output: z.object({ items: z.array(signed), nextCursor: cursor }),
    }),
    /** NOT_FOUND */
    get: query({ access: readers, input: z.object({ handoverId }), output: z.object({ handover: signed }) }),
    /** Signs it with what is so now, gathered anew. `text` '' = nothing to add. BAD_INPUT `duty.refused.*` */
    sign: command({
      access: operators,
      input: z.object({ requestId, text: z.string().trim().max(4000) }),
      output: z.object({ handoverId }),
    }),
    /** Takes over. FORBIDDEN (`handover.refused.samePerson`) for who signed it; CONFLICT (`handover.refused.received`) when somebody has. */
    receive: command({
      access: operators,
      input: z.object({ requestId, handoverId, note: z.string().trim().min(3).max(1000).nullable() }),
      output: done,
    }),
    /** A page to print, or JSON. People's words stand in it, with numbers of persons struck out. NOT_FOUND */
    export: command({
      access: operators,
      input: z.object({ handoverId, format: z.enum(['html', 'json']), language: z.enum(['nb', 'nn', 'en']) }),
      output: z.object({ bytes: z.instanceof(Uint8Array) }),
    }),
  },
  events: {
    changed: event({ payload: z.object({ handoverId }), stale: ['handover.list', 'handover.get'] }),
  },
};
