import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type WaitingReceiver = OutputOf<'waiting.list'>['receivers'][number];
export type WaitingQueue = WaitingReceiver['queues'][number];
export type WaitingMessage = OutputOf<'waiting.messages'>['items'][number];

export const receiverIdOf = ({ receiverId }: WaitingReceiver): string => receiverId;
export const receiverNameOf = ({ names }: WaitingReceiver): string => names.join(', ');
export const messageIdOf = ({ connectionId, channelId, connectorId, nativeId }: WaitingMessage): string =>
  [connectionId, channelId, connectorId, nativeId].join('/');

/** How a message is called in one line: never by anything of the patient. */
export function messageNameOf({ messageType, messageControlId, nativeId }: WaitingMessage): string {
  return [messageType, messageControlId].filter(Boolean).join(' · ') || nativeId;
}

/** The queue whose head has waited longest, null when none was read yet. */
export function oldestQueueOf({ queues }: WaitingReceiver): WaitingQueue | null {
  const known = queues.filter(({ head }) => head !== null);
  return known.reduce<WaitingQueue | null>(
    (oldest, queue) => (oldest === null || (queue.head?.since ?? 0) < (oldest.head?.since ?? 0) ? queue : oldest),
    null,
  );
}

/** How long until the next try in the queue's rhythm, in ms; null when it is not known. */
export function untilNextTry(
  { nextTryAt, retryEveryMs }: Pick<WaitingQueue, 'nextTryAt' | 'retryEveryMs'>,
  now: number,
): number | null {
  if (nextTryAt === null || retryEveryMs === null || retryEveryMs <= 0) return null;
  const passed = Math.max(0, Math.ceil((now - nextTryAt) / retryEveryMs));
  return nextTryAt + passed * retryEveryMs - now;
}
