import { z } from 'zod';
import { indexedMessage } from '../domain/indexed-message.ts';
import { messageRef, processingState } from '../domain/message.ts';
import { conclusion } from '../domain/trace/conclusion.ts';
import { recipientSteps } from '../domain/trace/recipient-steps.ts';
import { timelineEntry } from '../domain/trace/timeline.ts';
import { traceHole, traceLink } from '../domain/trace/trace.ts';
import { reportVersion, traceRole } from '../domain/trace/trace-facts.ts';
import { requestId } from './common.ts';
import { command, everyRole, operators, query } from './procedure.ts';

const count = z.number().int().nonnegative();
const time = z.number().int();

/** Why somebody may be told (Norwegian access log, `norway` §3.2). */
export const askReasons = ['health-care', 'fault-finding', 'patient-request', 'deviation'] as const;

/** Who asks. `unitIds`: HER-ids and the like of the unit, for whom names are not masked. `phone` '' = none given. */
const caller = z.object({
  name: z.string().trim().min(2).max(120),
  unit: z.string().trim().min(2).max(120),
  unitIds: z.array(z.string().trim().min(1).max(60)).max(20),
  phone: z.string().trim().max(40),
});

/**
 * *number*: of a patient, a requisition, a sample, a control id, or a case, as it was typed or read by a scanner. *birth*: without a number; days as `YYYYMMDD`,
 * `requester` is a part of the name or the id of who ordered. *message*: one that is known, such as one of a choice.
 */
const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), text: z.string().trim().min(1).max(100) }),
  z.object({
    kind: z.literal('birth'),
    birthDate: z.string().regex(/^\d{8}$/),
    day: z.string().regex(/^\d{8}$/),
    requester: z.string().trim().min(2).max(120),
  }),
  z.object({ kind: z.literal('message'), ref: messageRef }),
]);

/**
 * One answer. `asOf` ms UTC: when it was looked for. `isMasked`: names of the parties are left out, for the
 * caller's unit is none of them. `waiting`: what else waits at the same place; null = it is not about waiting, or the engine does not tell.
 * `subject`: the message that it is about.
 */
const story = z.object({
  asOf: time,
  isMasked: z.boolean(),
  conclusion,
  subject: messageRef.nullable(),
  subjectRole: traceRole.nullable(),
  subjectVersion: reportVersion.nullable(),
  waiting: z.object({ total: count, urgent: count.nullable() }).nullable(),
  steps: z.array(recipientSteps),
  timeline: z.array(timelineEntry),
  holes: z.array(traceHole),
  /** Everything that came to the channels that are read, from then on, ms UTC; null = they are not level. */
  since: time.nullable(),
});

/** Kinds of numbers of persons, and what is wrong with one that was mistyped. */
const personKinds = z.enum(['fnr', 'dnr', 'hnr', 'fhn', 'duf']);

/** One business event of several that match. `at` when it began. Nothing of it tells what was examined. */
const choice = z.object({
  ref: messageRef,
  role: traceRole,
  at: time,
  lastAt: time,
  code: conclusion.shape.code,
  isUrgent: z.boolean(),
  party: z.string().nullable(),
});

/** An earlier answer that was asked for again by its number. `person` asked then, at `at` ms UTC. */
const reopened = z.object({ caseNumber: z.string(), at: time, person: z.string() });

const graphNode = indexedMessage.extend({
  role: traceRole,
  version: reportVersion.nullable(),
  isUrgent: z.boolean(),
  isRead: z.boolean(),
  isCopy: z.boolean(),
  code: z.string().nullable(),
  destinations: z.array(
    z.object({
      connectorId: z.string(),
      name: z.string(),
      state: processingState,
      at: time.nullable(),
      code: z.string().nullable(),
      isChecked: z.boolean(),
    }),
  ),
});

/** Traces: what became of one business event over channels and engines, and the answer to who asks. */
export const trace = {
  procedures: {
    /**
     * Answers a caller; that it was asked, by whom and why, stands in the audit log. *mistyped*: eleven digits that are no number of a person and of no order. *many*: how many match, and
     * more must be told. *choice*: events of one person, newest first. *answer*: under the number of a case, by which any console with the same journal asks
     * for it again. @throws NOT_FOUND the message is not known any more, or the case
     */
    ask: command({
      access: everyRole,
      input: z.object({ requestId, caller, reason: z.enum(askReasons), question }),
      output: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('mistyped'), faults: z.array(z.string()) }),
        z.object({ kind: z.literal('many'), persons: count, events: count }),
        z.object({
          kind: z.literal('choice'),
          personKind: personKinds.nullable(),
          items: z.array(choice),
          isCut: z.boolean(),
        }),
        z.object({
          kind: z.literal('answer'),
          personKind: personKinds.nullable(),
          caseNumber: z.string().nullable(),
          reopened: reopened.nullable(),
          story,
        }),
      ]),
    }),
    /** A message's story, looked for anew. @throws NOT_FOUND */
    story: query({
      access: operators,
      audit: 'view',
      input: z.object({ ref: messageRef }),
      output: story,
    }),
    /** The whole trace of a message, oldest first, at most 2 000. `links` by place in `nodes`. @throws NOT_FOUND */
    graph: query({
      access: operators,
      audit: 'view',
      input: z.object({ ref: messageRef }),
      output: z.object({
        nodes: z.array(graphNode),
        links: z.array(traceLink),
        holes: z.array(traceHole),
        isCut: z.boolean(),
        asOf: time,
      }),
    }),
  },
  events: {},
};
