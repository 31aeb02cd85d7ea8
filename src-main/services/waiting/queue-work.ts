import type { ChannelSnapshot, ChannelState } from '../../../src-shared/domain/channel.ts';
import { needsHaste } from '../../../src-shared/formats/needs-haste.ts';
import { readForList, redactLine } from '../../../src-shared/formats/read-for-list.ts';
import type { WaitingContent, WaitingRow } from '../../engines/engine.ts';

/** What is kept of a message's content: nothing of the patient. */
export type SeenContent = {
  isUrgent: boolean | null;
  messageControlId: string | null;
  messageType: string | null;
  errorLine: string | null;
};

/** The queue of one destination, as counted with every snapshot and read when somebody looks. `rows` are its head, in order. */
export type QueueWork = {
  channelId: string;
  channelName: string;
  connectorId: string;
  connectorName: string;
  connectorState: ChannelState;
  count: number;
  rows: WaitingRow[];
  seen: Map<string, SeenContent>;
  target: string | null;
  retryEveryMs: number | null;
  readAt: number | null;
  triedAt: number;
  hasFailed: boolean;
};

const readEveryMs = 30_000;
/** Until its head was tried once, which tells where a destination sends to. */
const untriedEveryMs = 10_000;

/** The destinations with something in their queue, each with what was read of it before. */
export function queuesOf(
  channels: readonly ChannelSnapshot[],
  before: ReadonlyMap<string, QueueWork>,
): Map<string, QueueWork> {
  const queues = new Map<string, QueueWork>();
  for (const channel of channels) {
    for (const connector of channel.connectors) {
      if (connector.role !== 'destination' || connector.queued === 0) continue;
      const key = queueKey(channel.channelId, connector.nativeId);
      queues.set(key, {
        ...(before.get(key) ?? unreadQueue),
        channelId: channel.channelId,
        channelName: channel.name,
        connectorId: connector.nativeId,
        connectorName: connector.name,
        connectorState: connector.state,
        count: connector.queued,
      });
    }
  }
  return queues;
}

const unreadQueue = {
  rows: [],
  seen: new Map<string, SeenContent>(),
  target: null,
  retryEveryMs: null,
  readAt: null,
  triedAt: Number.NEGATIVE_INFINITY,
  hasFailed: false,
};

export function queueKey(channelId: string, connectorId: string): string {
  return `${channelId}~${connectorId}`;
}

export function isDue(queue: QueueWork, now: number): boolean {
  const isUntried = queue.target === null && !queue.hasFailed && queue.rows.length > 0;
  return now - queue.triedAt >= (isUntried ? untriedEveryMs : readEveryMs);
}

/** Whether what a page shows of the queues is another than before. */
export function hasMoved(before: ReadonlyMap<string, QueueWork>, after: ReadonlyMap<string, QueueWork>): boolean {
  if (before.size !== after.size) return true;
  return [...after].some(([key, { count, connectorState }]) => {
    const old = before.get(key);
    return old?.count !== count || old.connectorState !== connectorState;
  });
}

/** Takes what a list may say out of the content; the content itself is dropped. */
export function see({ body, errorLine }: WaitingContent): SeenContent {
  const { summary, values } = readForList(body);
  return {
    isUrgent: summary === null ? null : needsHaste(summary),
    messageControlId: summary?.header.messageControlId ?? null,
    messageType: summary?.header.messageType ?? null,
    errorLine: errorLine === null ? null : redactLine(errorLine, values),
  };
}
