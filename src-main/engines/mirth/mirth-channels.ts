import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import { decodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ChannelsFacet } from '../engine.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import type { MirthHealth } from './mirth-health.ts';
import {
  type MirthChannel,
  mapAlerts,
  mapConnectorStates,
  mapNames,
  mapServerTime,
  mapStatuses,
  mapSystemStats,
  mapTags,
  undeployedChannel,
} from './mirth-mapping.ts';
import type { MirthRequest, MirthTopic } from './mirth-transport.ts';
import { toInteger } from './mirth-xml.ts';

/** What the channel polls learned, for the other facets. */
export type MirthKnowledge = {
  /** As of the last snapshot; null = not deployed then, or no snapshot yet. */
  channel(channelId: string): MirthChannel | null;
  /** By the last snapshot and list of names; *unasked* before both were there. */
  presence(channelId: string): 'deployed' | 'undeployed' | 'unknown' | 'unasked';
  /** The engine's zone id from its last `/server/time`, null before. */
  timeZone(): string | null;
};

type Deps = { client: MirthClient; health: MirthHealth; clock: Clock };

const tolerableSkewMs = 60_000;

/** Statuses and counters of all channels. Source: mirth-api §4, §9, §12. */
export function createMirthChannels(deps: Deps): { facet: ChannelsFacet; knowledge: MirthKnowledge } {
  const { client, health } = deps;
  let channels: ReadonlyMap<string, MirthChannel> | null = null;
  let names: ReadonlyMap<string, string> = new Map();
  let tags: ReadonlyMap<string, string[]> = new Map();
  const starter = createStartWatch(deps);
  const engineClock = createClockWatch(deps);
  const askActivities = createActivityQuestion(client);

  async function takeSnapshot(signal: AbortSignal): Promise<ChannelSnapshot[]> {
    const [root, activities] = await Promise.all([
      client.askXml(get('statuses', '/channels/statuses'), signal),
      askActivities(signal),
    ]);
    if (root === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
    const deployed = mapStatuses(root, activities);
    channels = new Map(deployed.map((channel) => [channel.snapshot.channelId, channel]));
    const undeployed = [...names].filter(([channelId]) => !channels?.has(channelId));
    return [
      ...deployed.map(({ snapshot }) => ({ ...snapshot, tags: tags.get(snapshot.channelId) ?? [] })),
      ...undeployed.map(([channelId, name]) => ({
        ...undeployedChannel(channelId, name),
        tags: tags.get(channelId) ?? [],
      })),
    ];
  }

  const facet: ChannelsFacet = {
    async snapshot(signal) {
      health.mayAskInBackground();
      await starter.ensureRunning(signal);
      const snapshot = await takeSnapshot(signal);
      if (!starter.isStale()) return snapshot;
      await starter.ensureRunning(signal); // it restarted in between: what it said may be half a deployment
      return await takeSnapshot(signal);
    },
    async refreshSlow(signal) {
      health.mayAskInBackground();
      const [stats, , nameRoot, tagRoot, alerts] = await Promise.all([
        client.askXml(get('system', '/system/stats'), signal),
        engineClock.refresh(signal),
        client.askXml(get('names', '/channels/idsAndNames'), signal),
        client.askXml(get('names', '/server/channelTags'), signal),
        client.askXml({ ...get('system', '/alerts/statuses'), allow: [403] }, signal),
      ]);
      names = nameRoot === null ? new Map() : mapNames(nameRoot);
      tags = tagRoot === null ? new Map() : mapTags(tagRoot);
      if (stats === null) return null;
      return { ...mapSystemStats(stats, deps.clock.now()), alerts: alerts === null ? null : mapAlerts(alerts) };
    },
  };
  const knowledge: MirthKnowledge = {
    channel: (channelId) => channels?.get(channelId) ?? null,
    presence(channelId) {
      if (channels?.has(channelId)) return 'deployed';
      if (channels === null || names.size === 0) return 'unasked';
      return names.has(channelId) ? 'undeployed' : 'unknown';
    },
    timeZone: engineClock.timeZone,
  };
  return { facet, knowledge };
}

/** Compares the engine's clock with ours, and notices when its zone changes. */
function createClockWatch({ client, health, clock }: Deps) {
  let firstZone: string | null = null;
  let zone: string | null = null;

  return {
    timeZone: () => zone,
    async refresh(signal: AbortSignal): Promise<void> {
      const askedAt = clock.now();
      const root = await client.askXml(get('system', '/server/time'), signal);
      const time = root === null ? null : mapServerTime(root);
      if (time === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
      const skewMs = time.at - (askedAt + clock.now()) / 2;
      health.learned({ clockSkewMs: Math.round(skewMs) });
      const seconds = Math.round(skewMs / 1000);
      const isOff = Math.abs(skewMs) > tolerableSkewMs;
      health.trouble('clock', isOff ? { key: 'engine.reason.clockSkew', params: { seconds } } : null);
      zone = time.timeZone;
      firstZone ??= zone;
      // Stored times carry no zone: after a change every older message shows shifted [97c].
      if (zone !== null && firstZone !== null && zone !== firstZone)
        health.trouble('zone', { key: 'engine.reason.timeZoneChanged', params: { from: firstZone, to: zone } });
    },
  };
}

/**
 * Asks `/server/status` and `/server/version` after every sign-in (sessions die with the engine, so it may have restarted)
 * and while the engine starts; not otherwise.
 */
function createStartWatch({ client, health }: Deps) {
  let seenEpoch = -1;

  async function askStatus(signal: AbortSignal): Promise<number | null> {
    const root = await client.askXml(get('statuses', '/server/status'), signal);
    return toInteger(root?.text());
  }

  return {
    isStale: () => seenEpoch !== client.sessionEpoch(),
    async ensureRunning(signal: AbortSignal): Promise<void> {
      if (seenEpoch === client.sessionEpoch()) return;
      const status = await askStatus(signal);
      const key = status === null ? undefined : startingByStatus[status];
      if (key !== undefined) {
        health.starting({ key, params: {} });
        throw fault('ENGINE_UNREACHABLE', key);
      }
      health.starting(null);
      const version = await client.ask(get('system', '/server/version'), signal);
      seenEpoch = client.sessionEpoch();
      health.learned({ version: decodeUtf8(version.bytes).trim().slice(0, 40) });
    },
  };
}

const startingByStatus: Readonly<
  Record<number, 'engine.reason.engineUnavailable' | 'engine.reason.engineStarting' | 'engine.reason.initialDeploy'>
> = {
  1: 'engine.reason.engineUnavailable',
  2: 'engine.reason.engineStarting',
  3: 'engine.reason.initialDeploy',
};

/** The dashboard-status extension may be missing (404): then it is not asked again until the next sign-in. */
function createActivityQuestion(client: MirthClient) {
  let missingInEpoch: number | null = null;
  return async (signal: AbortSignal): Promise<ReadonlyMap<string, string>> => {
    if (missingInEpoch === client.sessionEpoch()) return new Map();
    const request = { ...get('statuses', '/extensions/dashboardstatus/connectorStates'), allow: [404] };
    const root = await client.askXml(request, signal);
    missingInEpoch = root === null ? client.sessionEpoch() : null;
    return root === null ? new Map() : mapConnectorStates(root);
  };
}

export function get(topic: MirthTopic, path: string): MirthRequest {
  return { topic, method: 'GET', path };
}
