import { z } from 'zod';
import { messageRef } from '../message.ts';
import type { Conclusion } from './conclusion.ts';
import { type Delivery, type DeliveryState, deliveryStates } from './deliveries.ts';
import { documentsOf, type TraceDocument } from './documents.ts';
import type { Trace } from './trace.ts';
import { reportVersion, traceRole } from './trace-facts.ts';

/**
 * What happened. *came*: the document reached the engine. *replayed*: a copy of it was made. *receipt*: an application receipt arrived.
 * *delivery*: how far a destination is, see `state`. *missing*: what should have happened and did not.
 */
export const timelineKinds = ['came', 'replayed', 'delivery', 'receipt', 'missing'] as const;

/**
 * One line. `at` ms UTC, null = it has not happened or nobody says when. `party`: who sent it, of *receipt* who answered. `isMissing`: the step that
 * the conclusion is about.
 */
export const timelineEntry = z.object({
  kind: z.enum(timelineKinds),
  at: z.number().int().nullable(),
  role: traceRole,
  version: reportVersion.nullable(),
  channelName: z.string(),
  party: z.string().nullable(),
  destination: z.string().nullable(),
  state: z.enum(deliveryStates).nullable(),
  code: z.string().nullable(),
  attempts: z.number().int(),
  ref: messageRef.nullable(),
  isMissing: z.boolean(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

const arrived: ReadonlySet<DeliveryState> = new Set(['acknowledged', 'sent', 'handed-over', 'passed-on']);

/** All documents of a trace, oldest first; what has not happened stands last. Messages that belong to no order, answer or letter are left out. */
export function timelineOf(trace: Trace, conclusion: Conclusion): TimelineEntry[] {
  const entries = documentsOf(trace)
    .filter(({ head }) => head.role !== 'other' || trace.messages.length === 1)
    .flatMap((document) => entriesOf(trace, document, conclusion));
  if (conclusion.code === 'never-received' || conclusion.code === 'awaited')
    entries.push({
      ...blank,
      kind: 'missing',
      role: 'result',
      at: null,
      isMissing: conclusion.code === 'never-received',
    });
  return entries.sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
}

const blank = {
  version: null,
  channelName: '',
  party: null,
  destination: null,
  state: null,
  code: null,
  attempts: 0,
  ref: null,
} as const;

function entriesOf({ messages }: Trace, document: TraceDocument, conclusion: Conclusion): TimelineEntry[] {
  const { head, deliveries, receipts } = document;
  const own = { role: head.role, version: head.version, isMissing: false };
  const came = document.messages.flatMap((index, position): TimelineEntry[] => {
    const message = messages[index];
    if (message === undefined || (position > 0 && !message.isCopy)) return [];
    const { channelName, ref, receivedAt: at, sender: party } = message;
    return [{ ...blank, ...own, kind: message.isCopy ? 'replayed' : 'came', at, channelName, party, ref }];
  });
  const told = receipts.map(({ at, by, code, message }): TimelineEntry => {
    const found = messages[message];
    const channelName = found?.channelName ?? '';
    return { ...blank, ...own, kind: 'receipt', at, channelName, party: by, code, ref: found?.ref ?? null };
  });
  const delivered = deliveries.map((delivery): TimelineEntry => {
    const { message, channelName, destination, state, at, code, attempts } = delivery;
    const ref = messages[message]?.ref ?? null;
    const isMissing = isSame(delivery, conclusion.delivery) && !arrived.has(state);
    return { ...blank, ...own, kind: 'delivery', at, channelName, destination, state, code, attempts, ref, isMissing };
  });
  return [...came, ...delivered, ...told];
}

function isSame(one: Delivery, other: Delivery | null): boolean {
  return (
    other !== null &&
    one.message === other.message &&
    one.connectorId === other.connectorId &&
    one.channelName === other.channelName
  );
}
