import type { ChannelCounters, ChannelSnapshot } from '../../src-shared/domain/channel.ts';

type Overrides = Partial<Omit<ChannelSnapshot, 'counters'>> & { counters?: Partial<ChannelCounters> };

/** A started channel without traffic. */
export function aSnapshot({ counters, ...overrides }: Overrides = {}): ChannelSnapshot {
  return {
    channelId: 'adt',
    name: 'ADT to laboratory',
    state: 'started',
    counters: { received: 0, filtered: 0, sent: 0, errored: 0, ...counters },
    queued: 0,
    connectors: [],
    revision: 1,
    deployedAt: null,
    hasUndeployedChanges: false,
    tags: [],
    ...overrides,
  };
}
