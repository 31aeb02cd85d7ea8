import type { Engine, EngineDeps, EngineFailure } from '../../src-main/engines/engine.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot, LifecycleAction } from '../../src-shared/domain/channel.ts';
import type { EngineState } from '../../src-shared/domain/connection.ts';
import { createFakeEngine } from './fake-engine.ts';

/** What a scripted engine shows; a test changes it between polls. `failed` by channel id, in the order of native ids. */
export type EngineScript = {
  channels: ChannelSnapshot[];
  failed: Map<string, EngineFailure[]>;
  snapshotError: AppError | null;
  obstacleKey: string | null;
  /** What becomes of an action; absent = the channel gets the state asked for. */
  act: ((action: LifecycleAction) => void) | null;
  /** What becomes of the slow poll; absent = it answers at once. */
  refreshSlow: ((signal: AbortSignal) => Promise<null>) | null;
  pageLimit: number;
  state: EngineState['state'];
};

export type ScriptedEngine = Engine & {
  script: EngineScript;
  deps: EngineDeps;
  /** Every question about failures, e.g. `list adt after 14`, `stillFailed adt 2`. */
  questions: string[];
  snapshots(): number;
  isClosed(): boolean;
  tellState(): void;
};

export function createScriptedEngine(deps: EngineDeps, script: Partial<EngineScript> = {}): ScriptedEngine {
  const base = createFakeEngine({ connection: deps.connection, now: deps.clock.now });
  const listeners = new Set<(state: EngineState) => void>();
  const questions: string[] = [];
  let snapshots = 0;
  let isClosed = false;
  const own: EngineScript = {
    channels: [],
    failed: new Map(),
    snapshotError: null,
    obstacleKey: null,
    act: null,
    refreshSlow: null,
    pageLimit: 500,
    state: 'up',
    ...script,
  };
  const state = (): EngineState => ({ ...base.state(), state: own.state });
  return {
    ...base,
    script: own,
    deps,
    questions,
    snapshots: () => snapshots,
    isClosed: () => isClosed,
    tellState: () => listeners.forEach((listener) => void listener(state())),
    state,
    onStateChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async *check() {
      yield { step: 'name', outcome: 'ok', messageKey: 'check.name.ok', params: {}, elapsedMs: 1 };
    },
    close: async () => {
      isClosed = true;
    },
    channels: {
      snapshot: async () => {
        snapshots += 1;
        if (own.snapshotError !== null) throw own.snapshotError;
        return structuredClone(own.channels);
      },
      refreshSlow: async (signal) =>
        own.refreshSlow !== null
          ? own.refreshSlow(signal)
          : { cpuShare: 0.1, heapShare: 0.5, diskFreeBytes: 1000, alerts: null, at: deps.clock.now() },
    },
    failures: {
      list: async ({ channelId, afterNativeId, limit }) => {
        questions.push(`list ${channelId} after ${afterNativeId ?? 'start'}`);
        const above = (own.failed.get(channelId) ?? []).filter(
          ({ nativeId }) => afterNativeId === null || Number(nativeId) > Number(afterNativeId),
        );
        const items = above.slice(0, Math.min(limit, own.pageLimit));
        return { items, complete: items.length === above.length };
      },
      stillFailed: async ({ channelId, nativeIds }) => {
        questions.push(`stillFailed ${channelId} ${nativeIds.length}`);
        const left = new Set((own.failed.get(channelId) ?? []).map(({ nativeId }) => nativeId));
        return new Set(nativeIds.filter((nativeId) => left.has(nativeId)));
      },
    },
    lifecycle: {
      obstacle: async () => own.obstacleKey,
      act: async ({ channelId, action }) => {
        if (own.act !== null) return own.act(action);
        const channel = own.channels.find((one) => one.channelId === channelId);
        if (channel === undefined) throw new AppError('NOT_FOUND', 'There is no such channel.');
        channel.state = action === 'stop' ? 'stopped' : action === 'pause' ? 'paused' : 'started';
      },
    },
  };
}

const sample = [
  'MSH|^~\\&|EPJ|SYKEHUS|LAB|SYKEHUS|20260101120000||ORU^R01|CTRL-1|P|2.4',
  'PID|1||11887510050^^^FNR||Testesen^Tora',
  '',
].join('\r');

export function anEngineFailure(overrides: Partial<EngineFailure> & { text?: string } = {}): EngineFailure {
  const { text = sample, ...rest } = overrides;
  return {
    connectionId: 'c1',
    channelId: 'adt',
    nativeId: '14',
    channelName: 'ADT to laboratory',
    connectorName: 'Laboratory',
    connectorIds: ['1'],
    missingConnectorIds: [],
    kind: 'connection',
    errorText: 'ConnectException: Connection refused',
    errorLine: 'Connection refused',
    target: 'lab.example.invalid:6661',
    failedAt: 1_800_000_000_000,
    receivedAt: 1_799_999_999_000,
    sendAttempts: 1,
    body: { bytes: new TextEncoder().encode(text), encoding: 'UTF-8', fidelity: 'engine-text' },
    bodyIsTooLarge: false,
    ...rest,
  };
}
