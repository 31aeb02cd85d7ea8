import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine, HeadersFacet } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { HeaderStore } from '../../store/header-store.ts';
import { indexedSince, nextWindow, spansSince } from './channel-spans.ts';
import type { IndexPolicy } from './index-policy.ts';
import {
  forgetOld,
  type Measured,
  readNewest,
  readWindow,
  recheck,
  type Step,
  type TakeBodies,
} from './index-steps.ts';
import { askEveryMs, type IndexedChannel, newIndexedChannel, noteChannel, sourceOf } from './indexed-channel.ts';
import type { OlderMessages } from './search-engine.ts';

export type HeaderSyncDeps = {
  headers: HeaderStore;
  measured: Measured;
  policy: Pick<IndexPolicy, 'ofChannel' | 'budgetPercent'>;
  takeBodies: TakeBodies;
  /** How long the cache keeps anything; a window is never longer. */
  cacheMs: () => number;
  clock: Clock;
  logger: Logger;
  emit: Emit;
};

type EngineIndex = {
  engine: Engine;
  facet: HeadersFacet;
  byChannel: Map<string, IndexedChannel>;
  isLoaded: boolean;
  /** When the engine last told of its channels, ms UTC: what came later nobody knows of. */
  toldAt: number;
  startedMs: number;
  stopping: AbortController;
  isRunning: boolean;
  running: Promise<void>;
  /** The channel after which the next older stretch is read, so that all get their turn. */
  turn: number;
};

/**
 * How far one channel is indexed. `keySource` null = not known yet. `since`: everything from then on, ms UTC; null = the newest are not in it yet.
 * `levelTo`: what came from `since` to then is all in it, ms UTC; later ones may still be read. `gaps`: stretches of ids missing between others. Cost: as it was since the start, per day and per minute.
 */
export type ChannelIndexState = {
  connectionId: string;
  channelId: string;
  channelName: string;
  keySource: KeySource | null;
  isDecided: boolean;
  judgesUnits: boolean;
  keyColumns: string[];
  windowHours: number;
  since: number | null;
  levelTo: number | null;
  isBehind: boolean;
  gaps: number;
  unread: number;
  auditRowsPerDay: number;
  busyMsPerMinute: number;
};

const hourMs = 3_600_000;
const forgetEveryMs = 10 * 60_000;
const pauseMs = 60_000;
/** The first fill of the index must not look like its cost of every day. */
const leastMinutes = 60;

/**
 * Keeps the index of all messages level with the engines, within its share of the time: after a call of 50 ms at 5 % it rests 950 ms.
 * The newest first, then older ones down to the window, then what may have changed.
 */
export function createHeaderSync(deps: HeaderSyncDeps) {
  const indexes = new Map<string, EngineIndex>();
  const { clock } = deps;

  function start(engine: Engine): void {
    if (engine.headers === undefined) return;
    indexes.set(engine.connection.connectionId, {
      engine,
      facet: engine.headers,
      byChannel: new Map(),
      isLoaded: false,
      toldAt: clock.now(),
      startedMs: clock.monotonicMs(),
      stopping: new AbortController(),
      isRunning: false,
      running: Promise.resolve(),
      turn: 0,
    });
  }

  function stop(engine: Engine): void {
    const index = indexes.get(engine.connection.connectionId);
    if (index?.engine !== engine) return;
    index.stopping.abort();
    indexes.delete(engine.connection.connectionId);
  }

  async function note(engine: Engine, snapshots: ChannelSnapshot[]): Promise<void> {
    const { connectionId } = engine.connection;
    const index = indexes.get(connectionId);
    if (index === undefined) return;
    const toldAt = clock.now();
    await load(index);
    index.toldAt = toldAt;
    for (const snapshot of snapshots) noteChannel(channelOf(index, snapshot.channelId), snapshot);
    const present = new Set(snapshots.map(({ channelId }) => channelId));
    for (const channelId of index.byChannel.keys()) if (!present.has(channelId)) index.byChannel.delete(channelId);
    run(index);
  }

  async function load(index: EngineIndex): Promise<void> {
    if (index.isLoaded) return;
    const known = await deps.headers.coverage([index.engine.connection.connectionId]);
    for (const coverage of known) index.byChannel.set(coverage.channelId, newIndexedChannel(coverage));
    index.isLoaded = true;
  }

  function channelOf(index: EngineIndex, channelId: string): IndexedChannel {
    const { connectionId } = index.engine.connection;
    const nothing = { connectionId, channelId, spans: [], newestId: null, askedAt: 0, unreadCount: 0 };
    const channel = index.byChannel.get(channelId) ?? newIndexedChannel(nothing);
    index.byChannel.set(channelId, channel);
    return channel;
  }

  /**
   * What was indexed by columns lacks numbers that only the content tells, such as one that a merge retires: it counts as not indexed until it is
   * read again. What is being read meanwhile does not count.
   */
  async function readAnew({ connectionId, channelId }: { connectionId: string; channelId: string }): Promise<void> {
    const index = indexes.get(connectionId);
    const channel = index?.byChannel.get(channelId);
    if (index === undefined || channel === undefined) return;
    const coverage = { ...channel.coverage, spans: [], unreadCount: 0 };
    index.byChannel.set(channelId, { ...channel, coverage });
    await deps.headers.putCoverage(coverage);
  }

  /** A decision changed: looks anew. What the index found by another source is still found. */
  function look(connectionId: string): void {
    const index = indexes.get(connectionId);
    if (index === undefined) return;
    for (const channel of index.byChannel.values()) {
      channel.wantsNewest = true;
      channel.askedMs = Number.NEGATIVE_INFINITY;
      channel.forgottenMs = Number.NEGATIVE_INFINITY;
    }
    run(index);
  }

  function startAnew(): void {
    for (const index of indexes.values()) {
      index.byChannel.clear();
      deps.emit('messages.indexed', { connectionId: index.engine.connection.connectionId });
    }
  }

  function run(index: EngineIndex): void {
    if (index.isRunning || index.stopping.signal.aborted) return;
    index.isRunning = true;
    index.running = work(index)
      .catch((thrown: unknown) => report(index, thrown))
      .finally(() => {
        index.isRunning = false;
      });
  }

  async function work(index: EngineIndex): Promise<void> {
    const { connectionId } = index.engine.connection;
    let hasChanged = false;
    try {
      for (let step = nextStep(index); step !== null; step = nextStep(index)) {
        const startedMs = clock.monotonicMs();
        const { auditRows, changed } = await takeSafely(index, step);
        hasChanged ||= changed;
        const busyMs = clock.monotonicMs() - startedMs;
        step.channel.spent.auditRows += auditRows;
        step.channel.spent.busyMs += busyMs;
        const restMs = busyMs * (100 / deps.policy.budgetPercent(connectionId) - 1);
        if (restMs >= 1) await clock.sleep(restMs, index.stopping.signal);
      }
    } finally {
      if (hasChanged) deps.emit('messages.indexed', { connectionId });
    }
  }

  /** What only one channel refuses must not keep the others from being read. */
  async function takeSafely(index: EngineIndex, { channel, take }: NextStep): Promise<Step> {
    try {
      return await take();
    } catch (thrown) {
      const isOne =
        thrown instanceof AppError && (thrown.code === 'ENGINE_PROTOCOL' || thrown.code === 'ENGINE_REFUSED');
      if (!isOne) throw thrown;
      channel.pausedMs = clock.monotonicMs() + pauseMs;
      report(index, thrown);
      return { auditRows: 1, changed: false };
    }
  }

  type NextStep = { channel: IndexedChannel; take(): Promise<Step> };

  function nextStep(index: EngineIndex): NextStep | null {
    if (index.stopping.signal.aborted) return null;
    const nowMs = clock.monotonicMs();
    const channels = [...index.byChannel.values()].filter(({ pausedMs }) => nowMs >= pausedMs);
    const unasked = channels.find(({ columns }) => columns === null);
    if (unasked !== undefined) return { channel: unasked, take: () => askColumns(index, unasked) };
    const old = channels.find(({ forgottenMs }) => nowMs - forgottenMs >= forgetEveryMs);
    if (old !== undefined) return { channel: old, take: () => forgetOld(stepOf(index, old)) };
    const indexed = channels.filter((channel) => isIndexed(index, channel));
    const moved = indexed.find(({ wantsNewest, askedMs }) => wantsNewest && nowMs - askedMs >= askEveryMs);
    if (moved !== undefined) return { channel: moved, take: () => readNewest(stepOf(index, moved)) };
    return olderStep(index, indexed) ?? recheckStep(index, indexed, nowMs);
  }

  function olderStep(index: EngineIndex, indexed: IndexedChannel[]): NextStep | null {
    const from = index.turn % Math.max(1, indexed.length);
    for (const channel of [...indexed.slice(from), ...indexed.slice(0, from)]) {
      const { spans, newestId } = channel.coverage;
      const window = newestId === null ? null : nextWindow(spans, { newestId, windowFrom: windowFrom(index, channel) });
      if (window === null) continue;
      index.turn += 1;
      return { channel, take: () => readWindow(stepOf(index, channel), window) };
    }
    return null;
  }

  function recheckStep(index: EngineIndex, indexed: IndexedChannel[], nowMs: number): NextStep | null {
    const channel = indexed.find((each) => each.wantsRecheck && nowMs - each.recheckedMs >= askEveryMs);
    return channel === undefined ? null : { channel, take: () => recheck(stepOf(index, channel)) };
  }

  async function askColumns(index: EngineIndex, channel: IndexedChannel): Promise<Step> {
    channel.columns = await index.facet.keyColumns(channel.channelId, index.stopping.signal);
    return { auditRows: 1, changed: true };
  }

  function stepOf(index: EngineIndex, channel: IndexedChannel) {
    const { connectionId } = index.engine.connection;
    return {
      ...deps,
      facet: index.facet,
      connectionId,
      channel,
      keySource: sourceOf(channel, decidedOf(connectionId, channel)) ?? 'off',
      windowFrom: windowFrom(index, channel),
      takeBodies: deps.policy.ofChannel(connectionId, channel.channelId).judgesUnits ? deps.takeBodies : null,
      signal: index.stopping.signal,
      isCurrent: () => index.byChannel.get(channel.channelId) === channel,
    } as const;
  }

  function decidedOf(connectionId: string, { channelId }: IndexedChannel): KeySource | null {
    return deps.policy.ofChannel(connectionId, channelId).keySource;
  }

  function isIndexed(index: EngineIndex, channel: IndexedChannel): boolean {
    const source = sourceOf(channel, decidedOf(index.engine.connection.connectionId, channel));
    return source === 'columns' || source === 'content';
  }

  function windowFrom(index: EngineIndex, { channelId }: IndexedChannel): number {
    const { windowHours } = deps.policy.ofChannel(index.engine.connection.connectionId, channelId);
    return clock.now() - Math.min(windowHours * hourMs, deps.cacheMs());
  }

  /** Null = no such channel, or not known yet. */
  function keySourceOf(connectionId: string, channelId: string): KeySource | null {
    const channel = indexes.get(connectionId)?.byChannel.get(channelId);
    return channel === undefined ? null : sourceOf(channel, decidedOf(connectionId, channel));
  }

  /** Of every channel of these engines, deployed or not, by name. */
  function states(connectionIds: readonly string[]): ChannelIndexState[] {
    return connectionIds
      .flatMap((connectionId) => {
        const index = indexes.get(connectionId);
        return index === undefined ? [] : [...index.byChannel.values()].map((channel) => stateOf(index, channel));
      })
      .sort((a, b) => a.channelName.localeCompare(b.channelName));
  }

  /** Channels whose older messages the engine can be asked for, by name and in the same order each time. */
  function older(connectionIds: readonly string[]): OlderMessages[] {
    return connectionIds
      .flatMap((connectionId) => {
        const index = indexes.get(connectionId);
        return index === undefined ? [] : [...index.byChannel.values()].flatMap((channel) => olderOf(index, channel));
      })
      .sort((a, b) => a.channelName.localeCompare(b.channelName) || (a.channelId < b.channelId ? -1 : 1));
  }

  function olderOf(index: EngineIndex, channel: IndexedChannel): OlderMessages[] {
    const { connectionId } = index.engine.connection;
    const { channelId, channelName, coverage } = channel;
    const keySource = sourceOf(channel, decidedOf(connectionId, channel));
    if (keySource === null || keySource === 'off') return [];
    const belowId = (coverage.spans[0]?.fromId ?? (coverage.newestId ?? 0) + 1) - 1;
    return [{ connectionId, channelId, channelName, keySource, belowId, facet: index.facet }];
  }

  function stateOf(index: EngineIndex, channel: IndexedChannel): ChannelIndexState {
    const { connectionId } = index.engine.connection;
    const policy = deps.policy.ofChannel(connectionId, channel.channelId);
    const keySource = sourceOf(channel, policy.keySource);
    const { spans, newestId, unreadCount } = channel.coverage;
    const from = windowFrom(index, channel);
    const since =
      keySource === 'off' || keySource === null ? null : indexedSince(spans, { newestId, windowFrom: from });
    const window = newestId === null ? null : nextWindow(spans, { newestId, windowFrom: from });
    const minutes = Math.max(leastMinutes, (clock.monotonicMs() - index.startedMs) / 60_000);
    return {
      connectionId,
      channelId: channel.channelId,
      channelName: channel.channelName,
      keySource,
      isDecided: policy.keySource !== null,
      judgesUnits: policy.judgesUnits,
      keyColumns: channel.columns ?? [],
      windowHours: policy.windowHours,
      since,
      levelTo: since === null ? null : channel.wantsNewest ? channel.coverage.askedAt : index.toldAt,
      isBehind: keySource !== 'off' && (since === null || channel.wantsNewest || window !== null),
      gaps: Math.max(0, spansSince(spans, from).length - 1),
      unread: unreadCount,
      auditRowsPerDay: Math.round((channel.spent.auditRows / minutes) * 24 * 60),
      busyMsPerMinute: Math.round(channel.spent.busyMs / minutes),
    };
  }

  /** What is left is asked again after the next status poll. */
  function report(index: EngineIndex, thrown: unknown): void {
    const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
    if (code === 'CANCELLED' || index.stopping.signal.aborted) return;
    deps.logger.warn('headers could not be read', { connectionId: index.engine.connection.connectionId, code });
  }

  async function idle(): Promise<void> {
    await Promise.all([...indexes.values()].map(({ running }) => running));
  }

  async function close(): Promise<void> {
    const running = [...indexes.values()].map((index) => index.running);
    for (const index of indexes.values()) index.stopping.abort();
    indexes.clear();
    await Promise.all(running);
  }

  return { start, stop, note, look, readAnew, startAnew, keySourceOf, states, older, idle, close };
}

export type HeaderSync = ReturnType<typeof createHeaderSync>;
