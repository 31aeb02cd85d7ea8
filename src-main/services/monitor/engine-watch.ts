import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Engine, SystemLoad } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { HistoryStore, Sample } from '../../store/store.ts';
import { type ChannelWatch, createChannelWatch } from './channel-watch.ts';

export type EngineWatchDeps = { engine: Engine; history: HistoryStore; clock: Clock; logger: Logger };

/** Everything followed of one engine since it was started, with what earlier runs left in history. */
export function createEngineWatch(deps: EngineWatchDeps) {
  const { connectionId } = deps.engine.connection;
  const byChannel = new Map<string, ChannelWatch>();
  let restored: Promise<void> | null = null;
  let load: SystemLoad | null = null;

  /** @returns whether errors or queues moved */
  async function observe(channels: ChannelSnapshot[], at: number): Promise<boolean> {
    restored ??= restore(at);
    await restored;
    let hasMoved = false;
    const samples: Sample[] = [];
    for (const snapshot of channels) {
      const watch = watchOf(snapshot.channelId);
      const queuedBefore = watch.snapshot()?.queued ?? snapshot.queued;
      const sample = watch.observe(snapshot, at);
      if (sample !== null) samples.push(sample);
      hasMoved ||= (sample?.errored ?? 0) > 0 || queuedBefore !== snapshot.queued;
    }
    forgetOthers(channels);
    await keep(samples);
    return hasMoved;
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

  /** Figures on the screen do not wait for the disk: lost samples show as a gap. */
  async function keep(samples: Sample[]): Promise<void> {
    if (samples.length === 0) return;
    try {
      await deps.history.append(samples);
    } catch {
      deps.logger.warn('figures could not be written', { connectionId });
    }
  }

  return {
    engine: deps.engine,
    observe,
    setLoad: (next: SystemLoad): void => {
      load = next;
    },
    load: () => load,
    channels: (): ChannelWatch[] => [...byChannel.values()].filter((watch) => watch.snapshot() !== null),
  };
}

export type EngineWatch = ReturnType<typeof createEngineWatch>;
