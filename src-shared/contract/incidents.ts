import { z } from 'zod';
import { alertActor } from '../domain/alerts/alert.ts';
import { alertSeverity } from '../domain/alerts/alert-rule.ts';
import { checkId, checkRule } from '../domain/duty/checklist.ts';
import { incident, incidentFacts, incidentLinks, linkedChannel } from '../domain/duty/incident.ts';
import { timelineEntry } from '../domain/duty/timeline.ts';
import { cursor, done, nothing, pageLimit, requestId } from './common.ts';
import { administrators, command, event, operators, query, readers } from './procedure.ts';

const incidentId = z.string().min(1).max(64);
const words = z.string().trim().min(3).max(2000);
const act = z.object({ requestId, incidentId });

/** What happened and who has it. Every text is refused (BAD_INPUT `duty.refused.*`) when it holds a number of a person or a piece of a message. */
export const incidents = {
  procedures: {
    /** Of the environment shown: those open, the most severe and then the oldest first, at most 500 and all on one page; or those resolved, newest first. */
    list: query({
      access: readers,
      input: z.object({ isOpen: z.boolean(), cursor, limit: pageLimit }),
      output: z.object({ items: z.array(incident), nextCursor: cursor }),
    }),
    /** NOT_FOUND also for one of another environment. */
    get: query({ access: readers, input: z.object({ incidentId }), output: z.object({ incident }) }),
    /** Its timeline, newest first; `total` of all lines. NOT_FOUND */
    entries: query({
      access: readers,
      input: z.object({ incidentId, cursor, limit: pageLimit }),
      output: z.object({ items: z.array(timelineEntry), nextCursor: cursor, total: z.number().int() }),
    }),
    /** The newest that this alert belongs to; null = none. */
    ofAlert: query({
      access: readers,
      input: z.object({ alertId: z.string().min(1).max(64) }),
      output: z.object({ incident: incident.nullable() }),
    }),
    /** Who can have one: accounts in use that may act on it. */
    people: query({ access: operators, input: nothing, output: z.object({ items: z.array(alertActor) }) }),
    /**
     * From an alert, which gives it its severity, subject and channel, or by hand with a title. What happened there since the alert fired is put on the timeline at once. An alert
     * that has an open incident gives that one. NOT_FOUND; BAD_INPUT `duty.refused.noTitle`
     */
    open: command({
      access: operators,
      input: z.object({
        requestId,
        alertId: z.string().min(1).max(64).nullable(),
        title: z.string().trim().min(3).max(200).nullable(),
        severity: alertSeverity.nullable(),
        channels: z.array(linkedChannel).max(50),
      }),
      output: z.object({ incidentId }),
    }),
    /** CONFLICT (`duty.refused.state`) when somebody has it already, or it is resolved; who has none before becomes its owner. */
    acknowledge: command({ access: operators, input: act, output: done }),
    /** `accountId` null = nobody. NOT_FOUND when there is no such account; BAD_INPUT (`duty.refused.owner`) for one that may not act. */
    assign: command({ access: operators, input: act.extend({ accountId: z.string().nullable() }), output: done }),
    note: command({ access: operators, input: act.extend({ text: words }), output: done }),
    /** CONFLICT (`duty.refused.state`) */
    resolve: command({ access: operators, input: act.extend({ cause: words }), output: done }),
    /** CONFLICT (`duty.refused.state`) */
    reopen: command({ access: operators, input: act.extend({ text: words }), output: done }),
    setSeverity: command({ access: operators, input: act.extend({ severity: alertSeverity }), output: done }),
    /** What is reported of it. Clocks that run from `awareAt` are set anew when it changes; BAD_INPUT (`duty.refused.aware`) when it lies ahead. */
    setFacts: command({ access: operators, input: act.extend({ facts: incidentFacts }), output: done }),
    /** All its links at once. What happens on a channel from then on comes to the timeline. */
    setLinks: command({ access: operators, input: act.extend({ links: incidentLinks }), output: done }),
    /** A point of the checklist is done, or is not after all. NOT_FOUND */
    check: command({ access: operators, input: act.extend({ checkId, isDone: z.boolean() }), output: done }),
    /**
     * The whole timeline as a file: who did what when, on which channel, and counts. People's own words are in it only `withWords`, with numbers of persons struck out; they are to be
     * read before the file is passed on. NOT_FOUND
     */
    export: command({
      access: operators,
      input: z.object({
        incidentId,
        format: z.enum(['html', 'json']),
        language: z.enum(['nb', 'nn', 'en']),
        withWords: z.boolean(),
      }),
      output: z.object({ bytes: z.instanceof(Uint8Array), lines: z.number().int() }),
    }),
    /** What new incidents get. */
    checklist: query({ access: readers, input: nothing, output: z.object({ rules: z.array(checkRule) }) }),
    /** All points, each once; open incidents keep theirs. BAD_INPUT (`duty.refused.checklist`) */
    saveChecklist: command({
      access: administrators,
      input: z.object({ requestId, rules: z.array(checkRule).length(checkId.options.length) }),
      output: done,
    }),
  },
  events: {
    changed: event({
      payload: z.object({ incidentId }),
      stale: ['incidents.list', 'incidents.get', 'incidents.entries', 'incidents.ofAlert', 'handover.draft'],
    }),
    checklistChanged: event({ payload: nothing, stale: ['incidents.checklist'] }),
  },
};
