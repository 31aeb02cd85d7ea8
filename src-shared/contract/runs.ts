import { z } from 'zod';
import { messageClass } from '../domain/message-class.ts';
import { hazard } from '../domain/replay.ts';
import {
  leftOutWhy,
  replayRun,
  runAwaits,
  runCounts,
  runItem,
  runItemPick,
  runSettings,
  runStep,
} from '../domain/replay-run.ts';
import { affectedPart } from './affected.ts';
import { cursor, pageLimit, reason, requestId } from './common.ts';
import { failureFilter } from './failure-filter.ts';
import { command, event, exporters, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const runId = z.string().min(1).max(64);

/** The most messages of one run. */
export const mostPlanned = 20_000;

const leftOut = z.array(z.object({ class: messageClass, key: leftOutWhy.shape.key, count }));
/**
 * The first messages that are to go, judged as a replay of one is; `unread` of them could not be read now. At most 20. Of a hazard with
 * several outcomes there is a row for each.
 */
const sample = z.object({
  looked: count,
  unread: count,
  hazards: z.array(hazard.pick({ kind: true, outcome: true, blocks: true }).extend({ count })),
});
const oneRun = z.object({ run: replayRun });

/** Runs: many messages sent again by one decision. */
export const runs = {
  procedures: {
    /**
     * Freezes messages by their ids, orders them, and leaves out what must not go; sends nothing. `beyond`: more match than one run takes.
     * Delivered messages enter only from an affected set. BAD_INPUT `run.refused.empty`: nothing is chosen that is kept.
     */
    plan: command({
      access: operators,
      input: z.object({
        requestId,
        scope: z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('these'),
            failureIds: z.array(z.string().min(1).max(400)).min(1).max(mostPlanned),
          }),
          z.object({ kind: z.literal('matching'), filter: failureFilter }),
          z.object({ kind: z.literal('affected'), setId: z.string().min(1).max(64), part: affectedPart }),
        ]),
      }),
      output: z.object({ run: replayRun, counts: runCounts, leftOut, beyond: z.boolean(), sample }),
    }),
    /** The first of those that wait, judged as they are now; sends nothing. */
    sample: query({ access: operators, audit: 'view', input: z.object({ runId }), output: z.object({ sample }) }),
    /**
     * How many of those that wait are older versions of a report that stands in the run as well, which `settings.newestOnly` leaves out; `unread` could
     * not be compared, and would go. Sends nothing. ENGINE_*: an engine does not answer.
     */
    olderVersions: query({
      access: operators,
      audit: 'view',
      input: z.object({ runId }),
      output: z.object({ older: count, unread: count }),
    }),
    /**
     * Begins to send, at once or at `settings.startsAt`, within seven days, or when the target is back (`settings.whenBack`, looked for during seven days; a test message is a must
     * then). CONFLICT: it was begun already. BAD_INPUT `run.refused.startsAt` | `run.refused.whenBack`. Every hazard is judged directly before each message, which is left out where one is found
     * that is not among `settings.acceptedHazards`. More messages than one person may send alone need `approvalId` (`approvals.askRun`), or why they
     * cannot wait for one (`emergency`), which is put on the list of what another person has to look at: CONFLICT `approval.needed.many`.
     */
    start: command({
      access: operators,
      input: z.object({
        requestId,
        runId,
        settings: runSettings,
        reason,
        approvalId: z.string().max(64).optional(),
        emergency: reason.optional(),
      }),
      output: oneRun,
    }),
    /** Stops before the next message; one under way is carried to its outcome. */
    pause: command({ access: operators, input: z.object({ requestId, runId }), output: oneRun }),
    /** Goes on with one that stands; begins one at once that waits for its moment. */
    resume: command({ access: operators, input: z.object({ requestId, runId }), output: oneRun }),
    /** Ends it for good; what is waiting is not sent. */
    cancel: command({ access: operators, input: z.object({ requestId, runId, reason }), output: oneRun }),
    /**
     * The run as a file in UTF-8: *html* to read and print, in `language`; *json* and *csv* by names that do not change. Before its start it is the
     * plan. Without content and numbers of patients; `isRevealed` adds the numbers, of at most `mostRevealed` messages, and needs a reason.
     * `next`: who takes it from here and when, as it stands in the report. NOT_FOUND; BAD_INPUT `report.refused.*`
     */
    report: command({
      access: exporters,
      input: z.object({
        runId,
        format: z.enum(['html', 'json', 'csv']),
        language: z.enum(['nb', 'nn', 'en']),
        isRevealed: z.boolean(),
        reason: reason.nullable(),
        next: z.object({ owner: z.string().trim().max(200), date: z.string().trim().max(60) }).nullable(),
      }),
      output: z.object({ bytes: z.instanceof(Uint8Array), rows: count }),
    }),
    list: query({
      access: readers,
      input: z.object({ cursor, limit: pageLimit }),
      output: z.object({ items: z.array(replayRun.extend({ counts: runCounts })), nextCursor: cursor }),
    }),
    /** `awaits`: of a run that waits until its target is back; null otherwise. */
    get: query({
      access: readers,
      input: z.object({ runId }),
      output: z.object({
        run: replayRun,
        counts: runCounts,
        leftOut,
        steps: z.array(runStep),
        awaits: runAwaits.nullable(),
      }),
    }),
    /** By place, of those that stand as `only` says (null = all); `after` 0 = from the first, and `skip` of them passed over. */
    items: query({
      access: readers,
      input: z.object({
        runId,
        only: runItemPick.nullable().default(null),
        after: count,
        skip: count.default(0),
        limit: z.number().int().min(1).max(1000),
      }),
      output: z.object({ items: z.array(runItem) }),
    }),
  },
  events: {
    changed: event({
      payload: z.object({ runId }),
      stale: ['runs.list', 'runs.get', 'runs.items', 'approvals.emergencies', 'audit.list'],
    }),
  },
};
