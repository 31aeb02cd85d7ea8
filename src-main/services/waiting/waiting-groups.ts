import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { WaitingRow } from '../../engines/engine.ts';
import type { QueueWork } from './queue-work.ts';

export type WaitingReceiver = OutputOf<'waiting.list'>['receivers'][number];
export type WaitingMessage = OutputOf<'waiting.messages'>['items'][number];
type WaitingQueue = WaitingReceiver['queues'][number];

/** The queues of one engine; `canRead` false = it tells how many wait, and nothing of them. */
export type EnginePart = {
  connectionId: string;
  engineName: string;
  canRead: boolean;
  queues: readonly QueueWork[];
};

/** One entry per receiver, whatever the channels; a destination that has not told where it sends to is one by itself. */
export function receiversOf(engine: EnginePart, now: number): WaitingReceiver[] {
  const byReceiver = new Map<string, QueueWork[]>();
  for (const queue of engine.queues) {
    const id = receiverIdOf(engine.connectionId, queue);
    byReceiver.set(id, [...(byReceiver.get(id) ?? []), queue]);
  }
  return [...byReceiver].map(([receiverId, works]) => {
    const queues = works.map((work) => viewOf(work, engine, now));
    const sum = (count: (queue: WaitingQueue) => number): number => queues.reduce((all, one) => all + count(one), 0);
    const oldest = queues.flatMap(({ head }) => head?.since ?? []);
    return {
      receiverId,
      connectionId: engine.connectionId,
      engineName: engine.engineName,
      target: works[0]?.target ?? null,
      names: [...new Set(works.map(({ connectorName }) => connectorName))],
      count: sum(({ count }) => count),
      lookedAt: sum(({ lookedAt }) => lookedAt),
      urgent: sum(({ urgent }) => urgent),
      oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
      queues,
    };
  });
}

export function receiverIdOf(connectionId: string, { target, channelId, connectorId }: QueueWork): string {
  return [connectionId, ...(target === null ? [channelId, connectorId] : [target])].join('~');
}

/** The messages listed of these queues, the oldest first. */
export function messagesOf(queues: readonly QueueWork[]): WaitingMessage[] {
  return queues
    .flatMap((queue) => queue.rows.map((row) => messageOf(queue, row)))
    .toSorted((a, b) => a.since - b.since);
}

/** Longest waiting first; those of which only the number is known last. */
export function compareReceivers(a: WaitingReceiver, b: WaitingReceiver): number {
  return (a.oldestAt ?? Number.MAX_SAFE_INTEGER) - (b.oldestAt ?? Number.MAX_SAFE_INTEGER) || b.count - a.count;
}

function viewOf(queue: QueueWork, { canRead }: EnginePart, now: number): WaitingQueue {
  const { channelId, channelName, connectorId, connectorName, connectorState, count, rows, seen, retryEveryMs } = queue;
  const [first] = rows;
  const looked = rows.flatMap(({ ref }) => seen.get(ref.nativeId) ?? []).filter(({ isUrgent }) => isUrgent !== null);
  return {
    channelId,
    channelName,
    connectorId,
    connectorName,
    connectorState,
    count,
    listed: Math.min(rows.length, count),
    lookedAt: Math.min(looked.length, count),
    urgent: looked.filter(({ isUrgent }) => isUrgent).length,
    head: first === undefined ? null : messageOf(queue, first),
    headError: first === undefined ? null : (seen.get(first.ref.nativeId)?.errorLine ?? null),
    retryEveryMs,
    nextTryAt: connectorState === 'started' ? nextTryOf(first, retryEveryMs, now) : null,
    readAt: queue.readAt,
    problemKey: canRead ? (queue.hasFailed ? 'waiting.problem.unread' : null) : 'waiting.problem.cannot',
  };
}

/** The first one after now in the rhythm of the tries known. */
function nextTryOf(head: WaitingRow | undefined, retryEveryMs: number | null, now: number): number | null {
  const lastTryAt = head?.lastTryAt ?? null;
  if (lastTryAt === null || retryEveryMs === null || retryEveryMs <= 0) return null;
  const passed = Math.max(1, Math.ceil((now - lastTryAt) / retryEveryMs));
  return lastTryAt + passed * retryEveryMs;
}

function messageOf(queue: QueueWork, row: WaitingRow): WaitingMessage {
  const content = queue.seen.get(row.ref.nativeId);
  return {
    ...row.ref,
    connectorId: queue.connectorId,
    channelName: queue.channelName,
    since: row.since,
    sendAttempts: row.sendAttempts,
    lastTryAt: row.lastTryAt,
    isUrgent: content?.isUrgent ?? null,
    messageControlId: content?.messageControlId ?? null,
    messageType: content?.messageType ?? null,
  };
}
