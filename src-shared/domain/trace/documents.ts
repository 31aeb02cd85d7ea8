import { type Delivery, deliveriesOf, hasArrived, mergeDeliveries } from './deliveries.ts';
import { joinGroups } from './join-groups.ts';
import { nameOf } from './link-messages.ts';
import type { Trace, TraceMessage } from './trace.ts';
import { isNational, type ReceiptFact } from './trace-facts.ts';

/** An application receipt for a document. `message`: its index in the trace; `by`: who sent it, as it says. */
export type DocumentReceipt = ReceiptFact & { message: number; at: number; by: string | null };

/**
 * One message as people mean it: what a sender sent once, on its way through channels, with the copies that replays made of it.
 * `messages`: indexes in the trace, oldest first; `head`: the first. `writtenAt`: its own time, else when it came, ms UTC.
 */
export type TraceDocument = {
  messages: readonly number[];
  head: TraceMessage;
  writtenAt: number;
  isUrgent: boolean;
  deliveries: readonly Delivery[];
  receipts: readonly DocumentReceipt[];
};

/** Oldest first. Receipts belong to what they answer and are none of their own. */
export function documentsOf({ messages, links }: Pick<Trace, 'messages' | 'links'>): TraceDocument[] {
  const joining = links.filter(({ why }) => why === 'copy' || why === 'lineage' || why === 'control-id');
  const groups = joinGroups(
    messages.length,
    joining.map(({ from, to }) => [from, to]),
  ).map((indexes) => indexes.filter((index) => messages[index]?.role !== 'receipt'));
  return groups.flatMap((indexes) => documentOf({ messages, links }, indexes) ?? []);
}

function documentOf({ messages, links }: Pick<Trace, 'messages' | 'links'>, indexes: number[]): TraceDocument | null {
  const own = indexes.flatMap((index) => {
    const message = messages[index];
    return message === undefined ? [] : [{ message, index }];
  });
  const head = own.find(({ message }) => message.isRead)?.message ?? own[0]?.message;
  if (head === undefined) return null;
  const receipts = links.flatMap(({ from, to, why }): DocumentReceipt[] => {
    const found = messages[to];
    if (why !== 'receipt' || !indexes.includes(from) || found === undefined || found.receipt === null) return [];
    return [{ ...found.receipt, message: to, at: found.versionAt ?? found.receivedAt, by: found.sender }];
  });
  const deliveries = own.flatMap(({ message, index }) =>
    deliveriesOf(message, index, (channelId) => hasChild(own, message, channelId)),
  );
  return {
    messages: indexes,
    head,
    writtenAt: head.versionAt ?? head.receivedAt,
    isUrgent: own.some(({ message }) => message.isUrgent),
    deliveries: withReceipts(mergeDeliveries(deliveries), receipts, head),
    receipts,
  };
}

function hasChild(own: readonly { message: TraceMessage }[], { ref }: TraceMessage, channelId: string): boolean {
  const name = nameOf(ref);
  return own.some(
    ({ message: { parent, ref: child } }) =>
      parent !== null && nameOf(parent) === name && child.channelId === channelId,
  );
}

/**
 * What an application receipt says of a document counts for where it was sent: nobody else could have answered. Where there were several places
 * nothing tells which of them did, and only a refusal counts, for it must not be overlooked. Of each receiver the first receipt is the final one
 * (HIS 80415).
 */
function withReceipts(deliveries: Delivery[], receipts: readonly DocumentReceipt[], head: TraceMessage): Delivery[] {
  const sent = deliveries.filter(hasArrived);
  const oldestFirst = receipts.toSorted((a, b) => a.at - b.at);
  const final = oldestFirst.filter(({ by }, at) => oldestFirst.findIndex((other) => other.by === by) === at);
  const rejected = final.find(({ outcome }) => outcome === 'rejected');
  const accepted = final.find(
    ({ outcome, by }) => (outcome === 'accepted' || outcome === 'accepted-with-errors') && isFor(head, by),
  );
  return deliveries.map((delivery) => {
    if (!hasArrived(delivery)) return delivery;
    if (rejected !== undefined) return { ...delivery, state: 'refused', code: rejected.code, at: rejected.at };
    if (accepted === undefined || sent.length > 1) return delivery;
    return { ...delivery, state: 'acknowledged', code: accepted.code, at: accepted.at };
  });
}

/** National parties have ids of their own: a yes of one whom the document was not for says nothing of the one it was for. */
function isFor({ messageType, recipients }: TraceMessage, by: string | null): boolean {
  return !isNational(messageType) || recipients.length === 0 || by === null || recipients.includes(by);
}
