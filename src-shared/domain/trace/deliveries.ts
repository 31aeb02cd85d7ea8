import { z } from 'zod';
import { type TraceDestination, type TraceMessage, traceFailure } from './trace.ts';

/**
 * How far one destination is. *acknowledged*: its receiver says that it took the message. *sent*: the engine says so, no answer could be read.
 * *handed-over*: the receiver is one that never answers. *passed-on*: to another channel, from which nothing is known.
 * *refused*: the receiver said no. *failed*: it did not get there.
 */
export const deliveryStates = [
  'acknowledged',
  'sent',
  'handed-over',
  'passed-on',
  'processing',
  'waiting',
  'refused',
  'failed',
  'filtered',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** `message`: its index in the trace. `code`: of the receiver's answer. `isChecked` false: only the index says so, the engine could not be asked. */
export const delivery = z.object({
  message: z.number().int(),
  channelName: z.string(),
  destination: z.string().nullable(),
  connectorId: z.string().nullable(),
  state: z.enum(deliveryStates),
  at: z.number().int().nullable(),
  code: z.string().nullable(),
  attempts: z.number().int(),
  failure: traceFailure.nullable(),
  isChecked: z.boolean(),
});
export type Delivery = z.infer<typeof delivery>;

const negative = /^(A[ER]|C[ER])$/i;
const positive = /^[AC]A$/i;
const refusals = new Set(['negative-ack', 'rejected-content']);

/** What the destinations of one message say; those that hand over to a channel whose message is known (`hasChild`) say nothing themselves. */
export function deliveriesOf(
  message: TraceMessage,
  index: number,
  hasChild: (nextChannelId: string) => boolean,
): Delivery[] {
  const { destinations } = message;
  if (destinations === null || destinations.length === 0) return [byStatus(message, index)];
  return destinations.flatMap((destination) =>
    destination.nextChannelId !== null && destination.state === 'sent' && hasChild(destination.nextChannelId)
      ? []
      : [ofDestination(message, index, destination)],
  );
}

const stateOfStatus: Readonly<Record<TraceMessage['status'], DeliveryState>> = {
  processing: 'processing',
  waiting: 'waiting',
  delivered: 'sent',
  filtered: 'filtered',
  failed: 'failed',
};

function byStatus({ status, channelName, failure }: TraceMessage, message: number): Delivery {
  const isRefused = status === 'failed' && failure !== null && refusals.has(failure.kind);
  return {
    message,
    channelName,
    destination: null,
    connectorId: null,
    state: isRefused ? 'refused' : stateOfStatus[status],
    at: null,
    code: null,
    attempts: 0,
    failure: status === 'failed' ? failure : null,
    isChecked: false,
  };
}

function ofDestination(
  { channelName, failure }: TraceMessage,
  message: number,
  { connectorId, name, state, endedAt, attempts, code, word, nextChannelId, expectsAck }: TraceDestination,
): Delivery {
  const told = { message, channelName, destination: name, connectorId, at: endedAt, code, attempts };
  const isChecked = word !== 'unchecked';
  const is = (found: DeliveryState): Delivery => ({
    ...told,
    state: found,
    failure: found === 'failed' || found === 'refused' ? failure : null,
    isChecked,
  });
  switch (state) {
    case 'sent':
      if (nextChannelId !== null) return is('passed-on');
      // An engine that does not read the answer calls a refused message sent.
      if (code !== null && negative.test(code)) return is('refused');
      if (code !== null && positive.test(code) && word === 'receiver') return is('acknowledged');
      return is(expectsAck === false ? 'handed-over' : 'sent');
    case 'errored':
      return is(
        (code !== null && negative.test(code)) || (failure !== null && refusals.has(failure.kind))
          ? 'refused'
          : 'failed',
      );
    case 'queued':
    case 'pending':
      return is('waiting');
    case 'filtered':
      return is('filtered');
    default:
      return is('processing');
  }
}

const ranks: Readonly<Record<DeliveryState, number>> = {
  acknowledged: 9,
  sent: 8,
  'handed-over': 7,
  'passed-on': 6,
  processing: 5,
  waiting: 4,
  refused: 2,
  failed: 2,
  filtered: 1,
};

/** One for each destination: once it got there, an attempt that failed before or after does not undo it; else the latest word counts. */
export function mergeDeliveries(deliveries: readonly Delivery[]): Delivery[] {
  const byPlace = new Map<string, Delivery>();
  for (const each of deliveries) {
    const place = `${each.channelName} ${each.connectorId ?? ''}`;
    const known = byPlace.get(place);
    if (known === undefined || ranks[each.state] >= ranks[known.state]) byPlace.set(place, each);
  }
  return [...byPlace.values()];
}

/** It got there, as far as anybody says. */
export function hasArrived({ state }: Delivery): boolean {
  return state === 'acknowledged' || state === 'sent' || state === 'handed-over';
}
