import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { ownStateOf } from '../../../src-shared/domain/failure-handling.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine, EngineFailure, FailuresFacet } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { FailureRecord, Store } from '../../store/store.ts';
import { type ChannelWork, errorsSince, isDue, isSweepDue, newWork, noteSnapshot } from './channel-work.ts';
import { toFailureRecord } from './failure-record.ts';

export type FailureSyncDeps = {
  cache: Store['cache'];
  /** Which of these failures a person settled otherwise, and when (ms UTC). */
  lastHandlings: Store['journal']['handlings']['last'];
  /** Where bodies of failures go whose units are judged; it never keeps the reading waiting. */
  takeBodies(failures: EngineFailure[]): Promise<void>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
};

type Changes = { added: number; updated: number; resolved: number };
type EngineWork = {
  engine: Engine;
  facet: FailuresFacet;
  byChannel: Map<string, ChannelWork>;
  hasCursors: boolean;
  stopping: AbortController;
  isRunning: boolean;
  /** Ends when nothing is left to ask now. */
  running: Promise<void>;
  caughtUpAt: number | null;
};

const pageLimit = 200;
const pagesPerStep = 10;
const openLimit = 5000;
const askLimit = 500;
/** Instead of a counter, until a channel's first read came to its end. */
const neverReadThrough = -1;

/**
 * Keeps the cache's failures level with the engines': new ones are read, and what the engine no longer counts as failed is marked resolved.
 * One chain of questions per engine, beside its status polls, so that a long read never delays a status.
 */
export function createFailureSync(deps: FailureSyncDeps) {
  const works = new Map<string, EngineWork>();

  function start(engine: Engine): void {
    if (engine.failures === undefined) return;
    works.set(engine.connection.connectionId, {
      engine,
      facet: engine.failures,
      byChannel: new Map(),
      hasCursors: false,
      stopping: new AbortController(),
      isRunning: false,
      running: Promise.resolve(),
      caughtUpAt: null,
    });
  }

  function stop(engine: Engine): void {
    const work = works.get(engine.connection.connectionId);
    if (work?.engine !== engine) return;
    work.stopping.abort();
    works.delete(engine.connection.connectionId);
  }

  /** A fresh snapshot of every channel of one engine. The questions it raises are asked behind. */
  async function note(engine: Engine, channels: ChannelSnapshot[]): Promise<void> {
    const work = works.get(engine.connection.connectionId);
    if (work === undefined) return;
    await loadCursors(work);
    for (const snapshot of channels) {
      const channel = work.byChannel.get(snapshot.channelId) ?? newWork(snapshot.channelId, null);
      work.byChannel.set(snapshot.channelId, channel);
      noteSnapshot(channel, snapshot, deps.clock.now());
    }
    run(work);
  }

  /** A replay moved on, or somebody acted in the engine: looks again without waiting for a counter. `channelId` null = all channels. */
  function look(connectionId: string, channelId: string | null): void {
    const work = works.get(connectionId);
    if (work === undefined) return;
    for (const channel of work.byChannel.values()) {
      if (channelId !== null && channel.channelId !== channelId) continue;
      channel.wantsRecheck = true;
      if (channelId !== null) channel.wantsNew = true;
    }
    run(work);
  }

  /** From the oldest kept on: something wants to know of those that were read before. */
  function readAnew({ connectionId, channelId }: { connectionId: string; channelId: string }): void {
    const work = works.get(connectionId);
    const channel = work?.byChannel.get(channelId);
    if (work === undefined || channel === undefined) return;
    channel.wantsSweep = true;
    channel.sweptAt = Number.NEGATIVE_INFINITY;
    run(work);
  }

  function run(work: EngineWork): void {
    if (work.isRunning) return;
    work.isRunning = true;
    work.running = catchUp(deps, work)
      .catch((thrown: unknown) => report(deps, work, thrown))
      .finally(() => {
        work.isRunning = false;
      });
  }

  async function loadCursors(work: EngineWork): Promise<void> {
    if (work.hasCursors) return;
    const cursors = await deps.cache.syncCursors(work.engine.connection.connectionId);
    for (const cursor of cursors) work.byChannel.set(cursor.channelId, newWork(cursor.channelId, cursor));
    work.hasCursors = true;
  }

  /** The cache is empty again: what was read before has to be read once more. */
  function startAnew(): void {
    for (const work of works.values()) {
      work.byChannel.clear();
      work.caughtUpAt = null;
      deps.emit('failures.changed', { connectionId: work.engine.connection.connectionId, added: 0, resolved: 0 });
    }
  }

  /** `refreshedAt`: since when at the latest all these engines' failures are known; null = one was never read through. */
  function coverage(connectionIds: string[]): { refreshedAt: number | null; behind: boolean } {
    const shown = connectionIds.map((id) => works.get(id)).filter((work) => work !== undefined);
    const times = shown.map(({ caughtUpAt }) => caughtUpAt);
    const known = times.filter((at) => at !== null);
    const isComplete = known.length === times.length && known.length > 0;
    const behind = !isComplete || shown.some((work) => [...work.byChannel.values()].some(wantsAnything));
    return { refreshedAt: isComplete ? Math.min(...known) : null, behind };
  }

  /** Resolves when nothing runs any more; for tests and for closing. */
  async function idle(): Promise<void> {
    await Promise.all([...works.values()].map(({ running }) => running));
  }

  async function close(): Promise<void> {
    const running = [...works.values()].map((work) => work.running);
    for (const work of works.values()) work.stopping.abort();
    works.clear();
    await Promise.all(running);
  }

  return { start, stop, note, look, readAnew, startAnew, coverage, idle, close };
}

export type FailureSync = ReturnType<typeof createFailureSync>;

async function catchUp(deps: FailureSyncDeps, work: EngineWork): Promise<void> {
  const now = () => deps.clock.now();
  for (;;) {
    const due = [...work.byChannel.values()].filter((channel) => isDue(channel, now()));
    if (due.length === 0) break;
    for (const channel of due) await catchUpChannel(deps, work, channel);
  }
  if (![...work.byChannel.values()].some(({ wantsNew, wantsSweep }) => wantsNew || wantsSweep)) work.caughtUpAt = now();
}

async function catchUpChannel(deps: FailureSyncDeps, work: EngineWork, channel: ChannelWork): Promise<void> {
  const changes: Changes = { added: 0, updated: 0, resolved: 0 };
  try {
    if (channel.wantsNew) await readNew(deps, work, { channel, changes });
    if (isSweepDue(channel, deps.clock.now())) await sweep(deps, work, { channel, changes });
    if (channel.wantsRecheck) await recheck(deps, work, { channel, changes });
  } finally {
    const { connectionId } = work.engine.connection;
    const { added, updated, resolved } = changes;
    if (added + updated + resolved > 0) deps.emit('failures.changed', { connectionId, added, resolved });
  }
}

type Task = { channel: ChannelWork; changes: Changes };

/** The cursor moves page by page, so that a cut-off read goes on where it stopped; the counter only after the last page. */
async function readNew(deps: FailureSyncDeps, work: EngineWork, { channel, changes }: Task): Promise<void> {
  const { connectionId } = work.engine.connection;
  const errored = channel.seen?.counters.errored ?? channel.cursor?.erroredCounter ?? 0;
  const counterBefore = channel.cursor?.erroredCounter ?? neverReadThrough;
  const isFirst = counterBefore === neverReadThrough;
  const expected = errorsSince(channel.cursor, errored);
  let after = channel.cursor?.afterNativeId ?? null;
  let found = 0;
  for (let isComplete = false; !isComplete; ) {
    const page = await readPage(deps, work, { channelId: channel.channelId, after, changes });
    if (work.byChannel.get(channel.channelId) !== channel) return; // begun anew meanwhile
    found += page.count;
    after = page.after;
    isComplete = page.isComplete;
    channel.cursor = {
      connectionId,
      channelId: channel.channelId,
      afterNativeId: after,
      erroredCounter: isComplete ? errored : counterBefore,
      syncedAt: deps.clock.now(),
    };
    await deps.cache.putSyncCursor(channel.cursor);
  }
  channel.wantsNew = (channel.seen?.counters.errored ?? errored) !== errored;
  if (!isFirst && found < expected) channel.wantsSweep = true;
}

/** A few pages at a time from the oldest on, so that other channels get their turn. */
async function sweep(deps: FailureSyncDeps, work: EngineWork, { channel, changes }: Task): Promise<void> {
  for (let pages = 0; pages < pagesPerStep; pages += 1) {
    const after = channel.sweepAfter;
    const page = await readPage(deps, work, { channelId: channel.channelId, after, changes });
    channel.sweepAfter = page.isComplete ? null : page.after;
    if (!page.isComplete) continue;
    channel.wantsSweep = false;
    channel.sweptAt = deps.clock.now();
    return;
  }
}

async function recheck(deps: FailureSyncDeps, work: EngineWork, { channel, changes }: Task): Promise<void> {
  const { connectionId } = work.engine.connection;
  const { channelId } = channel;
  const open = await deps.cache.openNativeIds(connectionId, channelId, openLimit);
  for (let at = 0; at < open.length; at += askLimit) {
    const nativeIds = open.slice(at, at + askLimit);
    const left = await work.facet.stillFailed({ channelId, nativeIds }, work.stopping.signal);
    const resolved = nativeIds.filter((nativeId) => !left.has(nativeId));
    const ids = resolved.map((nativeId) => failureIdOf({ connectionId, channelId, nativeId }));
    if (ids.length > 0) changes.resolved += await deps.cache.markResolved(ids, deps.clock.now());
  }
  channel.wantsRecheck = false;
  channel.recheckedAt = deps.clock.now();
}

async function readPage(
  deps: FailureSyncDeps,
  work: EngineWork,
  { channelId, after, changes }: { channelId: string; after: string | null; changes: Changes },
): Promise<{ count: number; after: string | null; isComplete: boolean }> {
  const { signal } = work.stopping;
  const { items, complete } = await work.facet.list({ channelId, afterNativeId: after, limit: pageLimit }, signal);
  if (items.length > 0) {
    const put = await deps.cache.putFailures(await withHandling(deps, items.map(toFailureRecord)));
    changes.added += put.added;
    changes.updated += put.updated;
    await deps.takeBodies(items);
  }
  const last = items.at(-1)?.nativeId ?? after;
  // The port promises an item when more is to come; an engine that breaks it must not be asked for ever.
  return { count: items.length, after: last, isComplete: complete || items.length === 0 };
}

/** A cache begun anew knows nothing of what people decided about single failures: the journal does. */
async function withHandling(deps: FailureSyncDeps, records: FailureRecord[]): Promise<FailureRecord[]> {
  const decisions = await deps.lastHandlings(records.map(({ failure }) => failure.failureId));
  const lastById = new Map(decisions.map((decision) => [decision.failureId, decision]));
  return records.map((record) => {
    const last = lastById.get(record.failure.failureId);
    if (last === undefined || record.failure.failedAt > last.at) return record;
    const settled = last.act === 'handle' ? { handledAt: last.at, resolvedAt: last.at } : {};
    return { ...record, failure: { ...record.failure, ...settled, ownState: ownStateOf(last) } };
  });
}

function wantsAnything({ wantsNew, wantsSweep }: ChannelWork): boolean {
  return wantsNew || wantsSweep;
}

/** What is left is asked again after the next status poll. */
function report(deps: FailureSyncDeps, work: EngineWork, thrown: unknown): void {
  const code = thrown instanceof AppError ? thrown.code : 'INTERNAL';
  if (code === 'CANCELLED') return;
  deps.logger.warn('failures could not be read', { connectionId: work.engine.connection.connectionId, code });
}
