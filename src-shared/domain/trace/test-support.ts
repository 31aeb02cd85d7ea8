import { linkMessages } from './link-messages.ts';
import type { Trace, TraceDestination, TraceHole, TraceMessage } from './trace.ts';

export const nine = Date.UTC(2026, 10, 2, 9, 0);
export const minuteMs = 60_000;

let count = 0;

/** A message that nothing is wrong with; `minutes` after nine o'clock. */
export function messageOf({
  minutes = 0,
  id,
  ...given
}: Partial<TraceMessage> & { minutes?: number; id?: string } = {}): TraceMessage {
  count += 1;
  const at = nine + minutes * minuteMs;
  const controlId = id ?? `M${count}`;
  return {
    ref: { connectionId: 'hospital', channelId: 'results', nativeId: String(count) },
    channelName: 'Results',
    receivedAt: at,
    status: 'delivered',
    messageControlId: controlId,
    messageType: 'ORU^R01',
    sender: 'LAB',
    receiver: 'EHR',
    isRead: true,
    role: 'result',
    version: 'final',
    versionAt: at,
    isUrgent: false,
    report: null,
    refersTo: null,
    receipt: null,
    recipients: [],
    requesters: [],
    orders: ['o1'],
    patients: ['p1'],
    parent: null,
    isCopy: false,
    destinations: [destinationOf({ endedAt: at + 1000 })],
    failure: null,
    ...given,
  };
}

export function orderOf(given: Parameters<typeof messageOf>[0] = {}): TraceMessage {
  const ref = { connectionId: 'hospital', channelId: 'orders', nativeId: String(1000 + count) };
  return messageOf({
    ref,
    channelName: 'Orders',
    role: 'order',
    version: null,
    messageType: 'OML^O21',
    sender: 'EHR',
    ...given,
  });
}

export function destinationOf(given: Partial<TraceDestination> = {}): TraceDestination {
  return {
    connectorId: '1',
    name: 'Record system',
    state: 'sent',
    endedAt: nine,
    attempts: 1,
    word: 'receiver',
    code: 'AA',
    nextChannelId: null,
    expectsAck: true,
    ...given,
  };
}

export function traceOf(messages: TraceMessage[], holes: TraceHole[] = []): Trace {
  const sorted = messages.toSorted((a, b) => a.receivedAt - b.receivedAt);
  return { messages: sorted, links: linkMessages(sorted), holes, isCut: false };
}
