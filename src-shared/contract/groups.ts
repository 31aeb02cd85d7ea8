import { z } from 'zod';
import { causeRule, maxCauseRules } from '../domain/failure-cause/cause-rule.ts';
import { strippedKinds } from '../domain/failure-cause/error-template.ts';
import { failureCause } from '../domain/failure-cause/failure-cause.ts';
import { groupActs, groupEntry, groupStates } from '../domain/failure-group.ts';
import { failureKind } from '../domain/failure-kind.ts';
import { done, nothing, reason, requestId } from './common.ts';
import { administrators, command, event, operators, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const groupId = z.string().min(1).max(100);
const rules = z.array(causeRule).max(maxCauseRules);
const facet = z.object({ value: z.string().nullable(), count });

/**
 * Failures of one cause. `sample`: the redacted one-liner of one of them. `channelName`, `connectorName`: where the newest open one is,
 * by the engine's names; the connector null when none is open.
 * `ruleName`: of the site's rule that made it, null where none did or it is gone.
 * `owner`, `snoozedUntil`: while they hold, else null. `grownBy`: open failures more than when somebody last decided.
 */
const group = z.object({
  groupId,
  cause: failureCause,
  sample: z.string(),
  ruleName: z.string().nullable(),
  open: count,
  urgent: count,
  firstAt: z.number().int(),
  lastAt: z.number().int(),
  channelCount: count,
  channelName: z.string(),
  connectorName: z.string().nullable(),
  state: z.enum(groupStates),
  grownBy: count,
  owner: z.string().nullable(),
  snoozedUntil: z.number().int().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().int().nullable(),
});

export const groups = {
  procedures: {
    /** Every group with an open failure: those that want a person first, urgent ones before others, then by number. No cap. */
    list: query({
      access: readers,
      input: z.object({
        connectionId: z.string().nullable(),
        channelId: z.string().nullable(),
        kind: failureKind.nullable(),
      }),
      output: z.object({ items: z.array(group), wanting: count }),
    }),
    /**
     * One group with where and of what its failures are. `patients`: how many different ones, as far as their numbers are known.
     * `trend`: open failures in 48 stretches of half an hour until now. `group` null: no failure of that cause is kept (any more);
     * its history stays. `entries` newest first.
     */
    get: query({
      access: readers,
      input: z.object({ groupId }),
      output: z.object({
        group: group
          .extend({
            total: count,
            patients: count,
            trend: z.array(count),
            channels: z.array(
              z.object({ connectionId: z.string(), channelId: z.string(), channelName: z.string(), count }),
            ),
            messageTypes: z.array(facet),
            senders: z.array(facet),
          })
          .nullable(),
        runbook: z.string().nullable(),
        entries: z.array(groupEntry),
      }),
    }),
    /** Why a failure is in its group: what was compared, and what was left out of the comparison as differing from message to message. */
    why: query({
      access: readers,
      input: z.object({ failureId: z.string() }),
      output: z.object({
        groupId: groupId.nullable(),
        cause: failureCause,
        ruleName: z.string().nullable(),
        oneLine: z.string(),
        stripped: z.array(z.object({ what: z.enum(strippedKinds), from: z.string() })),
      }),
    }),
    /**
     * Decides for groups, with what the person saw of each. `owner` with *assign*, `until` (ms UTC, in the future) with *snooze*, `text` with
     * *resolve* (why), *note* and *runbook* (an http or https address; '' removes it); BAD_INPUT where one is missing.
     */
    act: command({
      access: operators,
      input: z.object({
        requestId,
        act: z.enum(groupActs),
        groups: z
          .array(z.object({ groupId, openThen: count, newestThen: z.number().int() }))
          .min(1)
          .max(500),
        owner: z.string().trim().min(1).max(100).nullable(),
        until: z.number().int().nullable(),
        text: z.string().trim().max(2000).nullable(),
      }),
      output: done,
    }),
    /**
     * Opens the runbook of a group outside the console; NOT_FOUND where there is none. The desktop shell opens `address` itself, so that no
     * page can name one: only what the journal keeps is opened. In a browser the page does.
     */
    openRunbook: command({
      access: readers,
      input: z.object({ groupId }),
      output: z.object({ address: z.string() }),
    }),
    /** The site's own rules for causes, in the order they are tried. `isRegrouping`: failures kept are still being put into the causes they make. */
    rules: query({
      access: readers,
      input: nothing,
      output: z.object({ rules: z.array(causeRule), isRegrouping: z.boolean() }),
    }),
    /**
     * What rules would do to the open failures kept, before they are saved. `causesNow`: over how many causes those that a rule would take are
     * spread today; `samples`: redacted one-liners of a few. Failures that an earlier rule takes are no longer there for a later one.
     * `looked`: of how many, the newest; `isAll` false: there are more.
     */
    tryRules: query({
      access: administrators,
      input: z.object({ rules }),
      output: z.object({
        looked: count,
        isAll: z.boolean(),
        rules: z.array(
          z.object({
            ruleId: z.string(),
            open: count,
            causesNow: count,
            causesThen: count,
            samples: z.array(z.string()),
          }),
        ),
      }),
    }),
    /** Takes the place of all rules there are; every failure kept is put into its cause anew, in the background. BAD_INPUT for two of one id. */
    saveRules: command({ access: administrators, input: z.object({ rules, reason }), output: done }),
  },
  events: {
    rulesChanged: event({ payload: nothing, stale: ['groups.rules', 'groups.list', 'groups.get', 'groups.why'] }),
    changed: event({
      payload: z.object({ groupIds: z.array(groupId) }),
      stale: ['groups.list', 'groups.get'],
    }),
  },
};
