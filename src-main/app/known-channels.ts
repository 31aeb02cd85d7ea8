import type { RunningEngines } from '../engines/running-engines.ts';
import type { NamedChannel } from '../services/contacts/named-channel.ts';
import type { HeaderSync } from '../services/messages/header-sync.ts';

/** The channels of every engine that runs, by the names that people know. */
export function namedChannels(engines: RunningEngines, sync: HeaderSync): NamedChannel[] {
  return engines
    .list()
    .flatMap(({ connection: { connectionId, name: engine } }) =>
      sync
        .states([connectionId])
        .map(({ channelId, channelName: channel }) => ({ connectionId, channelId, engine, channel })),
    );
}

/** Where findings about units are, by what the index knows of channels. */
export function unitPlaces(shownIds: () => string[], sync: HeaderSync) {
  return {
    idsIn: (connectionId: string | null) => shownIds().filter((id) => connectionId === null || id === connectionId),
    judgedCount: () => sync.states(shownIds()).filter(({ judgesUnits }) => judgesUnits).length,
    channelNameOf: ({ connectionId, channelId }: { connectionId: string; channelId: string }) =>
      sync.states([connectionId]).find((each) => each.channelId === channelId)?.channelName ?? channelId,
  };
}
