import { statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, tmpdir, totalmem } from 'node:os';
import { answerWith, notFound } from './answer.ts';
import { columnElement } from './channel-xml.ts';
import type { Call, Route } from './route.ts';
import { el, entry, textEntry, time } from './xml.ts';

const text = (produce: (call: Call) => string): Pick<Route, 'produces' | 'handle'> => ({
  produces: 'text',
  handle: (call) => ({ kind: 'text', text: produce(call) }),
});
const engineVersion = '4.5.2';

/** The server itself. Source: mirth-api section 3. */
export const serverRoutes: Route[] = [
  { method: 'GET', path: '/server/version', ...text(() => engineVersion) },
  { method: 'GET', path: '/server/id', ...text((call) => call.engine.serverId) },
  { method: 'GET', path: '/server/timezone', ...text(() => 'UTC (UTC +0)') },
  { method: 'GET', path: '/server/jvm', ...text(() => 'Practice Engine') },
  { method: 'GET', path: '/server/buildDate', ...text(() => 'November 22, 2026') },
  { method: 'GET', path: '/server/status', handle: (call) => answerWith(el('int', call.engine.serverStatus())) },
  {
    method: 'GET',
    path: '/server/time',
    handle: (call) => answerWith(el('gregorian-calendar', [el('time', call.engine.now()), el('timezone', 'UTC')])),
  },
  { method: 'GET', path: '/server/about', handle: about },
  { method: 'GET', path: '/server/settings', handle: settings },
  { method: 'GET', path: '/server/publicSettings', handle: settings },
  { method: 'GET', path: '/server/channelTags', handle: channelTags },
  { method: 'GET', path: '/server/channelMetadata', handle: channelMetadata },
  { method: 'GET', path: '/server/channelDependencies', handle: () => answerWith(el('set')) },
  { method: 'GET', path: '/system/info', handle: systemInfo },
  { method: 'GET', path: '/system/stats', handle: systemStats },
  { method: 'GET', path: '/users/current', handle: currentUser },
  { method: 'GET', path: '/users', handle: (call) => answerWith(el('list', [userElement(call)])) },
  {
    method: 'GET',
    path: '/users/{name}',
    handle: (call) => (call.params.name === call.engine.userName ? answerWith(userElement(call)) : notFound),
  },
];

function about(call: Call) {
  const versions = (names: string[]) =>
    el(
      'map',
      names.map((name) => textEntry(name, engineVersion)),
    );
  return answerWith(
    el('map', [
      textEntry('date', 'November 22, 2026'),
      entry(el('string', 'channelCount'), el('int', call.engine.channels.length)),
      textEntry('database', 'files'),
      entry(el('string', 'connectors'), versions(['TCP Listener', 'TCP Sender'])),
      entry(el('string', 'plugins'), versions(['Server Log', 'Dashboard Status', 'MLLP Transmission Mode'])),
      entry(el('string', 'name'), el('null')), // set only where a server was given a name
      textEntry('version', engineVersion),
    ]),
  );
}

function settings() {
  return answerWith(
    el('serverSettings', [
      el('environmentName', 'PRACTICE'),
      el('clearGlobalMap', true),
      el('queueBufferSize', 1000),
      el('defaultMetaDataColumns', [columnElement('SOURCE'), columnElement('TYPE')]),
      el('defaultAdministratorBackgroundColor', [el('red', 158), el('green', 177), el('blue', 201), el('alpha', 255)]),
      el('smtpTimeout', 5000),
      el('smtpSecure', 0),
      el('smtpAuth', false),
      el('loginNotificationEnabled', false),
      el('loginNotificationMessage', ''),
      el('administratorAutoLogoutIntervalEnabled', false),
      el('administratorAutoLogoutIntervalField', 5),
    ]),
  );
}

function channelTags(call: Call) {
  const tags = call.engine.routing.tags.map(({ name, channelIds }, index) =>
    el('channelTag', [
      el('id', `7a600000-0000-4000-8000-00000000000${index + 1}`),
      el('name', name),
      el(
        'channelIds',
        channelIds.map((id) => el('string', id)),
      ),
      el('backgroundColor', [el('red', 40), el('green', 120), el('blue', 180), el('alpha', 255)]),
    ]),
  );
  return answerWith(el('set', tags));
}

function channelMetadata(call: Call) {
  const entries = call.engine.channels.map(({ definition }) =>
    entry(
      el('string', definition.id),
      el('com.mirth.connect.model.ChannelMetadata', [el('enabled', definition.isDeployed)]),
    ),
  );
  return answerWith(el('map', entries));
}

function systemInfo() {
  return answerWith(
    el('com.mirth.connect.model.SystemInfo', [
      el('jvmVersion', 'none'),
      el('osName', process.platform),
      el('osVersion', 'n/a'),
      el('osArchitecture', process.arch),
      el('dbName', 'files'),
      el('dbVersion', '1'),
    ]),
  );
}

function systemStats(call: Call) {
  const disk = statfsSync(tmpdir());
  const memory = process.memoryUsage();
  return answerWith(
    el('com.mirth.connect.model.SystemStats', [
      ...time('timestamp', call.engine.now()),
      el('cpuUsagePct', Math.min(1, (loadavg()[0] ?? 0) / availableParallelism())),
      el('allocatedMemoryBytes', memory.rss),
      el('freeMemoryBytes', freemem()),
      el('maxMemoryBytes', totalmem()),
      el('diskFreeBytes', disk.bavail * disk.bsize),
      el('diskTotalBytes', disk.blocks * disk.bsize),
    ]),
  );
}

function currentUser(call: Call) {
  return answerWith(userElement(call));
}

function userElement(call: Call) {
  return el('user', [
    el('id', 1),
    el('username', call.engine.userName),
    ...time('lastLogin', call.engine.lastLoginAt()),
    el('strikeCount', 0),
    el('userConsent', false),
  ]);
}
