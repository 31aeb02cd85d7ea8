import type { MessageDetail, ReplayRequest } from '../../src-main/engines/engine.ts';
import type { ConnectorRow, MessageRef } from '../../src-shared/domain/message.ts';

/** One message as the imagined engine keeps it. `raw` null = content is not stored. */
export type FakeMessage = {
  ref: MessageRef;
  receivedAt: number;
  originalNativeId: string | null;
  raw: { bytes: Uint8Array; encoding: string | null; fidelity: 'wire' | 'engine-text' } | null;
  connectors: ConnectorRow[];
  missingDestinations: MessageDetail['missingDestinations'];
  attachmentCount: number;
  errorText: string | null;
  correlationId: string | null;
  by: string | null;
};

/** What the receiver behind a destination got. */
export type Delivery = { connectorId: string; nativeId: string; bytes: Uint8Array };

/**
 * One engine that several consoles may share: what it stores and what its receivers got.
 * `receiverIsUp` false = every send ends in error. `acknowledges` false = sent, but no ACK can be read. `isWorking` true = copies are not finished yet.
 */
export type FakeWorld = {
  messages: Map<string, FakeMessage>;
  deliveries: Delivery[];
  receiverIsUp: boolean;
  acknowledges: boolean;
  isWorking: boolean;
  channelDeployedAt: number | null;
  channelState: 'started' | 'stopped';
  obstacle: { reasonKey: string; params: Record<string, string | number> } | null;
};

export const fakeChannel = { channelId: 'adt-out', name: 'ADT to laboratory' };

export function createFakeWorld(overrides: Partial<FakeWorld> = {}): FakeWorld {
  return {
    messages: new Map(),
    deliveries: [],
    receiverIsUp: false,
    acknowledges: true,
    isWorking: false,
    channelDeployedAt: 0,
    channelState: 'started',
    obstacle: null,
    ...overrides,
  };
}

export function aConnectorRow(overrides: Partial<ConnectorRow> = {}): ConnectorRow {
  return {
    connectorId: '1',
    name: 'Laboratory',
    role: 'destination',
    state: 'errored',
    receivedAt: 1000,
    sentAt: null,
    respondedAt: null,
    sendAttempts: 1,
    target: 'lab.example.invalid:6661',
    error: { kind: 'connection', oneLine: 'Connection refused', target: 'lab.example.invalid:6661' },
    acknowledgementCode: null,
    expectsAck: null,
    nextChannelId: null,
    stages: [],
    ...overrides,
  };
}

/** A message whose only destination failed. */
export function aFakeMessage(overrides: Partial<FakeMessage> & { text?: string } = {}): FakeMessage {
  const { text = sampleText, ...rest } = overrides;
  const bytes = new TextEncoder().encode(text);
  return {
    ref: { connectionId: 'c1', channelId: fakeChannel.channelId, nativeId: '14' },
    receivedAt: 1000,
    originalNativeId: null,
    raw: { bytes, encoding: 'utf-8', fidelity: 'engine-text' },
    connectors: [
      aConnectorRow({
        connectorId: '0',
        name: 'Source',
        role: 'source',
        state: 'transformed',
        error: null,
        target: null,
        stages: [{ stage: 'raw', sizeBytes: bytes.length, dataType: 'HL7V2' }],
      }),
      aConnectorRow(),
    ],
    missingDestinations: [],
    attachmentCount: 0,
    errorText: 'ConnectException: Connection refused',
    correlationId: null,
    by: null,
    ...rest,
  };
}

const sampleText = [
  'MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|CTRL-1|P|2.4',
  'PID|1||15876500288^^^FNR||Testesen^Tora',
  'OBR|1||L1|NA^Natrium',
  'OBX|1|NM|NA^Natrium||141|mmol/L|137-145|N|||F',
  '',
].join('\r');

/** The copy an engine makes of a replay: delivered at once, or in error when the receiver is down. */
export function makeCopy(world: FakeWorld, request: ReplayRequest, at: number): FakeMessage {
  const original = world.messages.get(request.ref.nativeId);
  const nativeId = String(100 + world.messages.size);
  const raw = original?.raw ?? null;
  const bytes = request.body ?? raw?.bytes ?? new Uint8Array();
  const names = [
    ...(original?.connectors.filter((row) => row.role === 'destination') ?? []),
    ...(original?.missingDestinations ?? []),
  ].filter((row) => request.destinationIds === null || request.destinationIds.includes(row.connectorId));
  const copy = aFakeMessage({
    ref: { ...request.ref, nativeId },
    receivedAt: at,
    originalNativeId: request.ref.nativeId,
    raw: { bytes, encoding: raw?.encoding ?? 'utf-8', fidelity: 'engine-text' },
    connectors: names.map(({ connectorId, name }) =>
      aConnectorRow({
        connectorId,
        name,
        ...(world.receiverIsUp
          ? { state: 'sent', error: null, acknowledgementCode: world.acknowledges ? 'AA' : null }
          : {}),
      }),
    ),
    correlationId: request.replayId,
    by: request.provenance.person,
  });
  world.messages.set(nativeId, copy);
  if (world.receiverIsUp) {
    for (const { connectorId } of names) world.deliveries.push({ connectorId, nativeId, bytes });
  }
  return copy;
}
