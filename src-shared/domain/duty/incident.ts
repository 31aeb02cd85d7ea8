import { z } from 'zod';
import { alertActor } from '../alerts/alert.ts';
import { alertSeverity } from '../alerts/alert-rule.ts';
import { environment } from '../connection.ts';
import { checkItem } from './checklist.ts';

/** *open* → *acknowledged* (somebody has it) → *resolved*, with its cause; *reopened* stands as *open* does. */
export const incidentStates = ['open', 'acknowledged', 'resolved', 'reopened'] as const;
export const incidentState = z.enum(incidentStates);
export type IncidentState = z.infer<typeof incidentState>;

export const incidentActs = ['acknowledge', 'resolve', 'reopen'] as const;
export type IncidentAct = (typeof incidentActs)[number];

const nextStates: Readonly<Record<IncidentAct, { from: readonly IncidentState[]; to: IncidentState }>> = {
  acknowledge: { from: ['open', 'reopened'], to: 'acknowledged' },
  resolve: { from: ['open', 'acknowledged', 'reopened'], to: 'resolved' },
  reopen: { from: ['resolved'], to: 'reopened' },
};

/** @returns null when the act does not fit the state */
export function stateAfter(state: IncidentState, act: IncidentAct): IncidentState | null {
  const { from, to } = nextStates[act];
  return from.includes(state) ? to : null;
}

/** Whether patients may have been harmed; nobody has judged it until somebody says so. */
export const harms = ['not-judged', 'no', 'yes'] as const;

export const linkedChannel = z.object({
  connectionId: z.string().min(1).max(100),
  channelId: z.string().min(1).max(200),
  name: z.string().min(1).max(300),
});
export type LinkedChannel = z.infer<typeof linkedChannel>;

/** What an incident is about, by id; at most 200 of each. `runbook`: an address (http, https) that people open themselves. */
export const incidentLinks = z.object({
  alerts: z.array(z.string().min(1).max(64)).max(200),
  groups: z.array(z.string().min(1).max(200)).max(200),
  channels: z.array(linkedChannel).max(200),
  affectedSets: z.array(z.string().min(1).max(64)).max(200),
  runbook: z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/\S+$/i)
    .nullable(),
});
export type IncidentLinks = z.infer<typeof incidentLinks>;

/** What is reported of it. `controllers`: who is responsible for the data touched; `awareAt` ms UTC: since when it is known that data were touched; null = not told. */
export const incidentFacts = z.object({
  controllers: z.string().trim().max(500).nullable(),
  awareAt: z.number().int().nonnegative().nullable(),
  confidentialityLost: z.boolean(),
  integrityLost: z.boolean(),
  availabilityLost: z.boolean(),
  harm: z.enum(harms),
  deviationNumber: z.string().trim().max(100).nullable(),
});
export type IncidentFacts = z.infer<typeof incidentFacts>;

export const nothingKnown: IncidentFacts = {
  controllers: null,
  awareAt: null,
  confidentialityLost: false,
  integrityLost: false,
  availabilityLost: false,
  harm: 'not-judged',
  deviationNumber: null,
};

/**
 * One incident as it stands. `number` is for people: `H-2026-0007`, counted from 1 each year by the clock in Norway. `subject`: the alert it was opened from
 * (`alert.rule.<kind>` and a place), null = opened by hand, then `title` says what. `title`, `cause`, `facts.controllers`, `facts.deviationNumber` and
 * `links.runbook` are people's words: null = not told, or forgotten at the end of retention. Times ms UTC.
 */
export const incident = z.object({
  incidentId: z.string(),
  number: z.string(),
  environment,
  openedAt: z.number().int(),
  openedBy: alertActor,
  subject: z.object({ kind: z.string(), name: z.string(), engineName: z.string() }).nullable(),
  title: z.string().nullable(),
  state: incidentState,
  severity: alertSeverity,
  owner: alertActor.nullable(),
  acknowledgedAt: z.number().int().nullable(),
  resolvedAt: z.number().int().nullable(),
  cause: z.string().nullable(),
  facts: incidentFacts,
  links: incidentLinks,
  checks: z.array(checkItem),
});
export type Incident = z.infer<typeof incident>;

/** `H-2026-0007`: the year is Norway's, where the night of 31 December ends an hour before UTC's. */
export function incidentNumber(year: number, count: number): string {
  return `H-${year}-${String(count).padStart(4, '0')}`;
}

const years = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Oslo', year: 'numeric' });
export function yearInNorway(at: number): number {
  return Number(years.format(at));
}

/** Whether something at this place belongs to it; `channelId` null = the engine itself, which all its channels hang on. */
export function concerns(
  { links }: Pick<Incident, 'links'>,
  { connectionId, channelId }: { connectionId: string; channelId: string | null },
): boolean {
  return links.channels.some(
    (linked) => linked.connectionId === connectionId && (channelId === null || linked.channelId === channelId),
  );
}
