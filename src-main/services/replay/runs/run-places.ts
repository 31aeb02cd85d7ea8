import type { RunPlace } from '../../../../src-shared/domain/replay-run.ts';
import type { ChosenMessage } from './messages-of-set.ts';

const mostPlaces = 200;

/** Where messages go: by channel, type and the receiver they name, the fullest first. */
export function placesOf(messages: readonly ChosenMessage[]): RunPlace[] {
  const places = new Map<string, RunPlace>();
  for (const { channelId, connectionId, channelName, header, isUrgent } of messages) {
    const { messageType, receiver } = header;
    const key = JSON.stringify([connectionId, channelId, messageType, receiver]);
    const place = places.get(key) ?? { channelName, messageType, receiver, count: 0, urgent: 0 };
    places.set(key, { ...place, count: place.count + 1, urgent: place.urgent + (isUrgent ? 1 : 0) });
  }
  return [...places.values()].toSorted((one, other) => other.count - one.count).slice(0, mostPlaces);
}
