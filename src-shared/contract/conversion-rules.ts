import { z } from 'zod';
import { environment } from '../domain/connection.ts';
import { messageRef } from '../domain/message.ts';
import { conversionTest, keptRule, ruleStates } from '../domain/units/conversion-rule.ts';
import { decidedBy } from '../domain/units/unit-decision.ts';
import { done, nothing, reason, requestId } from './common.ts';
import { administrators, command, event, everyRole, exporters, operators, query } from './procedure.ts';

const one = z.object({ ruleId: z.string().min(1).max(64), version: z.number().int().min(1) });
const proposers = ['operator', 'approver', 'clinical-owner', 'administrator'] as const;
const clinicalOwners = ['clinical-owner'] as const;

const ruleView = keptRule.extend({ state: z.enum(ruleStates), channelName: z.string() });

/**
 * Rules by which results are converted when a message is sent again. A rule touches no traffic by itself: a person applies it to a message, sees what
 * comes out, and sends that through the replay's plan.
 */
export const rules = {
  procedures: {
    /** Every version, newest first, of the environment shown. `connections`: where rules may be applied; off in PRODUCTION until an administrator says otherwise. */
    list: query({
      access: everyRole,
      input: nothing,
      output: z.object({
        items: z.array(ruleView),
        connections: z.array(
          z.object({ connectionId: z.string(), name: z.string(), environment, isAllowed: z.boolean() }),
        ),
      }),
    }),
    /**
     * What a rule of this finding would do. `refusal`: why there can be none, a sentence under `rules.refused.`; null = there can. `tests`: numbers to be
     * looked over, by exact arithmetic. `owners`: who may be asked to approve.
     */
    draft: query({
      access: everyRole,
      input: z.object({ findingId: z.string().min(1).max(64) }),
      output: z.object({
        refusal: z.string().nullable(),
        formula: z.string().nullable(),
        version: z.number().int().min(1),
        tests: z.array(conversionTest),
        owners: z.array(decidedBy),
      }),
    }),
    /** @throws CONFLICT (`rules.refused.*`): it can be no rule, or a test does not come out; BAD_INPUT: dates, or the clinical owner is the proposer or none */
    propose: command({
      access: proposers,
      input: z.object({
        requestId,
        findingId: z.string().min(1).max(64),
        tests: z.array(conversionTest).min(1).max(50),
        validFrom: z.number().int(),
        validUntil: z.number().int(),
        clinicalOwnerId: z.string().min(1).max(64),
        reason,
      }),
      output: one,
    }),
    /** By the clinical owner named in it alone, with the own secret once more. FORBIDDEN, CONFLICT (`rules.refused.*`). */
    approve: command({
      access: clinicalOwners,
      input: one.extend({ requestId, secret: z.string().max(200), reason }),
      output: done,
    }),
    refuse: command({ access: clinicalOwners, input: one.extend({ requestId, reason }), output: done }),
    /** From then on nothing is converted by it, also what is planned already. */
    withdraw: command({ access: proposers, input: one.extend({ requestId, reason }), output: done }),
    allow: command({
      access: administrators,
      input: z.object({ requestId, connectionId: z.string().min(1).max(64), isAllowed: z.boolean(), reason }),
      output: done,
    }),
    /** Rules that could be applied to a message of this channel now. `isAllowed` false: there may be some, but none may be applied on this connection. */
    forMessage: query({
      access: operators,
      input: z.object({ ref: messageRef }),
      output: z.object({ items: z.array(ruleView), isAllowed: z.boolean() }),
    }),
    /** *csv*: a table of all; *concept-map* (FHIR R4) and *pseudo-code* for the engine's own transformer: those in use. */
    export: command({
      access: exporters,
      input: z.object({ format: z.enum(['csv', 'concept-map', 'pseudo-code']) }),
      output: z.object({ text: z.string(), count: z.number().int().nonnegative() }),
    }),
  },
  events: { changed: event({ payload: nothing, stale: ['rules.list', 'rules.draft', 'rules.forMessage'] }) },
};
