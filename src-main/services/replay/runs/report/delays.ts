import type { Delay, ReportMessage } from './run-report.ts';

type Timed = Pick<ReportMessage, 'receiver' | 'channelName' | 'messageType' | 'isUrgent' | 'at' | 'confirmedAt'>;

/** Of what is confirmed; urgent first, then where most went. */
export function delaysOf(messages: readonly Timed[]): Delay[] {
  const groups = new Map<string, { of: Timed; delays: number[] }>();
  for (const message of messages) {
    const { receiver, channelName, messageType, isUrgent, at, confirmedAt } = message;
    if (confirmedAt === null) continue;
    const key = JSON.stringify([receiver, channelName, messageType, isUrgent]);
    const group = groups.get(key) ?? { of: message, delays: [] };
    group.delays.push(Math.max(0, confirmedAt - at));
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ of: { receiver, channelName, messageType, isUrgent }, delays }) => {
      const sorted = delays.toSorted((one, other) => one - other);
      return {
        ...{ receiver, channelName, messageType, isUrgent, count: sorted.length },
        medianMs: sorted[Math.ceil(sorted.length / 2) - 1] ?? 0,
        longestMs: sorted.at(-1) ?? 0,
      };
    })
    .toSorted((one, other) => Number(other.isUrgent) - Number(one.isUrgent) || other.count - one.count);
}
