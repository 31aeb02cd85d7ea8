import { describe, expect, it } from 'vitest';
import { hazardKinds } from '../../../src-shared/domain/replay.ts';
import { aConnectorRow, aFakeMessage, fakeChannel } from '../../../test/fakes/fake-engine-world.ts';
import type { FoundCopy } from '../../engines/engine.ts';
import { type Evidence, inOrder, judgeCopies, judgeHazards } from './judge-hazards.ts';

function aDetail(overrides: Partial<Evidence['detail']> = {}): Evidence['detail'] {
  const { ref, receivedAt, originalNativeId, connectors, missingDestinations, attachmentCount } = aFakeMessage();
  const facts = { ref, receivedAt, originalNativeId, connectors, missingDestinations, attachmentCount };
  return { ...facts, channelName: fakeChannel.name, channelRevision: 1, channelDeployedAt: 0, ...overrides };
}

function aChannel(overrides: Partial<NonNullable<Evidence['channel']>> = {}): Evidence['channel'] {
  return {
    ...fakeChannel,
    state: 'started',
    counters: { received: 1, filtered: 0, sent: 0, errored: 1 },
    queued: 0,
    connectors: [],
    revision: 1,
    deployedAt: null,
    hasUndeployedChanges: false,
    tags: [],
    ...overrides,
  };
}

function evidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    readOnly: false,
    target: null,
    sentPastEngine: [],
    detail: aDetail(),
    destinationIds: ['1'],
    body: { bytes: new TextEncoder().encode('MSH|^~\\&'), encoding: 'utf-8', fidelity: 'engine-text' },
    obstacle: { found: null },
    channel: aChannel(),
    failedAt: 5000,
    handled: { at: null },
    acceptedNativeIds: [],
    facts: null,
    rule: 'allow',
    later: null,
    now: 9000,
    ...overrides,
  };
}

function judge(kind: string, overrides: Partial<Evidence> = {}) {
  return judgeHazards(evidence(overrides)).find((hazard) => hazard.kind === kind);
}

function aCopy(overrides: Partial<FoundCopy> = {}): FoundCopy {
  return { nativeId: '15', at: 6000, how: 'original-id', by: null, correlationId: null, deliveries: [], ...overrides };
}

describe('judgeHazards', () => {
  it('answers every kind but copies, each once; what a channel is like only where a message goes through it', () => {
    const kindsOf = (parts: Partial<Evidence>) => judgeHazards(evidence(parts)).map((hazard) => hazard.kind);
    const byEngine = kindsOf({ target: null });
    const pastEngine = kindsOf({
      target: { connectionId: 'lab', name: 'Laboratory', url: 'mllp://lab.example.invalid:6661' },
    });
    // The age of what neither plans nor prescribes is not asked for.
    const others = ['too-old'];
    const channelKinds = ['target-stopped', 'channel-changed-since'];
    expect([...byEngine, ...others, 'copy-made-by-someone', 'past-the-engine'].sort()).toEqual([...hazardKinds].sort());
    expect([...pastEngine, ...others, 'copy-made-by-someone', ...channelKinds].sort()).toEqual([...hazardKinds].sort());
  });

  it('never calls a control id clear where the index does not tell of messages that went well', () => {
    expect(judge('same-control-id-accepted')).toMatchObject({ outcome: 'could-not-be-checked', blocks: false });
    expect(judge('same-control-id-accepted', { acceptedNativeIds: ['9'] })).toMatchObject({ outcome: 'found' });
  });

  it('blocks what a person has settled without a replay, and never calls what is not kept clear', () => {
    expect(judge('handled-otherwise', { handled: { at: 7000 } })).toMatchObject({
      outcome: 'found',
      blocks: true,
      params: { at: 7000 },
    });
    expect(judge('handled-otherwise')).toMatchObject({ outcome: 'not-found', blocks: false });
    expect(judge('handled-otherwise', { handled: null })).toMatchObject({ outcome: 'could-not-be-checked' });
  });

  it('says that a wanted destination already has the message', () => {
    const detail = aDetail({ connectors: [aConnectorRow({ state: 'sent', error: null })] });
    expect(judge('same-control-id-accepted', { detail })).toMatchObject({
      outcome: 'found',
      params: { context: 'destination', destinations: 'Laboratory' },
    });
  });

  it.each(['queued', 'pending', 'received'] as const)('blocks what the engine still sends by itself: %s', (state) => {
    const detail = aDetail({ connectors: [aConnectorRow({ state })] });
    expect(judge('still-queued', { detail })).toMatchObject({ outcome: 'found', blocks: true });
    expect(judge('still-queued', { detail, destinationIds: ['2'] })?.outcome).toBe('not-found');
  });

  it('blocks a message that has not left its source yet', () => {
    const source = aConnectorRow({ connectorId: '0', role: 'source', state: 'received', name: 'Source' });
    expect(judge('still-queued', { detail: aDetail({ connectors: [source] }) })).toMatchObject({ blocks: true });
  });

  it('blocks without content, whatever else the engine says', () => {
    expect(judge('content-not-stored', { body: null })).toMatchObject({ outcome: 'found', blocks: true });
    const obstacle = { found: { reasonKey: 'engine.cannot.rawEncrypted', params: {} } };
    expect(judge('content-not-stored', { obstacle })).toMatchObject({ outcome: 'found', blocks: true });
  });

  it('takes an obstacle for what it is about', () => {
    const attachment = { found: { reasonKey: 'engine.cannot.attachmentMissing', params: { count: 2 } } };
    const detail = aDetail({ attachmentCount: 2 });
    expect(judge('attachments-missing', { detail, obstacle: attachment })).toMatchObject({ blocks: true });
    expect(judge('content-not-stored', { detail, obstacle: attachment })?.outcome).toBe('not-found');
    const stopped = { found: { reasonKey: 'engine.cannot.channelStopped', params: { state: 'paused' } } };
    expect(judge('target-stopped', { obstacle: stopped })).toMatchObject({ blocks: true, params: { state: 'paused' } });
    const readOnly = { found: { reasonKey: 'engine.cannot.readOnly', params: {} } };
    expect(judge('content-not-stored', { obstacle: readOnly })?.outcome).toBe('not-found');
  });

  it('says so when attachments, channel or revision could not be checked', () => {
    const detail = aDetail({ attachmentCount: 1, channelDeployedAt: null });
    const unknown = { detail, obstacle: null, channel: null };
    for (const kind of ['attachments-missing', 'target-stopped', 'channel-changed-since']) {
      expect(judge(kind, unknown)?.outcome, kind).toBe('could-not-be-checked');
    }
  });

  it('blocks a stopped channel and warns of a stopped destination', () => {
    expect(judge('target-stopped', { channel: aChannel({ state: 'stopped' }) })?.blocks).toBe(true);
    const connector = {
      nativeId: '1',
      name: 'Laboratory',
      role: 'destination' as const,
      state: 'stopped' as const,
      counters: { received: 0, filtered: 0, sent: 0, errored: 0 },
      queued: 0,
      hasQueue: false,
      activity: null,
    };
    const channel = aChannel({ connectors: [connector] });
    expect(judge('target-stopped', { channel })).toMatchObject({ outcome: 'found', blocks: false });
    expect(judge('target-stopped', { channel, destinationIds: ['2'] })?.outcome).toBe('not-found');
  });

  it('tells of a channel deployed after the failure', () => {
    expect(judge('channel-changed-since', { detail: aDetail({ channelDeployedAt: 6000 }) })?.outcome).toBe('found');
    expect(judge('channel-changed-since')?.outcome).toBe('not-found');
  });

  it('finds a lost character, and engine text only where it can differ from the wire', () => {
    const bodyOf = (text: string): Partial<Evidence> => ({
      body: { bytes: new TextEncoder().encode(text), encoding: 'utf-8', fidelity: 'engine-text' },
    });
    expect(judge('replacement-character', bodyOf('a\ufffdb'))).toMatchObject({ outcome: 'found', blocks: false });
    expect(judge('replacement-character', bodyOf('ï'))?.outcome).toBe('not-found');
    expect(judge('engine-text', bodyOf('å'))?.outcome).toBe('found');
    expect(judge('engine-text', bodyOf('a'))?.outcome).toBe('not-found');
  });

  it('blocks a read-only connection', () => {
    expect(judge('connection-read-only', { readOnly: true })).toMatchObject({ outcome: 'found', blocks: true });
  });
});

describe('judgeCopies', () => {
  it('is clear without copies and unchecked when they could not be looked for', () => {
    expect(judgeCopies([], ['1']).outcome).toBe('not-found');
    expect(judgeCopies(null, ['1'])).toMatchObject({ outcome: 'could-not-be-checked' });
  });

  it.each(['delivered', 'unsettled'] as const)('blocks a copy that is %s at a wanted destination', (delivery) => {
    const copies = [aCopy(), aCopy({ nativeId: '16', deliveries: [{ connectorId: '1', delivery }] })];
    expect(judgeCopies(copies, ['1', '2'])).toMatchObject({ blocks: true, params: { nativeId: '16', copies: 2 } });
  });

  it('blocks a copy of which the engine does not tell what became', () => {
    expect(judgeCopies([aCopy({ deliveries: null })], ['1']).blocks).toBe(true);
  });

  it('tells of a copy that failed, was filtered or went elsewhere, and lets it through', () => {
    const deliveries = [
      { connectorId: '1', delivery: 'failed' as const },
      { connectorId: '2', delivery: 'filtered' as const },
      { connectorId: '3', delivery: 'delivered' as const },
    ];
    expect(judgeCopies([aCopy({ deliveries })], ['1', '2'])).toMatchObject({
      outcome: 'found',
      blocks: false,
      params: { context: 'failed' },
    });
  });
});

describe('inOrder', () => {
  it('puts what blocks first, then what was found, then what could not be checked', () => {
    const hazards = inOrder(judgeHazards(evidence({ readOnly: true, detail: aDetail({ channelDeployedAt: 6000 }) })));
    expect(hazards.map((hazard) => hazard.kind).slice(0, 3)).toEqual([
      'connection-read-only',
      'channel-changed-since',
      'same-control-id-accepted',
    ]);
  });
});
