import { z } from 'zod';
import { alertActor } from '../alerts/alert.ts';
import { alertSeverity } from '../alerts/alert-rule.ts';
import { environment } from '../connection.ts';
import { runState } from '../replay-run.ts';
import { checkId } from './checklist.ts';
import { incidentState } from './incident.ts';

const at = z.number().int();
const count = z.number().int().nonnegative();
/** `items` are the first of `total`. */
const listOf = <T extends z.ZodType>(item: T) => z.object({ total: count, items: z.array(item) });

/** The most of each kind that a handover names one by one; the rest is counted. */
export const mostNamed = 50;

/**
 * What the next person must know, as the console found it at `gatheredAt` (ms UTC). No message, no id of one and no patient. `stopped`: channels that stand still because a
 * person stopped or paused them from here. `failures` open now; `planned`: maintenance that lasts or is to come.
 */
export const gathered = z.object({
  gatheredAt: at,
  incidents: listOf(
    z.object({
      incidentId: z.string(),
      number: z.string(),
      subject: z.object({ kind: z.string(), name: z.string() }).nullable(),
      title: z.string().nullable(),
      state: incidentState,
      severity: alertSeverity,
      owner: z.string().nullable(),
      openedAt: at,
      nextDue: z.object({ checkId, dueAt: at }).nullable(),
    }),
  ),
  silences: listOf(z.object({ name: z.string(), until: at, person: z.string(), reason: z.string().nullable() })),
  stopped: listOf(
    z.object({
      connectionId: z.string(),
      channelId: z.string(),
      name: z.string(),
      state: z.string(),
      at,
      person: z.string(),
    }),
  ),
  runs: listOf(
    z.object({ runId: z.string(), state: runState, person: z.string(), createdAt: at, total: count, waiting: count }),
  ),
  unknownReplays: listOf(
    z.object({ replayId: z.string(), channelName: z.string(), person: z.string(), createdAt: at }),
  ),
  emergencies: listOf(z.object({ runId: z.string(), at, person: z.string(), messages: count, dueAt: at })),
  planned: listOf(
    z.object({ name: z.string(), from: at, until: at, person: z.string(), reason: z.string().nullable() }),
  ),
  failures: z.object({
    open: count,
    urgent: count,
    channels: z.array(z.object({ name: z.string(), open: count, urgent: count })),
  }),
  /** Answers that should have come by now, of the connections shown. */
  overdue: z.object({ total: count, urgent: count }),
});
export type Gathered = z.infer<typeof gathered>;

/**
 * A handover that one person has signed. `text` is theirs; null, as `gathered`, when forgotten at the end of retention. `received`: who took over, another account;
 * null = nobody has yet.
 */
export const handover = z.object({
  handoverId: z.string(),
  environment,
  signedAt: at,
  signedBy: alertActor,
  text: z.string().nullable(),
  gathered: gathered.nullable(),
  received: z.object({ at, person: alertActor, note: z.string().nullable() }).nullable(),
});
export type Handover = z.infer<typeof handover>;
