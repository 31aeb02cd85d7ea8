import { z } from 'zod';
import { type Delivery, hasArrived } from './deliveries.ts';
import { type DocumentReceipt, documentsOf, type TraceDocument } from './documents.ts';
import type { Trace } from './trace.ts';
import { isNational } from './trace-facts.ts';

/**
 * How far one step is. *done*: it happened. *negative*: the answer was no. *late*: it happened after its time. *expected*: its time has not passed.
 * *missing*: its time has passed. *unknown*: nobody could be asked. *none*: this kind of message has no such step.
 */
export const stepStates = ['done', 'negative', 'late', 'expected', 'missing', 'unknown', 'none'] as const;
/** `at` when it happened, `dueAt` until when it is expected, ms UTC; null = not known. `code` of the answer. */
const step = z.object({
  state: z.enum(stepStates),
  at: z.number().int().nullable(),
  dueAt: z.number().int().nullable(),
  code: z.string().nullable(),
});
export type Step = z.infer<typeof step>;

/** The three answers that one message has, for one of those it is for. `recipient`: its id, else the name of the destination; null = not known. */
export const recipientSteps = z.object({
  recipient: z.string().nullable(),
  transport: step,
  receipt: step,
  answer: step,
});
export type RecipientSteps = z.infer<typeof recipientSteps>;

/** No receipt within 96 hours of the message's own time counts as a refusal (HIS 80415); so it is where the national format is used. */
export const receiptHours = 96;
const hourMs = 3_600_000;
const none: Step = { state: 'none', at: null, dueAt: null, code: null };

/** Of the newest answer, else of the newest order; empty where there is neither. */
export function recipientStepsOf(
  trace: Trace,
  { now, dueAt }: { now: number; dueAt: number | null },
): RecipientSteps[] {
  const documents = documentsOf(trace);
  const newest = (role: string) =>
    documents
      .filter(({ head }) => head.role === role)
      .toSorted((a, b) => a.writtenAt - b.writtenAt)
      .at(-1);
  const result = newest('result');
  const document = result ?? newest('order') ?? newest('referral') ?? newest('letter');
  if (document === undefined) return [];
  const answer: Step =
    result !== undefined
      ? none
      : { state: dueAt === null ? 'unknown' : dueAt > now ? 'expected' : 'missing', at: null, dueAt, code: null };
  const names = document.head.recipients.length > 0 ? document.head.recipients : placesOf(document);
  return names.map((recipient) => {
    const receipts = document.receipts.filter(({ by }) => by === recipient || names.length === 1);
    const deliveries = document.deliveries.filter(
      ({ destination }) => document.head.recipients.length > 0 || destination === recipient,
    );
    return {
      recipient,
      transport: transportOf(deliveries),
      receipt: receiptOf(document, { receipts, deliveries, now }),
      answer,
    };
  });
}

function placesOf({ deliveries }: TraceDocument): (string | null)[] {
  const names = [...new Set(deliveries.map(({ destination }) => destination))];
  return names.length === 0 ? [null] : names;
}

/** Where it has to go to several places, the one that lacks it. */
function transportOf(deliveries: readonly Delivery[]): Step {
  const wanted = deliveries.filter(({ state }) => state !== 'filtered');
  const lacking = wanted.find((delivery) => !hasArrived(delivery) && delivery.state !== 'refused');
  const found = lacking ?? wanted[0] ?? null;
  if (found === null) return { ...none, state: 'unknown' };
  const state = found.state === 'failed' ? 'negative' : lacking === undefined ? 'done' : 'expected';
  return { state, at: found.at, dueAt: null, code: null };
}

function receiptOf(
  { head, writtenAt }: TraceDocument,
  { receipts, deliveries, now }: { receipts: readonly DocumentReceipt[]; deliveries: readonly Delivery[]; now: number },
): Step {
  const dueAt = isNational(head.messageType) ? writtenAt + receiptHours * hourMs : null;
  const first = receipts.toSorted((a, b) => a.at - b.at)[0];
  if (first !== undefined) {
    const isLate = dueAt !== null && first.at > dueAt;
    const state =
      first.outcome === 'rejected' ? 'negative' : first.outcome === 'unknown' ? 'unknown' : isLate ? 'late' : 'done';
    return { state, at: first.at, dueAt, code: first.code };
  }
  const refused = deliveries.find(({ state }) => state === 'refused');
  if (refused !== undefined) return { state: 'negative', at: refused.at, dueAt, code: refused.code };
  const acknowledged = deliveries.find(({ state }) => state === 'acknowledged');
  if (acknowledged !== undefined) return { state: 'done', at: acknowledged.at, dueAt, code: acknowledged.code };
  if (deliveries.length > 0 && deliveries.every(({ state }) => state === 'handed-over')) return none;
  if (dueAt !== null) return { state: dueAt > now ? 'expected' : 'missing', at: null, dueAt, code: null };
  return { ...none, state: 'unknown' };
}
