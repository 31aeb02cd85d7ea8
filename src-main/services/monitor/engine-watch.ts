import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Engine, SystemLoad } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { ChannelGap, HistoryStore, Sample } from '../../store/history-store.ts';
import { type ChannelWatch, createChannelWatch } from './channel-watch.ts';
import { createStepBook } from './step-book.ts';

export type EngineWatchDeps = { engine: Engine; history: HistoryStore; clock: Clock; logger: Logger };

/** Everything followed of one engine since it was started, with what earlier runs left in history. */
export function createEngineWatch(deps: EngineWatchDeps) {
  const { connectionId } = deps.engine.connection;
  const byChannel = new Map<string, ChannelWatch>();
  const book = createStepBook();
  let restored: Promise<void> | null = null;
  let load: SystemLoad | null = null;

  /** @returns whether errors or queues moved */
  async function observe(channels: ChannelSnapshot[], at: number): Promise<boolean> {
    restored ??= restore(at);
    await restored;
    let hasMoved = false;
    const steadyAt = deps.clock.monotonicMs();
    const oldestByChannel = await readOldest(channels);
    for (const snapshot of channels) {
      const watch = watchOf(snapshot.channelId);
      const queuedBefore = watch.snapshot()?.queued ?? snapshot.queued;
      const { look, gap } = watch.observe(
        snapshot,
        at,
        steadyAt,
        oldestMsOf(oldestByChannel.get(snapshot.channelId), at),
      );
      if (look !== null) book.add(look);
      if (gap !== null) book.addGap(gap);
      hasMoved ||= (look?.errored ?? 0) > 0 || queuedBefore !== snapshot.queued;
    }
    forgetOthers(channels);
    await keep(book.takeClosed(at));
    return hasMoved;
  }

  /** By what the index last read, so that it costs the engine nothing; asked only while something waits. */
  async function readOldest(channels: readonly ChannelSnapshot[]): Promise<ReadonlyMap<string, number | null>> {
    if (!channels.some(({ queued }) => queued > 0)) return new Map();
    try {
      const rows = await deps.history.oldestInWork({ connectionId });
      return new Map(rows.map(({ channelId, oldestAt }) => [channelId, oldestAt]));
    } catch {
      return new Map(); // not known; the poll itself goes on
    }
  }

  /** A removed channel leaves the list at once; its history stays. */
  function forgetOthers(channels: ChannelSnapshot[]): void {
    const present = new Set(channels.map(({ channelId }) => channelId));
    for (const channelId of byChannel.keys()) if (!present.has(channelId)) byChannel.delete(channelId);
  }

  function watchOf(channelId: string): ChannelWatch {
    const known = byChannel.get(channelId);
    if (known !== undefined) return known;
    const fresh = createChannelWatch(connectionId, channelId);
    byChannel.set(channelId, fresh);
    return fresh;
  }

  async function restore(now: number): Promise<void> {
    const span = { from: now - 3_600_000, to: now };
    try {
      const [rows, activity] = await Promise.all([
        deps.history.perMinute({ connectionIds: [connectionId], channelId: null, ...span }),
        deps.history.lastActivity([connectionId]),
      ]);
      const channelIds = new Set([...rows, ...activity].map(({ channelId }) => channelId));
      for (const channelId of channelIds) {
        const last = activity.find((one) => one.channelId === channelId) ?? null;
        const own = rows.filter((row) => row.channelId === channelId);
        watchOf(channelId).restore(own, last);
      }
    } catch {
      deps.logger.warn('earlier figures could not be read', { connectionId });
    }
  }

  async function keep(taken: { samples: Sample[]; gaps: ChannelGap[] }): Promise<void> {
    if (taken.samples.length + taken.gaps.length === 0) return;
    try {
      await deps.history.append(taken.samples, taken.gaps);
    } catch {
      book.giveBack(taken);
      deps.logger.warn('figures could not be written', { connectionId });
    }
  }

  return {
    engine: deps.engine,
    observe,
    /** Steps not written yet, oldest first. */
    openSteps: (channelId: string): Sample[] => book.open(connectionId, channelId),
    /** Writes what is still going on; nothing is observed after it. */
    close: (): Promise<void> => keep(book.takeAll()),
    setLoad: (next: SystemLoad): void => {
      load = next;
    },
    load: () => load,
    channels: (): ChannelWatch[] => [...byChannel.values()].filter((watch) => watch.snapshot() !== null),
  };
}

function oldestMsOf(oldestAt: number | null | undefined, at: number): number | null {
  return oldestAt === null || oldestAt === undefined ? null : Math.max(0, at - oldestAt);
}

export type EngineWatch = ReturnType<typeof createEngineWatch>;
