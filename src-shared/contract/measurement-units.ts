import { z } from 'zod';
import { expectedList } from '../domain/units/site-units.ts';
import { findingStates, unitDecision, unitDecisionKinds } from '../domain/units/unit-decision.ts';
import { foundUnit } from '../domain/units/unit-finding.ts';
import { unitJudgements } from '../domain/units/unit-judgements.ts';
import { done, nothing, reason, requestId } from './common.ts';
import { administrators, command, event, exporters, query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();
const findingId = z.string().min(1).max(64);

/** `channelName`: the id where no name is known. `norwegianName`: of the analyte, null = none in the tables. `dueAt` ms UTC, null = none. */
const findingView = foundUnit.omit({ typical: true }).extend({
  channelName: z.string(),
  norwegianName: z.string().nullable(),
  state: z.enum(findingStates),
  isOverdue: z.boolean(),
  isBack: z.boolean(),
  owner: z.string().nullable(),
  dueAt: z.number().int().nullable(),
});

/** All parts narrow; *wanting* = open and overdue ones. */
export const findingViews = ['wanting', 'asked', 'settled', 'all'] as const;
const findingFilter = z.object({
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  view: z.enum(findingViews),
  judgement: z.enum(unitJudgements).nullable(),
});

/** Those who may decide about units: who runs integrations, and who answers for what results mean. */
const deciders = ['operator', 'approver', 'clinical-owner', 'administrator'] as const;

const when = z.number().int().nullable();
const place = z.object({ connectionId: z.string().nullable(), channelId: z.string().nullable() });

/** Findings about measurement units: how senders write the unit of each code, beside what the code or the receiver asks for. */
export const units = {
  procedures: {
    /**
     * Of the environment shown: what wants a person first, overdue ones above all, then urgent, then large. At most 500; `counts` are of all that fit
     * channel and judgement. `inOrder`: messages whose units are in order, `wrong`: those of all findings but of unknown codes. `judged`: channels
     * whose units are judged. `isCut`: there are more findings than are looked through (5000).
     */
    list: query({
      access: readers,
      input: z.object({ filter: findingFilter }),
      output: z.object({
        items: z.array(findingView),
        counts: z.object({ wanting: count, urgent: count, asked: count, settled: count, all: count }),
        inOrder: count,
        wrong: count,
        judged: count,
        isCut: z.boolean(),
        /** Channels with any that wants a person; not those of unknown codes alone. */
        channels: z.array(z.object({ connectionId: z.string(), channelId: z.string(), wanting: count })),
      }),
    }),
    /**
     * One finding: its judgement step by step, and a number of its traffic (or a usual one) in each unit it may be meant in. Null: not known here.
     * `days`: the last 90 days with any, days since 1970 UTC. `samples`: the newest messages. `inOrder`: messages of the same sender and code whose
     * unit is in order. `synonymRefused`: why it cannot be accepted as a synonym, a sentence under `units.refused.`; null = it can.
     */
    get: query({
      access: readers,
      input: z.object({ findingId }),
      output: z.object({
        finding: findingView.nullable(),
        expectedUcum: z.string().nullable(),
        formula: z.string().nullable(),
        reasons: z.array(z.object({ id: z.string(), params: z.record(z.string(), z.string()), message: z.string() })),
        example: z.object({ value: z.string(), isFromTraffic: z.boolean() }).nullable(),
        readings: z.array(
          z.object({ unit: z.string(), value: z.string(), isPlausible: z.boolean().nullable(), isAsSent: z.boolean() }),
        ),
        days: z.array(z.object({ day: z.number().int(), messages: count, urgent: count })),
        samples: z.array(z.object({ nativeId: z.string(), receivedAt: z.number().int() })),
        inOrder: count,
        decisions: z.array(unitDecision.omit({ key: true })),
        synonymRefused: z.string().nullable(),
      }),
    }),
    /**
     * *synonym* takes effect on what is judged from now on. @throws NOT_FOUND; CONFLICT (`units.refused.*`): the units are not of one scale, so that the
     * number would mean something else; BAD_INPUT: a date that is over, or *ignore* without one
     */
    decide: command({
      access: deciders,
      input: z.object({
        requestId,
        findingId,
        kind: z.enum(unitDecisionKinds),
        owner: z.string().trim().min(1).max(120).nullable(),
        dueAt: when,
        untilAt: when,
        reason,
      }),
      output: done,
    }),
    /** What it said no longer holds; it stays in the history. */
    withdraw: command({
      access: deciders,
      input: z.object({ requestId, findingId, decisionId: z.string().min(1).max(64), reason }),
      output: done,
    }),
    /** Which units receivers expect, by lists that people brought in. */
    expected: query({ access: readers, input: nothing, output: z.object({ lists: z.array(expectedList) }) }),
    /**
     * From CSV (columns `code`, `unit`, and `system`, in any order, separated by comma, semicolon or tab) or a FHIR ConceptMap whose targets are units.
     * @throws BAD_INPUT (`units.refused.list*`) naming the line that cannot be read
     */
    addExpected: command({
      access: administrators,
      input: place.extend({ requestId, name: z.string().trim().min(1).max(120), text: z.string().max(2_000_000) }),
      output: z.object({ count }),
    }),
    removeExpected: command({
      access: administrators,
      input: z.object({ requestId, listId: z.string().min(1).max(64) }),
      output: done,
    }),
    /** For the laboratory or quality staff: counts, no samples and no patient data. */
    report: command({
      access: exporters,
      input: z.object({ filter: findingFilter, format: z.enum(['html', 'csv']), language: z.enum(['nb', 'nn', 'en']) }),
      output: z.object({ text: z.string(), count }),
    }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['units.list', 'units.get', 'units.expected'] }),
  },
};
