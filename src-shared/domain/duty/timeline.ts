import { z } from 'zod';
import { alertActor } from '../alerts/alert.ts';

/**
 * What a line of the timeline says; the sentence is `incident.entry.<kind>`. Those of `alert-`, `braked`, `run` and `replay` are written by the console when it
 * happens, the others when a person does it here.
 */
export const entryKinds = [
  'opened',
  'alert-fired',
  'alert-worsened',
  'alert-acknowledged',
  'alert-resolved',
  'braked',
  'run',
  'replay',
  'acknowledged',
  'assigned',
  'severity',
  'note',
  'facts',
  'linked',
  'unlinked',
  'check-done',
  'check-undone',
  'resolved',
  'reopened',
] as const;
export const entryKind = z.enum(entryKinds);
export type EntryKind = z.infer<typeof entryKind>;

/**
 * One line; never changed. `person` null = the watch itself. `facts`: names of channels and rules, states and counts, no content. `text`: a person's words, null = none, or
 * forgotten at the end of retention. `at` ms UTC, when it happened, which may be before the incident was opened.
 */
export const timelineEntry = z.object({
  entry: z.number().int(),
  at: z.number().int(),
  kind: entryKind,
  person: alertActor.nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** `source`: names what it tells, so that the same happening makes one line; null = a person's own act. */
export type NewEntry = Omit<TimelineEntry, 'entry'> & { source: string | null };
