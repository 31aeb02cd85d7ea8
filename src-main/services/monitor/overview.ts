import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { CacheStore } from '../../store/store.ts';
import { compareChannels, judgeChannel } from './channel-severity.ts';
import type { ChannelWatch } from './channel-watch.ts';
import type { EngineWatch } from './engine-watch.ts';

type Overview = OutputOf<'monitor.overview'>;
type ChannelRow = Overview['channels'][number];
type OpenCounts = Awaited<ReturnType<CacheStore['openCounts']>>;
type Seen = { watches: EngineWatch[]; counts: OpenCounts; now: number };

const missedPolls = 3;

/** The first screen: every channel of these engines, most severe first. */
export function buildOverview(seen: Seen): Pick<Overview, 'channels' | 'health' | 'totals'> {
  const open = new Map(seen.counts.map((count) => [`${count.connectionId}/${count.channelId}`, count]));
  const channels = seen.watches
    .flatMap((engine) => engine.channels().flatMap((channel) => rowOf({ engine, channel, open, now: seen.now })))
    .sort(compareChannels);
  return { channels, health: seen.watches.flatMap(healthOf), totals: totalsOf(channels) };
}

type RowParts = {
  engine: EngineWatch;
  channel: ChannelWatch;
  open: Map<string, OpenCounts[number]>;
  now: number;
};

function rowOf({ engine, channel, open, now }: RowParts): ChannelRow[] {
  const snapshot = channel.snapshot();
  if (snapshot === null) return [];
  const { connection, pollPlan } = engine.engine;
  const count = open.get(`${connection.connectionId}/${snapshot.channelId}`);
  const openFailures = count?.open ?? 0;
  const urgentFailures = count?.urgent ?? 0;
  const isStale = now - channel.observedAt() > missedPolls * pollPlan.statusMs;
  const rates = channel.rates();
  const judged = judgeChannel({
    snapshot,
    engineState: engine.engine.state().state,
    erroredLately: channel.erroredLately(now),
    receivedLastHour: channel.receivedLastHour(),
    ...channel.queueTrend(),
    openFailures,
    urgentFailures,
    isStale,
  });
  return [
    {
      ...snapshot,
      ...judged,
      connectionId: connection.connectionId,
      receivedPerMinute: rates.received,
      sentPerMinute: rates.sent,
      erroredPerMinute: rates.errored,
      openFailures,
      urgentFailures,
      ...channel.lastActivity(),
      sparkline: channel.sparkline(now),
      observedAt: channel.observedAt(),
      isStale,
    },
  ];
}

function healthOf(engine: EngineWatch): Overview['health'] {
  const load = engine.load();
  if (load === null) return [];
  const { cpuShare, heapShare, diskFreeBytes, at } = load;
  const { connectionId } = engine.engine.connection;
  return [{ connectionId, cpuShare, heapShare, diskFreeBytes, observedAt: at }];
}

function totalsOf(channels: ChannelRow[]): Overview['totals'] {
  const sum = (pick: (row: ChannelRow) => number) => channels.reduce((total, row) => total + pick(row), 0);
  return {
    failures: sum((row) => row.openFailures),
    urgent: sum((row) => row.urgentFailures),
    queued: sum((row) => row.queued),
    channelsNeedingAction: channels.filter(({ severity }) => severity === 'critical' || severity === 'warning').length,
  };
}
