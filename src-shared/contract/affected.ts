import { z } from 'zod';
import {
  affectedCounts,
  affectedCoverage,
  affectedFilter,
  affectedMessage,
  affectedNote,
  affectedSet,
  deployment,
} from '../domain/affected-set.ts';
import { messageStatus } from '../domain/indexed-message.ts';
import { cursor, done, pageLimit, reason, requestId } from './common.ts';
import { command, event, exporters, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const setId = z.string().min(1).max(64);

/** A part of a set; all null = whole. `receiver`, `sender` '' = messages that name none. */
export const affectedPart = z.object({
  receiver: z.string().max(400).nullable(),
  sender: z.string().max(400).nullable(),
  status: messageStatus.nullable(),
  isUncertain: z.boolean().nullable(),
});

/** Affected sets: any messages touched by one fault, delivered ones too; frozen, and kept in the journal. */
export const affected = {
  procedures: {
    /** Which revisions of a channel ran when, newest first, at most 500. `since`: nothing is known of what ran before, ms UTC, null = of nothing. */
    deployments: query({
      access: readers,
      input: z.object({ connectionId: z.string(), channelId: z.string() }),
      output: z.object({ items: z.array(deployment), since: z.number().int().nullable() }),
    }),
    /**
     * What a set would hold now; nothing is kept and no engine is asked. @throws BAD_INPUT `search.fault.*`, `affected.refused.*`
     */
    preview: query({
      access: operators,
      audit: 'search',
      input: z.object({ filter: affectedFilter }),
      output: z.object({ counts: affectedCounts, coverage: affectedCoverage }),
    }),
    /**
     * Freezes a set: whatever matches now, at most 100 000, for good. With a revision the engine is asked for the messages that were in work
     * while it was deployed or replaced (at most ten rows of its audit). BAD_INPUT also when nothing matches.
     */
    freeze: command({
      access: operators,
      input: z.object({ requestId, name: z.string().trim().min(3).max(200), filter: affectedFilter }),
      output: z.object({ setId }),
    }),
    /** Newest first; only those of the environment shown. */
    list: query({
      access: readers,
      input: z.object({ cursor, limit: pageLimit }),
      output: z.object({ items: z.array(affectedSet), nextCursor: cursor }),
    }),
    get: query({
      access: readers,
      input: z.object({ setId }),
      output: z.object({ set: affectedSet.nullable(), notes: z.array(affectedNote) }),
    }),
    /** Its messages as they stood when it was frozen, newest first. NOT_FOUND */
    messages: query({
      access: readers,
      input: z.object({ setId, part: affectedPart, cursor, limit: pageLimit }),
      output: z.object({ items: z.array(affectedMessage), nextCursor: cursor }),
    }),
    note: command({
      access: operators,
      input: z.object({ setId, text: z.string().trim().min(3).max(2000) }),
      output: done,
    }),
    /**
     * A set or a part of it as a file in UTF-8, with what it covers: no content, no keys, ids that could be a person's number masked.
     * NOT_FOUND
     */
    export: command({
      access: exporters,
      input: z.object({ setId, part: affectedPart, format: z.enum(['csv', 'json']), reason }),
      output: z.object({ bytes: z.instanceof(Uint8Array), rows: count }),
    }),
  },
  events: {
    frozen: event({ payload: z.object({ setId }), stale: ['affected.list', 'affected.get'] }),
    noted: event({ payload: z.object({ setId }), stale: ['affected.get'] }),
    deployed: event({
      payload: z.object({ connectionId: z.string(), channelId: z.string() }),
      stale: ['affected.deployments', 'affected.preview'],
    }),
  },
};
