import type { Channel } from '../routing/channel.ts';
import { answerWith, notFound, nothing } from './answer.ts';
import { channelElement, columnElement } from './channel-xml.ts';
import { readPosted } from './message-routes.ts';
import { audit, type Call, channelText, findChannel, type Route, xmlOrJson } from './route.ts';
import { statisticsElement, statusElement } from './status-xml.ts';
import { el, entry, textEntry } from './xml.ts';
import { childrenOf, textOf } from './xml-reader.ts';

/** Channels as they are defined and as they run. Source: mirth-api section 4. */
export const channelRoutes: Route[] = [
  { method: 'GET', path: '/channels', handle: listChannels },
  { method: 'GET', path: '/channels/idsAndNames', handle: idsAndNames },
  { method: 'GET', path: '/channels/portsInUse', handle: portsInUse },
  { method: 'GET', path: '/channels/statuses', handle: listStatuses },
  { method: 'GET', path: '/channels/statuses/initial', handle: initialStatuses },
  { method: 'POST', path: '/channels/statuses/_getChannelStatusList', accepts: xmlOrJson, handle: chosenStatuses },
  { method: 'GET', path: '/channels/statistics', handle: listStatistics },
  { method: 'GET', path: '/channelgroups', handle: () => answerWith(el('list')) },
  { method: 'GET', path: '/channels/{channelId}', handle: readChannel },
  { method: 'GET', path: '/channels/{channelId}/connectorNames', handle: connectorNames },
  { method: 'GET', path: '/channels/{channelId}/metaDataColumns', handle: metaDataColumns },
  { method: 'GET', path: '/channels/{channelId}/status', handle: readStatus },
  { method: 'GET', path: '/channels/{channelId}/statistics', handle: readStatistics },
];

/** Channels named by repeated `channelId`, or all. */
function chosen(call: Call): Channel[] {
  const ids = call.query.getAll('channelId');
  return call.engine.channels.filter((channel) => ids.length === 0 || ids.includes(channel.definition.id));
}

const isDeployed = (channel: Channel) => channel.state !== 'UNDEPLOYED';

function listChannels(call: Call) {
  audit(call, 'Get channels');
  return answerWith(
    el(
      'list',
      chosen(call).map((channel) => channelElement(channel)),
    ),
  );
}

function readChannel(call: Call) {
  const channel = findChannel(call);
  if (channel === null) return nothing;
  audit(call, 'Get channel', { channel: channelText(channel) });
  return answerWith(channelElement(channel));
}

function idsAndNames(call: Call) {
  return answerWith(
    el(
      'map',
      call.engine.channels.map(({ definition }) => textEntry(definition.id, definition.name)),
    ),
  );
}

function portsInUse(call: Call) {
  const ports = call.engine.channels.map(({ definition, port }) =>
    el('com.mirth.connect.donkey.model.channel.Ports', [
      el('name', definition.name.toUpperCase()),
      el('id', definition.id),
      el('port', port),
    ]),
  );
  return answerWith(el('list', ports));
}

function connectorNames(call: Call) {
  const channel = findChannel(call);
  if (channel === null) return nothing;
  const names = ['Source', ...channel.definition.destinations.map((destination) => destination.name)];
  return answerWith(
    el(
      'linked-hash-map',
      names.map((name, id) => entry(el('int', id), el('string', name))),
    ),
  );
}

function metaDataColumns(call: Call) {
  const channel = findChannel(call);
  if (channel === null) return nothing;
  return answerWith(el('list', channel.definition.columns.map(columnElement)));
}

function listStatuses(call: Call) {
  const withUndeployed = call.query.get('includeUndeployed') === 'true';
  const channels = chosen(call).filter((channel) => withUndeployed || isDeployed(channel));
  return answerWith(el('list', channels.map(statusElement)));
}

function initialStatuses(call: Call) {
  const fetchSize = Number(call.query.get('fetchSize') ?? 100);
  if (!Number.isInteger(fetchSize)) return notFound;
  const channels = call.engine.channels.filter(isDeployed);
  const rest = channels.slice(fetchSize).map((channel) => el('string', channel.definition.id));
  return answerWith(
    el('dashboardChannelInfo', [
      el('dashboardStatuses', channels.slice(0, fetchSize).map(statusElement)),
      el('remainingChannelIds', rest, [['class', 'linked-hash-set']]),
      el('deployedChannelCount', channels.length),
    ]),
  );
}

function chosenStatuses(call: Call) {
  const posted = readPosted(call);
  const ids = posted === null ? [] : childrenOf(posted).map(textOf);
  return answerWith(
    el(
      'list',
      call.engine.channels
        .filter((channel) => isDeployed(channel) && ids.includes(channel.definition.id))
        .map(statusElement),
    ),
  );
}

function readStatus(call: Call) {
  const channel = findChannel(call);
  return channel === null || !isDeployed(channel) ? notFound : answerWith(statusElement(channel));
}

function listStatistics(call: Call) {
  const withUndeployed = call.query.get('includeUndeployed') === 'true';
  const channels = chosen(call).filter((channel) => withUndeployed || isDeployed(channel));
  const included = call.query.getAll('includeMetadataId').map(Number);
  const excluded = call.query.getAll('excludeMetadataId').map(Number);
  const ids = (channel: Channel) =>
    [0, ...channel.definition.destinations.map((_destination, index) => index + 1)].filter(
      (id) => (included.length === 0 || included.includes(id)) && !excluded.includes(id),
    );
  const { serverId } = call.engine;
  if (call.query.get('aggregateStats') === 'true') {
    return answerWith(el('list', [statisticsElement({ serverId, channels, metaDataIds: ids, withChannelId: false })]));
  }
  return answerWith(
    el(
      'list',
      channels.map((channel) =>
        statisticsElement({ serverId, channels: [channel], metaDataIds: ids, withChannelId: true }),
      ),
    ),
  );
}

function readStatistics(call: Call) {
  const channel = findChannel(call);
  if (channel === null) return nothing;
  const metaDataIds = (of: Channel) => [0, ...of.definition.destinations.map((_destination, index) => index + 1)];
  return answerWith(
    statisticsElement({ serverId: call.engine.serverId, channels: [channel], metaDataIds, withChannelId: true }),
  );
}
