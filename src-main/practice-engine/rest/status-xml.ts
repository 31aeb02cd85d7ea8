import { type CountedStatus, type Counters, countedStatuses } from '../messages/message-store.ts';
import type { Channel } from '../routing/channel.ts';
import { el, entry, optional, time, type XmlElement } from './xml.ts';

/** `<dashboardStatus>` of a channel with one child per connector. Source: mirth-api section 4, [31x]. */
export function statusElement(channel: Channel): XmlElement {
  const { definition } = channel;
  const ids = [0, ...definition.destinations.map((_destination, index) => index + 1)];
  const queued = ids.reduce((sum, id) => sum + channel.queued(id), 0);
  return el('dashboardStatus', [
    el('channelId', definition.id),
    el('name', definition.name),
    el('state', channel.state),
    ...(channel.state === 'UNDEPLOYED'
      ? []
      : [el('deployedRevisionDelta', 0), ...time('deployedDate', channel.deployedAt)]),
    ...counterMaps(sumOf(channel, ids)),
    el('childStatuses', channel.state === 'UNDEPLOYED' ? [] : ids.map((id) => connectorStatus(channel, id))),
    el('queueEnabled', false),
    el('queued', queued),
    el('waitForPrevious', false),
    el('statusType', 'CHANNEL'),
  ]);
}

function connectorStatus(channel: Channel, metaDataId: number): XmlElement {
  const destination = channel.definition.destinations[metaDataId - 1];
  return el('dashboardStatus', [
    el('channelId', channel.definition.id),
    el('name', destination?.name ?? 'Source'),
    el('state', channel.connectorState(metaDataId)),
    ...counterMaps(channel.store.counters(metaDataId)),
    el('childStatuses'),
    el('metaDataId', metaDataId),
    el('queueEnabled', destination !== undefined && destination.queue !== null),
    el('queued', channel.queued(metaDataId)),
    el('waitForPrevious', false),
    el('statusType', destination === undefined ? 'SOURCE_CONNECTOR' : 'DESTINATION_CONNECTOR'),
  ]);
}

function counterMaps(counters: Counters): XmlElement[] {
  const entries = countedStatuses.map((status) =>
    entry(el('com.mirth.connect.donkey.model.message.Status', status), el('long', counters[status])),
  );
  return ['statistics', 'lifetimeStatistics'].map((name) => el(name, entries, [['class', 'linked-hash-map']]));
}

/** What the source received, and what every connector filtered, sent and failed: they never add up. */
function sumOf(channel: Channel, metaDataIds: number[]): Counters {
  const total = (status: CountedStatus) => metaDataIds.reduce((sum, id) => sum + channel.store.counters(id)[status], 0);
  const received = metaDataIds.includes(0) ? channel.store.counters(0).RECEIVED : total('RECEIVED');
  return { RECEIVED: received, FILTERED: total('FILTERED'), SENT: total('SENT'), ERROR: total('ERROR') };
}

export type StatisticsInput = {
  serverId: string;
  channels: Channel[];
  metaDataIds: (channel: Channel) => number[];
  withChannelId: boolean;
};

/** `<channelStatistics>` of one channel or the sum of several. */
export function statisticsElement({ serverId, channels, metaDataIds, withChannelId }: StatisticsInput): XmlElement {
  const sums = channels.map((channel) => sumOf(channel, metaDataIds(channel)));
  const total = (status: CountedStatus) => sums.reduce((sum, counters) => sum + counters[status], 0);
  const queued = channels.reduce(
    (sum, channel) => sum + metaDataIds(channel).reduce((of, id) => of + channel.queued(id), 0),
    0,
  );
  return el('channelStatistics', [
    el('serverId', serverId),
    ...optional('channelId', withChannelId ? (channels[0]?.definition.id ?? null) : null),
    el('received', total('RECEIVED')),
    el('sent', total('SENT')),
    el('error', total('ERROR')),
    el('filtered', total('FILTERED')),
    el('queued', queued),
  ]);
}
