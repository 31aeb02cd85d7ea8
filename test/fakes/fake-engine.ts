import type { CopyDelivery, Engine, FoundCopy, ReplayOutcome, ReplayReceipt } from '../../src-main/engines/engine.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Connection, EngineState } from '../../src-shared/domain/connection.ts';
import type { MessageRef } from '../../src-shared/domain/message.ts';
import { createFakeWorld, type FakeMessage, type FakeWorld, fakeChannel, makeCopy } from './fake-engine-world.ts';

/** The calls a test may script. */
export type FakeCall = 'read' | 'readBody' | 'snapshot' | 'obstacle' | 'findCopies' | 'replay' | 'confirm';

/**
 * An engine at the port, for tests of services.
 * @method fail the next time that call is made it throws; *after* = the engine has done it and only the answer is lost
 * @method hold calls of that kind wait at the door until `release`; `arrived` tells that one is there
 */
export type FakeEngine = Engine & {
  world: FakeWorld;
  calls: FakeCall[];
  fail(call: FakeCall, error: AppError, when?: 'before' | 'after'): void;
  hold(call: FakeCall): { arrived: Promise<void>; release: () => void };
};

export function aConnection(overrides: Partial<Connection> = {}): Connection {
  return {
    connectionId: 'c1',
    engineKind: 'mirth',
    name: 'Integration',
    environment: 'TEST',
    url: 'https://engine.example.invalid:8443',
    username: 'vaktbord',
    certificateFingerprint: null,
    ownCaPem: null,
    clientCertificatePem: null,
    readOnly: false,
    pollIntervalMs: 5000,
    colour: 'blue',
    enabled: true,
    mllp: null,
    ...overrides,
  };
}

type Gate = { arrive: () => void; opened: Promise<void> };

export function createFakeEngine(
  options: { world?: FakeWorld; connection?: Partial<Connection>; now?: () => number } = {},
): FakeEngine {
  const world = options.world ?? createFakeWorld();
  const now = options.now ?? (() => 5000);
  const calls: FakeCall[] = [];
  const failures: { call: FakeCall; error: AppError; when: 'before' | 'after' }[] = [];
  const gates = new Map<FakeCall, Gate>();

  async function perform<T>(call: FakeCall, signal: AbortSignal, work: () => T): Promise<T> {
    calls.push(call);
    const gate = gates.get(call);
    if (gate !== undefined) {
      gate.arrive();
      await Promise.race([gate.opened, untilAborted(call, signal)]);
    }
    const index = failures.findIndex((failure) => failure.call === call);
    const [failure] = index < 0 ? [] : failures.splice(index, 1);
    if (failure?.when === 'before') throw failure.error;
    const result = work();
    if (failure !== undefined) throw failure.error;
    return result;
  }

  const state: EngineState = {
    state: 'up',
    reasonKey: null,
    params: {},
    since: 0,
    checkedAt: now(),
    clockSkewMs: 0,
    version: '4.5.2',
  };
  const can = { can: true } as const;

  return {
    world,
    calls,
    fail: (call, error, when = 'before') => failures.push({ call, error, when }),
    hold(call) {
      const arrival = Promise.withResolvers<void>();
      const opening = Promise.withResolvers<void>();
      gates.set(call, { arrive: arrival.resolve, opened: opening.promise });
      const release = () => {
        gates.delete(call);
        opening.resolve();
      };
      return { arrived: arrival.promise, release };
    },
    connection: aConnection(options.connection),
    capabilities: {
      replaySameBytes: can,
      replayEditedBytes: can,
      chooseDestinations: can,
      confirmReplay: can,
      lifecycle: can,
      readBodies: can,
      findCopies: can,
      takeForeignMessages: { can: false, reasonKey: 'engine.cannot.foreignMessages' },
    },
    pollPlan: { statusMs: 5000, busyStatusMs: 2000, logMs: 10_000, slowMs: 30_000 },
    state: () => state,
    onStateChange: () => () => {},
    requestCount: () => calls.length,
    async *check() {},
    close: async () => {},
    channels: {
      snapshot: (signal) => perform('snapshot', signal, () => [snapshotOf(world)]),
      refreshSlow: async () => null,
    },
    messages: {
      read: (ref, signal) => perform('read', signal, () => detailOf(world, ref)),
      readBody: ({ ref, connectorId, stage }, signal) =>
        perform('readBody', signal, () =>
          connectorId === '0' && stage === 'raw' ? (world.messages.get(ref.nativeId)?.raw ?? null) : null,
        ),
      readError: async ({ ref }) => world.messages.get(ref.nativeId)?.errorText ?? null,
    },
    replay: {
      findCopies: (ref, signal) => perform('findCopies', signal, () => copiesOf(world, ref.nativeId)),
      obstacle: (_ref, signal) => perform('obstacle', signal, () => world.obstacle),
      replay: (request, signal) =>
        perform('replay', signal, () => {
          const copy = makeCopy(world, request, now());
          const { replayId, ref, destinationIds } = request;
          return {
            replayId,
            ref,
            nativeId: copy.ref.nativeId,
            acceptedAt: now(),
            bodyHash: null,
            destinationIds,
            evidence: [],
          };
        }),
      confirm: (receipt, signal) => perform('confirm', signal, () => outcomeOf(world, receipt)),
    },
  };
}

/** A replay that is cut while the engine has it may have been carried out: then the port promises OUTCOME_UNKNOWN. */
function untilAborted(call: FakeCall, signal: AbortSignal): Promise<never> {
  const code = call === 'replay' ? 'OUTCOME_UNKNOWN' : 'CANCELLED';
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AppError(code, 'Cancelled.')), { once: true });
  });
}

/** Messages of a world that several consoles share are known to each under its own connection. */
function detailOf(world: FakeWorld, ref: MessageRef) {
  const message = world.messages.get(ref.nativeId);
  if (message === undefined) return null;
  const { receivedAt, originalNativeId, connectors, missingDestinations, attachmentCount } = message;
  return {
    ref,
    channelName: fakeChannel.name,
    receivedAt,
    originalNativeId,
    connectors,
    missingDestinations,
    attachmentCount,
    channelRevision: 1,
    channelDeployedAt: world.channelDeployedAt,
  };
}

/** Copies come after what they were made from, so one pass finds copies of copies too. */
function copiesOf(world: FakeWorld, nativeId: string): FoundCopy[] {
  const family = new Set([nativeId]);
  return [...world.messages.values()]
    .filter(({ ref, originalNativeId }) => {
      const isCopy = family.has(originalNativeId ?? '');
      if (isCopy) family.add(ref.nativeId);
      return isCopy;
    })
    .map((copy) => ({
      nativeId: copy.ref.nativeId,
      at: copy.receivedAt,
      how: copy.correlationId === null ? ('original-id' as const) : ('correlation-id' as const),
      by: copy.by,
      correlationId: copy.correlationId,
      deliveries: world.isWorking
        ? null
        : copy.connectors.map(({ connectorId, state }) => ({
            connectorId,
            delivery: deliveryOf(state),
          })),
    }))
    .toReversed();
}

function deliveryOf(state: FakeMessage['connectors'][number]['state']): CopyDelivery {
  if (state === 'sent') return 'delivered';
  if (state === 'errored') return 'failed';
  return state === 'filtered' ? 'filtered' : 'unsettled';
}

function outcomeOf(world: FakeWorld, receipt: ReplayReceipt): ReplayOutcome {
  const copy = [...world.messages.values()].find((message) => message.correlationId === receipt.replayId);
  if (copy === undefined) return { kind: 'unknown' };
  const receivers = copy.connectors.map((row) => ({
    connectorId: row.connectorId,
    name: row.name,
    outcome: row.state === 'sent' && row.acknowledgementCode !== 'AE' ? ('sent' as const) : ('errored' as const),
    acknowledgementCode: row.acknowledgementCode,
    oneLine: row.error?.oneLine ?? null,
  }));
  const nativeId = copy.ref.nativeId;
  if (world.isWorking) return { kind: 'processing', nativeId, receivers };
  if (receivers.some((row) => row.outcome === 'errored')) {
    return { kind: 'failed-again', nativeId, receivers, errorText: copy.errorText };
  }
  const isAcknowledged = receivers.every((row) => row.acknowledgementCode === 'AA');
  const kind = isAcknowledged ? 'confirmed-by-receiver' : 'confirmed-by-engine';
  return { kind, nativeId, receivers, errorText: null };
}

function snapshotOf(world: FakeWorld) {
  const counters = { received: 1, filtered: 0, sent: 0, errored: 1 };
  return {
    channelId: fakeChannel.channelId,
    name: fakeChannel.name,
    state: world.channelState,
    counters,
    queued: 0,
    connectors: [],
    revision: 1,
    deployedAt: null,
    hasUndeployedChanges: false,
    tags: [],
  };
}
