import { z } from 'zod';
import { messageRef } from '../domain/message.ts';
import { hazard, replay as replayRecord } from '../domain/replay.ts';
import { cursor, pageLimit, reason, requestId } from './common.ts';
import { findingFacts } from './message-body.ts';
import { acceptedErrors, editPlan } from './message-edit.ts';
import { command, event, operators, query, readers } from './procedure.ts';

/**
 * `edit` null = bytes as the engine holds them. `destinationIds` null = all; a plan then judges for those it preselects, if any.
 * `targetConnectionId`: sent over that connection, past the message's own engine; null = back to its own engine.
 */
const planInput = z.object({
  ref: messageRef,
  edit: editPlan.nullable(),
  destinationIds: z.array(z.string()).min(1).nullable(),
  targetConnectionId: z.string().nullable().default(null),
});

export const replay = {
  procedures: {
    /**
     * Hazards and targets before anything is decided. `isBlocked`: a hazard that cannot be let through was found.
     * `introducedErrors`, `isJudged` and `newProblems` as `message.previewEdit` has them: what the edit makes wrong.
     */
    plan: query({
      access: operators,
      audit: 'view',
      input: planInput,
      output: z.object({
        hazards: z.array(hazard),
        isBlocked: z.boolean(),
        destinations: z.array(
          z.object({
            connectorId: z.string(),
            name: z.string(),
            target: z.string().nullable(),
            state: z.string(),
            isMissing: z.boolean(),
            isPreselected: z.boolean(),
          }),
        ),
        sizeBytes: z.number().int(),
        bodyHash: z.string(),
        introducedErrors: z.number().int(),
        isJudged: z.boolean(),
        newProblems: z.array(findingFacts.omit({ reference: true })),
      }),
    }),
    /**
     * Sends once: claim → intent journaled → copies looked for → in air → outcome. Returns when the engine accepted, rejected, or the answer was lost;
     * confirmation follows by event. `bodyHash` must be the one planned or previewed (CONFLICT otherwise). `acceptedHazards` lists the non-blocking kinds seen and let through.
     * The edit is judged anew: CONFLICT `edit.refused.introducedErrors` or `edit.refused.notJudged` when `acceptedErrors` is null.
     */
    start: command({
      access: operators,
      input: planInput.extend({
        requestId,
        reason,
        bodyHash: z.string(),
        /** Of a second person who has agreed to what blocks it (`approvals.askMessage`). */
        approvalId: z.string().max(64).optional(),
        acceptedHazards: z.array(z.string()),
        acceptedErrors,
      }),
      output: z.object({ replay: replayRecord }),
    }),
    list: query({
      access: readers,
      input: z.object({ cursor, limit: pageLimit, state: z.enum(['open', 'all']) }),
      output: z.object({ items: z.array(replayRecord), nextCursor: cursor, open: z.number().int() }),
    }),
    get: query({
      access: readers,
      input: z.object({ replayId: z.string() }),
      output: z.object({ replay: replayRecord }),
    }),
    /** Every replay of one message, newest first. */
    ofMessage: query({
      access: readers,
      input: z.object({ ref: messageRef }),
      output: z.object({ items: z.array(replayRecord) }),
    }),
    /** Looks at the engine again for an *unknown* or unsettled replay. Sends nothing. */
    lookAgain: command({
      access: operators,
      input: z.object({ replayId: z.string() }),
      output: z.object({ replay: replayRecord }),
    }),
    /** A person settled it otherwise (phoned, paper, new order). */
    settleOtherwise: command({
      access: operators,
      input: z.object({ requestId, replayId: z.string(), reason }),
      output: z.object({ replay: replayRecord }),
    }),
  },
  events: {
    changed: event({
      payload: z.object({ replayId: z.string(), failureId: z.string().nullable() }),
      stale: [
        'replay.list',
        'replay.get',
        'replay.ofMessage',
        'replay.plan',
        'failures.list',
        'failures.count',
        'failures.get',
        'failures.facets',
        'groups.list',
        'groups.get',
        'monitor.overview',
        'audit.list',
      ],
    }),
  },
};
