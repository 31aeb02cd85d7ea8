import { describe, expect, it } from 'vitest';
import { type ChannelRow, filterChannels } from './channel-filter.ts';

function aRow(part: Partial<ChannelRow>): ChannelRow {
  return {
    channelId: 'c',
    connectionId: 'e',
    name: 'Laboratory results',
    state: 'started',
    counters: { received: 0, filtered: 0, sent: 0, errored: 0 },
    queued: 0,
    connectors: [],
    revision: null,
    deployedAt: null,
    hasUndeployedChanges: false,
    tags: [],
    severity: 'fine',
    why: [],
    receivedPerMinute: null,
    sentPerMinute: null,
    erroredPerMinute: null,
    openFailures: 0,
    urgentFailures: 0,
    lastReceivedAt: null,
    lastSentAt: null,
    sparkline: [],
    observedAt: 0,
    isStale: false,
    ...part,
  };
}

const rows = [
  aRow({ channelId: '1', name: 'Laboratory results', tags: ['critical-path'], severity: 'critical' }),
  aRow({ channelId: '2', name: 'Orders to laboratory', severity: 'notice' }),
  aRow({ channelId: '3', name: 'Billing' }),
];
const ids = (typed: string, onlyTroubled = false) =>
  filterChannels(rows, { typed, onlyTroubled }, () => 'Engine A running').map(({ channelId }) => channelId);

describe('filterChannels', () => {
  it('keeps all when nothing is typed', () => {
    expect(ids(' ')).toEqual(['1', '2', '3']);
  });

  it('wants every word, in any order and case', () => {
    expect(ids('LABORATORY orders')).toEqual(['2']);
  });

  it('looks in tags and in the further words', () => {
    expect(ids('critical-path engine')).toEqual(['1']);
  });

  it('leaves only what needs somebody', () => {
    expect(ids('', true)).toEqual(['1']);
  });
});
