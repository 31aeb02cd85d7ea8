import { createHash } from 'node:crypto';
import type { AffectedCounts, AffectedMessage, AffectedRecipient } from '../../../src-shared/domain/affected-set.ts';
import { messageStatuses } from '../../../src-shared/domain/indexed-message.ts';

type DestinationsOf = (place: { connectionId: string; channelId: string }) => string[];

/** Counts messages as they come, and hashes the list: who holds the same list gets the same hash, SHA-256 hex over one JSON line a message. */
export function createCounter(destinationsOf: DestinationsOf) {
  const statuses = new Map<string, number>();
  const senders = new Map<string | null, number>();
  const recipients = new Map<string, AffectedRecipient>();
  const hash = createHash('sha256');
  let total = 0;
  let uncertain = 0;

  function add(message: AffectedMessage): void {
    const { connectionId, channelId, channelName, nativeId, status, receivedAt, header, isUncertain } = message;
    total += 1;
    if (isUncertain) uncertain += 1;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    senders.set(header.sender, (senders.get(header.sender) ?? 0) + 1);
    const key = JSON.stringify([connectionId, channelId, header.receiver]);
    const recipient = recipients.get(key) ?? {
      ...{ connectionId, channelId, channelName, receiver: header.receiver },
      destinations: destinationsOf({ connectionId, channelId }),
      count: 0,
      delivered: 0,
    };
    recipient.count += 1;
    if (status === 'delivered') recipient.delivered += 1;
    recipients.set(key, recipient);
    const line = [connectionId, channelId, nativeId, status, receivedAt, header.messageControlId, isUncertain];
    hash.update(`${JSON.stringify(line)}\n`);
  }

  return {
    add,
    total: () => total,
    digest: (): string => hash.copy().digest('hex'),
    counts: (): AffectedCounts => ({
      total,
      uncertain,
      statuses: messageStatuses.flatMap((status) =>
        statuses.has(status) ? [{ status, count: statuses.get(status) ?? 0 }] : [],
      ),
      senders: [...senders].map(([sender, count]) => ({ sender, count })).toSorted(mostFirst),
      recipients: [...recipients.values()].toSorted(mostFirst),
    }),
  };
}

function mostFirst(a: { count: number }, b: { count: number }): number {
  return b.count - a.count;
}
