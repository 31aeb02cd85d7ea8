import type { QueueWork } from './queue-work.ts';

/** Of one channel's queues. `urgent` null = the content of none was seen yet. `oldestAt` ms UTC, of the urgent ones. */
export type UrgentWaiting = { channelId: string; urgent: { count: number; oldestAt: number } | null };

/** What was seen of the queues, by channel; channels with nothing waiting are left out. */
export function urgentByChannel(queues: readonly QueueWork[]): UrgentWaiting[] {
  return [...Map.groupBy(queues, ({ channelId }) => channelId)].map(([channelId, those]) => {
    const isSeen = those.some(({ seen }) => seen.size > 0);
    const since = those.flatMap(({ rows, seen }) =>
      rows.filter(({ ref }) => seen.get(ref.nativeId)?.isUrgent === true).map((row) => row.since),
    );
    const oldestAt = since.reduce((oldest, each) => Math.min(oldest, each), Number.MAX_SAFE_INTEGER);
    return { channelId, urgent: isSeen ? { count: since.length, oldestAt } : null };
  });
}
