import { z } from 'zod';
import { contact, contactFields } from '../domain/contacts/contact.ts';
import { done, nothing, requestId } from './common.ts';
import { command, event, everyRole, operators, query } from './procedure.ts';

const count = z.number().int().nonnegative();
const file = z.string().max(2_000_000);
/** `fault` names the sentence; `line` counts from 1; `column` null = the line or the file as a whole. */
const faults = z.array(z.object({ line: count, column: z.string().nullable(), fault: z.string() }));

/** Whom to call about a system, a partner, a unit or a channel. Kept for the whole installation; nothing of patients. */
export const contacts = {
  procedures: {
    /** By name. */
    list: query({ access: everyRole, input: nothing, output: z.object({ items: z.array(contact) }) }),
    /**
     * Writes one; `contactId` null = a new one. @throws NOT_FOUND it is gone; CONFLICT one of that name about that channel exists, or there are too many;
     * BAD_INPUT a text holds the number of a person
     */
    save: command({
      access: operators,
      input: z.object({ requestId, contactId: z.string().nullable(), contact: contactFields }),
      output: z.object({ contactId: z.string() }),
    }),
    /** @throws NOT_FOUND */
    remove: command({ access: operators, input: z.object({ requestId, contactId: z.string() }), output: done }),
    /** What a file would change. Nothing is written; of the faults the first 200. */
    readFile: query({
      access: operators,
      input: z.object({ text: file }),
      output: z.object({ added: count, changed: count, same: count, faults, faultCount: count }),
    }),
    /** Takes a file over: adds, and changes those of the same name about the same channel. All of it, or nothing. @throws BAD_INPUT it has a fault */
    takeFile: command({
      access: operators,
      input: z.object({ requestId, text: file }),
      output: z.object({ added: count, changed: count, same: count }),
    }),
    /** All as CSV, in the columns that `takeFile` reads. */
    writeFile: command({ access: operators, input: nothing, output: z.object({ text: z.string() }) }),
  },
  events: { changed: event({ payload: nothing, stale: ['contacts.list'] }) },
};
