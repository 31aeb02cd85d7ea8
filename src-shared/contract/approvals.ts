import { z } from 'zod';
import { approval, emergency } from '../domain/approval.ts';
import { messageRef } from '../domain/message.ts';
import { replayPolicy } from '../domain/replay-policy.ts';
import { runSettings } from '../domain/replay-run.ts';
import { done, reason, requestId } from './common.ts';
import { administrators, command, event, everyRole, operators, query, readers } from './procedure.ts';

const approvalId = z.string().min(1).max(64);
const runId = z.string().min(1).max(64);
const one = z.object({ approval });
const approvers = ['approver'] as const;

/**
 * A second person for what one may not send alone. Whoever agrees is another person than the one who asked and the one who sends, with an account and
 * a secret of their own, made before they were asked.
 */
export const approvals = {
  procedures: {
    policy: query({ access: everyRole, input: z.object({}), output: replayPolicy }),
    setPolicy: command({
      access: administrators,
      input: z.object({ requestId, policy: replayPolicy, reason }),
      output: done,
    }),
    /** For a planned run, with the settings it is to be started with. CONFLICT: it was begun already. */
    askRun: command({
      access: operators,
      input: z.object({ requestId, runId, settings: runSettings, reason }),
      output: one,
    }),
    /**
     * For one message as the engine holds it, in spite of what blocks it now. CONFLICT: nothing blocks it, something does that nobody can let through, or
     * `bodyHash` is not that of the plan.
     */
    askMessage: command({
      access: operators,
      input: z.object({
        requestId,
        ref: messageRef,
        destinationIds: z.array(z.string()).min(1).nullable(),
        targetConnectionId: z.string().nullable(),
        bodyHash: z.string().max(64),
        reason,
      }),
      output: one,
    }),
    /** Newest first, at most 500; `open`: neither refused, used nor lapsed. */
    list: query({
      access: readers,
      input: z.object({ open: z.boolean(), runId: runId.nullable(), ref: messageRef.nullable() }),
      output: z.object({ items: z.array(approval) }),
    }),
    /** The approver's own secret, once more: a session left open agrees to nothing. FORBIDDEN by the person who asked, or whose account is younger than the question. */
    grant: command({
      access: approvers,
      input: z.object({ requestId, approvalId, secret: z.string().max(200), reason }),
      output: one,
    }),
    refuse: command({ access: approvers, input: z.object({ requestId, approvalId, reason }), output: one }),
    /** Runs that were started alone where two are asked for; `open`: nobody else has looked at them yet. Newest first, at most 500. */
    emergencies: query({
      access: readers,
      input: z.object({ open: z.boolean(), runId: runId.nullable() }),
      output: z.object({ items: z.array(emergency) }),
    }),
    /** FORBIDDEN by the person who started it. */
    review: command({ access: approvers, input: z.object({ requestId, runId, reason }), output: done }),
  },
  events: {
    changed: event({
      payload: z.object({}),
      stale: ['approvals.list', 'approvals.policy', 'approvals.emergencies', 'replay.plan', 'audit.list'],
    }),
  },
};
