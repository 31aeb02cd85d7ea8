import type { AuditEvent } from '../events.ts';
import { answerWith, notFound, requestFailed } from './answer.ts';
import { readPosted } from './message-routes.ts';
import { type Call, findChannel, type Route } from './route.ts';
import { el, entry, textEntry, time, type XmlElement } from './xml.ts';
import { childOf, textOf } from './xml-reader.ts';

const dashboard = '/extensions/dashboardstatus';

/** Audit events, logs, connector states, alerts. Source: mirth-api sections 9 and 10. */
export const logRoutes: Route[] = [
  {
    method: 'GET',
    path: '/events',
    handle: (call) => pageOf(call, matching(call, nameFilter(call.query.get('name')))),
  },
  { method: 'GET', path: '/events/maxEventId', handle: (call) => answerWith(el('int', call.engine.events.maxId())) },
  { method: 'GET', path: '/events/count', handle: () => requestFailed },
  {
    method: 'POST',
    path: '/events/_search',
    accepts: ['application/xml', 'application/json'],
    handle: (call) => withFilter(call, (filter) => pageOf(call, matching(call, filter))),
  },
  {
    method: 'POST',
    path: '/events/count/_search',
    accepts: ['application/xml', 'application/json'],
    handle: (call) => withFilter(call, (filter) => answerWith(el('int', matching(call, filter).length))),
  },
  { method: 'GET', path: '/events/{eventId}', handle: readEvent },
  { method: 'GET', path: '/extensions/serverlog', handle: serverLog },
  { method: 'GET', path: `${dashboard}/connectionLogs`, handle: (call) => connectionLog(call, null) },
  {
    method: 'GET',
    path: `${dashboard}/connectionLogs/{channelId}`,
    handle: (call) => connectionLog(call, call.params.channelId ?? ''),
  },
  { method: 'GET', path: `${dashboard}/connectorStates`, handle: connectorStates },
  { method: 'GET', path: `${dashboard}/channelStates`, handle: channelStates },
  { method: 'GET', path: `${dashboard}/channelStates/{channelId}`, produces: 'text', handle: channelState },
  { method: 'GET', path: '/alerts/statuses', handle: () => answerWith(el('list')) },
  { method: 'GET', path: '/alerts', handle: () => answerWith(el('list')) },
];

type EventFilter = { name: string | null; minEventId: number; maxEventId: number; outcome: string | null };

function nameFilter(name: string | null): EventFilter {
  return { name, minEventId: 0, maxEventId: Number.MAX_SAFE_INTEGER, outcome: null };
}

function withFilter(call: Call, handle: (filter: EventFilter) => ReturnType<typeof answerWith>) {
  const root = readPosted(call);
  if (root?.name !== 'eventFilter') return requestFailed;
  const text = (name: string) => textOf(childOf(root, name)) || null;
  return handle({
    name: text('name'),
    minEventId: Number(text('minEventId') ?? 0),
    maxEventId: Number(text('maxEventId') ?? Number.MAX_SAFE_INTEGER),
    outcome: text('outcome'),
  });
}

function matching(call: Call, filter: EventFilter): AuditEvent[] {
  const max = Math.min(filter.maxEventId, Number(call.query.get('maxEventId') ?? Number.MAX_SAFE_INTEGER));
  const min = Math.max(filter.minEventId, Number(call.query.get('minEventId') ?? 0));
  const outcome = filter.outcome ?? call.query.get('outcome');
  return call.engine.events
    .newestFirst()
    .filter((event) => event.id >= min && event.id <= max)
    .filter((event) => filter.name === null || event.name.toLowerCase().includes(filter.name.toLowerCase()))
    .filter((event) => outcome === null || event.outcome === outcome);
}

function pageOf(call: Call, events: AuditEvent[]) {
  const offset = Number(call.query.get('offset') ?? 0);
  const limit = call.query.has('limit') ? Number(call.query.get('limit')) : events.length;
  if (!Number.isInteger(offset) || !Number.isInteger(limit)) return notFound;
  return answerWith(
    el(
      'list',
      events.slice(offset, offset + limit).map((event) => eventElement(event, call)),
    ),
  );
}

function readEvent(call: Call) {
  const event = call.engine.events.newestFirst().find(({ id }) => String(id) === call.params.eventId);
  return event === undefined ? notFound : answerWith(eventElement(event, call));
}

function eventElement(event: AuditEvent, call: Call): XmlElement {
  return el('event', [
    el('dateTime', call.engine.now()), // of the request, not of the event
    el('nanoTime', String(process.hrtime.bigint())),
    el('id', event.id),
    ...time('eventTime', event.at),
    el('level', 'INFORMATION'),
    el('name', event.name),
    el(
      'attributes',
      event.attributes.map(([key, value]) => textEntry(key, value)),
      event.name === 'Login' ? [] : [['class', 'linked-hash-map']],
    ),
    el('outcome', event.outcome),
    el('userId', event.userId),
    el('ipAddress', '127.0.0.1'),
    el('serverId', call.engine.serverId),
  ]);
}

function idOf(call: Call): number | null {
  return call.query.has('lastLogId') ? Number(call.query.get('lastLogId')) : null;
}

function serverLog(call: Call) {
  const limit = Number(call.query.get('fetchSize') ?? 1);
  const items = call.engine.logs.serverAfter(idOf(call), limit).map((item) =>
    el('com.mirth.connect.plugins.serverlog.ServerLogItem', [
      el('serverId', call.engine.serverId),
      el('id', item.id),
      el('level', item.level),
      el(
        'date',
        `${new Date(item.at)
          .toISOString()
          .replace('T', ' ')
          .replace('Z', '')
          .replace(/\.?0*$/, '')} UTC`,
      ),
      el('threadName', item.threadName),
      el('category', item.category),
      el('lineNumber', item.lineNumber),
      el('message', item.message),
    ]),
  );
  return answerWith(el('list', items));
}

function connectionLog(call: Call, channelId: string | null) {
  const items = call.engine.logs
    .connectionsAfter(idOf(call), channelId)
    .map((item) =>
      el('com.mirth.connect.plugins.dashboardstatus.ConnectionLogItem', [
        el('logId', item.logId),
        el('channelId', item.channelId),
        el('metadataId', item.metaDataId),
        el('dateAdded', new Date(item.at).toISOString().replace('T', ' ').replace('Z', '')),
        el('channelName', item.channelName),
        el('connectorType', item.connectorType),
        el('eventState', item.eventState),
        el('information', item.information),
      ]),
    );
  return answerWith(el('linked-list', items));
}

const colours: Record<string, [red: number, green: number, blue: number]> = {
  Idle: [255, 255, 0],
  Receiving: [0, 255, 0],
  Sending: [0, 255, 0],
};

function connectorStates(call: Call) {
  const entries = call.engine.channels.flatMap((channel) =>
    [0, ...channel.definition.destinations.map((_destination, index) => index + 1)].map((id) => {
      const activity = channel.activity(id);
      const [red, green, blue] = colours[activity] ?? [0, 200, 0];
      const colour = el('awt-color', [el('red', red), el('green', green), el('blue', blue), el('alpha', 255)]);
      return entry(
        el('string', `${channel.definition.id}_${id}`),
        el('object-array', [colour, el('string', activity)]),
      );
    }),
  );
  return answerWith(el('map', entries));
}

function channelStates(call: Call) {
  return answerWith(
    el(
      'map',
      call.engine.channels.map((channel) => textEntry(channel.definition.id, channel.activity(0))),
    ),
  );
}

function channelState(call: Call) {
  const channel = findChannel(call);
  return channel === null ? notFound : ({ kind: 'text', text: channel.activity(0) } as const);
}
