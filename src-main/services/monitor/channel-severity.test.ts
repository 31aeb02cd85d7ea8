import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../../../test/fakes/snapshots.ts';
import { type ChannelFacts, compareChannels, judgeChannel } from './channel-severity.ts';

function facts(overrides: Partial<ChannelFacts> = {}, snapshot = {}): ChannelFacts {
  return {
    snapshot: aSnapshot(snapshot),
    engineState: 'up',
    erroredLately: 0,
    receivedLastHour: 0,
    queuedBefore: null,
    queuedLeast: null,
    openFailures: 0,
    urgentFailures: 0,
    isStale: false,
    ...overrides,
  };
}
function judged(of: ChannelFacts) {
  const { severity, why } = judgeChannel(of);
  return [severity, ...why.map(({ key }) => key.replace('overview.why.', ''))];
}

describe('judgeChannel', () => {
  it('finds nothing in a channel that runs', () => {
    expect(judged(facts())).toEqual(['fine']);
  });

  it.each([
    ['stoppedWithQueue', facts({}, { state: 'stopped', queued: 3 })],
    ['stoppedWithTraffic', facts({ receivedLastHour: 12 }, { state: 'stopped' })],
    ['engineDown', facts({ engineState: 'down' })],
    ['engineRefused', facts({ engineState: 'refused' })],
    ['erroredLately', facts({ erroredLately: 1 })],
  ])('is critical when %s', (reason, of) => {
    expect(judged(of)).toEqual(['critical', reason]);
  });

  it('is critical when an urgent message failed, with the plain failures behind', () => {
    expect(judged(facts({ openFailures: 2, urgentFailures: 1 }))).toEqual([
      'critical',
      'urgentFailures',
      'openFailures',
    ]);
  });

  it.each([
    ['queueGrowing', facts({ queuedBefore: 5, queuedLeast: 0 }, { queued: 6 })],
    ['queueStanding', facts({ queuedBefore: 9, queuedLeast: 2 }, { queued: 2 })],
    ['openFailures', facts({ openFailures: 1 })],
    ['stale', facts({ isStale: true })],
    ['stateUnknown', facts({}, { state: 'unknown' })],
  ])('warns when %s', (reason, of) => {
    expect(judged(of)).toEqual(['warning', reason]);
  });

  it.each([
    ['paused', facts({}, { state: 'paused' })],
    ['stopped', facts({}, { state: 'stopped' })],
    ['changing', facts({}, { state: 'starting' })],
    ['queued', facts({}, { queued: 5 })],
    ['undeployedChanges', facts({}, { hasUndeployedChanges: true })],
  ])('notices when %s', (reason, of) => {
    expect(judged(of)).toEqual(['notice', reason]);
  });

  it('leaves an undeployed channel alone, but says why nothing flows', () => {
    expect(judged(facts({ receivedLastHour: 4 }, { state: 'undeployed' }))).toEqual(['fine', 'undeployed']);
  });

  it('does not take a small queue for growth', () => {
    expect(judged(facts({ queuedBefore: 0, queuedLeast: 0 }, { queued: 4 }))).toEqual(['fine']);
  });

  it('names the stopped connector of a started channel, worse with a queue', () => {
    const connector = { nativeId: '1', name: 'Laboratory', role: 'destination', state: 'stopped', hasQueue: true };
    const rest = { counters: aSnapshot().counters, activity: null };
    const of = (queued: number) => facts({}, { connectors: [{ ...connector, ...rest, queued }] });
    expect(judgeChannel(of(0)).why).toEqual([{ key: 'overview.why.connectorStopped', params: { name: 'Laboratory' } }]);
    expect(judgeChannel(of(7))).toEqual({
      severity: 'critical',
      why: [{ key: 'overview.why.connectorStoppedWithQueue', params: { name: 'Laboratory', count: 7 } }],
    });
  });
});

describe('compareChannels', () => {
  it('puts the most severe first, then those with urgent failures, then goes by name as Norwegians sort', () => {
    const rows = [
      { severity: 'fine', urgentFailures: 0, name: 'Å' },
      { severity: 'fine', urgentFailures: 0, name: 'A' },
      { severity: 'fine', urgentFailures: 2, name: 'Ø' },
      { severity: 'warning', urgentFailures: 0, name: 'Z' },
    ] as const;
    expect([...rows].sort(compareChannels).map(({ name }) => name)).toEqual(['Z', 'Ø', 'A', 'Å']);
  });
});
