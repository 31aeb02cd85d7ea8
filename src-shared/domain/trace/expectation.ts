import { z } from 'zod';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** *answer* to an order, or *receipt* of a message. */
export const expectationKinds = ['answer', 'receipt'] as const;
export const expectationKind = z.enum(expectationKinds);

/** *missing*: nothing came. *preliminary*: no last version. *undelivered*: it came here and no destination has it. */
export const overdueStates = ['missing', 'preliminary', 'undelivered'] as const;
export const overdueState = z.enum(overdueStates);
export type OverdueState = z.infer<typeof overdueState>;

const name = z.string().max(200);

/**
 * What a time is for: a channel, the sending and the receiving system, the type of the message, the section that answers. Null = whichever;
 * '' = messages that do not say.
 */
export const timeScope = z.object({
  kind: expectationKind,
  connectionId: name.nullable(),
  channelId: name.nullable(),
  sender: name.nullable(),
  receiver: name.nullable(),
  messageType: name.nullable(),
  testGroup: name.nullable(),
});
export type TimeScope = z.infer<typeof timeScope>;

const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 60);

/** Within how long something is to be answered, minutes 1..60 days, as a person has set it. */
export const setTime = z.object({
  timeId: z.string().min(1).max(64),
  scope: timeScope,
  urgentMinutes: minutes,
  routineMinutes: minutes,
  at: z.number().int(),
  person: z.object({ accountId: z.string(), name: z.string() }),
  reason: z.string().nullable(),
});
export type SetTime = z.infer<typeof setTime>;

/**
 * How long is waited. By *hand*, as *learned* from `count` answers, or as is *standard* until something else is known.
 */
export const waitSource = z.enum(['hand', 'learned', 'standard']);
export type WaitSource = z.infer<typeof waitSource>;
export type Wait = { ms: number; by: WaitSource; count: number; timeId: string | null };

/** Until a site says otherwise: most laboratories answer an urgent order within hours and a common one within two days; receipts by HIS 80415. */
const standard = {
  answer: { urgentMs: 4 * hourMs, routineMs: 48 * hourMs },
  receipt: { urgentMs: 96 * hourMs, routineMs: 96 * hourMs },
} as const;

/** Fewer answers tell nothing; and what usually takes seconds is not overdue after a minute. */
export const leastLearned = { routine: 50, urgent: 20 } as const;
const shortestLearnedMs = hourMs;

type Usual = { count: number; p95Ms: number } | null;
/** Where something is ordered of whom; '' = not told. */
export type Relation = { [Part in Exclude<keyof TimeScope, 'kind'>]: string } & Pick<TimeScope, 'kind'>;

/** How long an answer is waited for: as a person set it most closely, else as it usually takes, else as is standard. An urgent one never longer than others. */
export function waitOf(
  relation: Relation & { urgent: Usual; routine: Usual },
  isUrgent: boolean,
  times: readonly SetTime[],
): Wait {
  const time = closest(relation, times);
  if (time !== null) {
    const { timeId, urgentMinutes, routineMinutes } = time;
    return { ms: (isUrgent ? urgentMinutes : routineMinutes) * minuteMs, by: 'hand', count: 0, timeId };
  }
  const routine = usual(relation.routine, leastLearned.routine) ?? plain(standard[relation.kind].routineMs);
  if (!isUrgent) return routine;
  const urgent = usual(relation.urgent, leastLearned.urgent) ?? plain(standard[relation.kind].urgentMs);
  return urgent.ms <= routine.ms ? urgent : routine;
}

function usual(known: Usual, least: number): Wait | null {
  if (known === null || known.count < least) return null;
  return { ms: Math.max(shortestLearnedMs, known.p95Ms), by: 'learned', count: known.count, timeId: null };
}

function plain(ms: number): Wait {
  return { ms, by: 'standard', count: 0, timeId: null };
}

/** The one that names most; of two, the later. */
function closest(relation: Relation, times: readonly SetTime[]): SetTime | null {
  const fitting = times.filter(({ scope }) => isIn(relation, scope));
  const [first = null] = fitting.toSorted((a, b) => namedIn(b.scope) - namedIn(a.scope) || b.at - a.at);
  return first;
}

const parts = ['connectionId', 'channelId', 'sender', 'receiver', 'messageType', 'testGroup'] as const;

function isIn(relation: Relation, scope: TimeScope): boolean {
  if (relation.kind !== scope.kind) return false;
  return parts.every((part) => scope[part] === null || scope[part]?.toLowerCase() === relation[part].toLowerCase());
}

function namedIn(scope: TimeScope): number {
  return parts.filter((part) => scope[part] !== null).length;
}

/** Until when the answer to an order is to be expected, ms UTC, as the one who asks knows it: of an order whose traffic is not known. */
export function standardDueAt({ at, isUrgent }: { at: number; isUrgent: boolean }): number {
  return at + (isUrgent ? standard.answer.urgentMs : standard.answer.routineMs);
}
