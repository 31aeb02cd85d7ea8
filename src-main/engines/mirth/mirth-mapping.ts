import type {
  ChannelCounters,
  ChannelSnapshot,
  ChannelState,
  ConnectorStatus,
} from '../../../src-shared/domain/channel.ts';
import { ownValue } from '../../../src-shared/domain/own-value.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import type { SystemLoad } from '../engine.ts';
import { booleanAt, entriesOf, integerAt, timeAt, toInteger, toNumber } from './mirth-xml.ts';

/** One deployed channel as `/channels/statuses` tells it. `deployedAt` ms UTC, null when absent. `savedSince`: revisions saved after the deployed one. */
export type MirthChannel = { snapshot: ChannelSnapshot; deployedAt: number | null; savedSince: number };

/** `<list><dashboardStatus>…`; `activityByConnector` keyed `<channelId>_<metaDataId>`, from `connectorStates`. */
export function mapStatuses(root: XmlElement, activityByConnector: ReadonlyMap<string, string>): MirthChannel[] {
  return root.all('dashboardStatus').map((status) => mapChannel(status, activityByConnector));
}

/** `<dashboardStatus>` of one channel, as `/channels/{id}/status` gives it. */
export function mapStatus(root: XmlElement): MirthChannel {
  return mapChannel(root, new Map());
}

function mapChannel(status: XmlElement, activityByConnector: ReadonlyMap<string, string>): MirthChannel {
  const channelId = status.textAt('channelId') ?? '';
  const connectors = (status.first('childStatuses')?.all('dashboardStatus') ?? []).map((child) =>
    mapConnector(child, activityByConnector.get(`${channelId}_${child.textAt('metaDataId') ?? ''}`) ?? null),
  );
  const deployedAt = timeAt(status, 'deployedDate');
  const savedSince = integerAt(status, 'deployedRevisionDelta') ?? 0;
  const snapshot: ChannelSnapshot = {
    channelId,
    name: status.textAt('name') ?? channelId,
    state: mapState(status.textAt('state')),
    counters: mapCounters(status),
    queued: integerAt(status, 'queued') ?? 0,
    connectors,
    revision: null, // the dashboard tells only how many saved revisions came after the deployed one
    deployedAt,
    hasUndeployedChanges: savedSince > 0 || booleanAt(status, 'codeTemplatesChanged'),
    tags: [],
  };
  return { snapshot, deployedAt, savedSince };
}

function mapConnector(status: XmlElement, activity: string | null): ConnectorStatus {
  const isSource = status.textAt('statusType') === 'SOURCE_CONNECTOR' || status.textAt('metaDataId') === '0';
  return {
    nativeId: status.textAt('metaDataId') ?? '',
    name: status.textAt('name') ?? '',
    role: isSource ? 'source' : 'destination',
    state: mapState(status.textAt('state')),
    counters: mapCounters(status),
    queued: integerAt(status, 'queued') ?? 0,
    hasQueue: booleanAt(status, 'queueEnabled'),
    activity,
  };
}

/** A channel that is saved but not deployed: it takes no messages. */
export function undeployedChannel(channelId: string, name: string): ChannelSnapshot {
  return {
    channelId,
    name,
    state: 'undeployed',
    counters: { received: 0, filtered: 0, sent: 0, errored: 0 },
    queued: 0,
    connectors: [],
    revision: null,
    deployedAt: null,
    hasUndeployedChanges: false,
    tags: [],
  };
}

function mapCounters(status: XmlElement): ChannelCounters {
  const counts = new Map(
    entriesOf(status.first('statistics')).map(({ key, value }) => [key, toInteger(value?.text())]),
  );
  const count = (name: string) => counts.get(name) ?? 0;
  return { received: count('RECEIVED'), filtered: count('FILTERED'), sent: count('SENT'), errored: count('ERROR') };
}

const stateByName: Readonly<Record<string, ChannelState>> = {
  STARTED: 'started',
  PAUSED: 'paused',
  STOPPED: 'stopped',
  STARTING: 'starting',
  DEPLOYING: 'starting',
  SYNCING: 'starting',
  STOPPING: 'stopping',
  PAUSING: 'stopping',
  UNDEPLOYING: 'stopping',
  UNDEPLOYED: 'undeployed',
};

function mapState(name: string | null): ChannelState {
  return ownValue(stateByName, name ?? '') ?? 'unknown';
}

/** `<map>` of `<channelId>_<metaDataId>` to an object array of colour and text. */
export function mapConnectorStates(root: XmlElement): Map<string, string> {
  return new Map(
    entriesOf(root).flatMap(({ key, value }) => {
      const text = value?.textAt('string') ?? null;
      return text === null || text === '' ? [] : [[key, text] as const];
    }),
  );
}

/** Any `<map>` of text or numbers to text: channel names, connector names. */
export function mapNames(root: XmlElement): Map<string, string> {
  return new Map(entriesOf(root).map(({ key, value }) => [key, value?.text() ?? '']));
}

/** Tag names by channel, in the engine's order. */
export function mapTags(root: XmlElement): Map<string, string[]> {
  const tags = new Map<string, string[]>();
  for (const tag of root.all('channelTag'))
    for (const channelId of tag.first('channelIds')?.all('string') ?? []) {
      const names = tags.get(channelId.text()) ?? [];
      names.push(tag.textAt('name') ?? '');
      tags.set(channelId.text(), names);
    }
  return tags;
}

/** `<list><alertStatus>`: the engine's own alerts and how often each was raised. */
export function mapAlerts(root: XmlElement): NonNullable<SystemLoad['alerts']> {
  return root.all('alertStatus').map((alert) => ({
    name: alert.textAt('name') ?? '',
    isEnabled: booleanAt(alert, 'enabled'),
    raisedCount: integerAt(alert, 'alertedCount') ?? 0,
  }));
}

/** Heap used = allocated less free, as a share of the maximum. */
export function mapSystemStats(root: XmlElement, now: number): Omit<SystemLoad, 'alerts'> {
  const number = (name: string) => toNumber(root.textAt(name));
  const [allocated, free, max] = [number('allocatedMemoryBytes'), number('freeMemoryBytes'), number('maxMemoryBytes')];
  const hasHeap = allocated !== null && free !== null && max !== null && max > 0;
  return {
    cpuShare: number('cpuUsagePct'),
    heapShare: hasHeap && allocated >= free ? (allocated - free) / max : null,
    diskFreeBytes: number('diskFreeBytes'),
    at: timeAt(root, 'timestamp') ?? now,
  };
}

/** `timeZone` is the engine's zone id; message times are stored without one. Null when unreadable. */
export function mapServerTime(root: XmlElement): { at: number; timeZone: string | null } | null {
  const at = integerAt(root, 'time');
  return at === null ? null : { at, timeZone: root.textAt('timezone') };
}
