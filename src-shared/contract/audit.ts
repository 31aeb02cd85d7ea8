import { z } from 'zod';
import { auditEntry } from '../domain/audit-entry.ts';
import { cursor, nothing, pageLimit } from './common.ts';
import { auditors, event, query } from './procedure.ts';

export const audit = {
  procedures: {
    /** Newest first. `reason` is decrypted for auditors; null when its key was deleted at the end of retention. */
    list: query({
      access: auditors,
      input: z.object({
        cursor,
        limit: pageLimit,
        person: z.string().nullable(),
        procedure: z.string().nullable(),
        target: z.string().nullable(),
        from: z.number().int().nullable(),
        to: z.number().int().nullable(),
      }),
      output: z.object({ items: z.array(auditEntry), nextCursor: cursor, total: z.number().int() }),
    }),
    /**
     * Who looked for a person, newest first: asked by the number, or saw or did something with a message of theirs that the index knows. At most 500 lines
     * since `from` (ms UTC); `messages`: how many of the person's messages were looked for. The number stands nowhere afterwards. BAD_INPUT no number of a person.
     */
    ofPatient: query({
      access: auditors,
      audit: 'search',
      input: z.object({ text: z.string().trim().min(11).max(20) }),
      output: z.object({
        items: z.array(auditEntry),
        isCut: z.boolean(),
        messages: z.number().int().nonnegative(),
        from: z.number().int(),
      }),
    }),
    /** Walks the whole chain and its signed checkpoints. `brokenAt` is the first bad sequence, null when whole. */
    verify: query({
      access: auditors,
      input: nothing,
      output: z.object({
        entries: z.number().int(),
        checkpoints: z.number().int(),
        brokenAt: z.number().int().nullable(),
        message: z.string().nullable(),
      }),
    }),
  },
  events: {
    appended: event({ payload: z.object({ sequence: z.number().int() }), stale: ['audit.list'] }),
  },
};
