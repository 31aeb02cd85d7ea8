import { ownValue } from '../../../src-shared/domain/own-value.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EngineLogLine, LogFacet } from '../engine.ts';
import { get, type MirthKnowledge } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import type { MirthHealth } from './mirth-health.ts';
import { zonedTextToMs } from './mirth-time.ts';
import { integerAt, toInteger } from './mirth-xml.ts';

type Deps = { client: MirthClient; health: MirthHealth; knowledge: MirthKnowledge; clock: Clock };

/** Connection log and event id are asked for at most this often; the server log at every poll. */
const connectionLogMs = 10_000;
/** The engine keeps the last hundred lines of its server log, and a thousand of its connection log, in memory (mirth-api §9). */
const serverLogSize = 100;
const connectionLogSize = 1_000;

const nothingNew = { lines: [] as EngineLogLine[], gap: false, highestEventId: null };

/** The engine's two logs in memory. Ids start anew when it restarts. Source: mirth-api §9, exchanges 84x, 86x, 81b. */
export function createMirthLog(deps: Deps): LogFacet {
  const { client, health, knowledge, clock } = deps;
  const serverLog = createTail(client, { path: '/extensions/serverlog', idName: 'id', size: serverLogSize });
  const connectionLog = createTail(client, {
    path: '/extensions/dashboardstatus/connectionLogs',
    idName: 'logId',
    size: connectionLogSize,
  });
  let connectionLogAt = Number.NEGATIVE_INFINITY;

  async function pollConnections(signal: AbortSignal) {
    const now = clock.monotonicMs();
    // Its times are in the engine's zone and do not say so: without that zone they would be guesses.
    const zone = knowledge.timeZone();
    if (zone === null) return nothingNew;
    // Half a second of tolerance: a timer that fires early must not skip a turn.
    if (now - connectionLogAt < connectionLogMs - 500) return nothingNew;
    const tail = await connectionLog.read(signal);
    const events = await client.askXml({ ...get('log', '/events/maxEventId'), allow: [404] }, signal);
    connectionLogAt = now;
    const lines = tail.items.map((item) => mapConnectionLine(item, zone, clock.now()));
    return { lines, gap: tail.gap, highestEventId: toInteger(events?.text()) };
  }

  return {
    async poll(signal) {
      health.mayAskInBackground();
      const server = await serverLog.read(signal);
      const connections = await pollConnections(signal);
      const lines = [...server.items.map((item) => mapServerLine(item, clock.now())), ...connections.lines];
      return { lines, gap: server.gap || connections.gap, highestEventId: connections.highestEventId };
    },
  };
}

/** Reads what came after the highest id seen. `gap`: ids are missing, or the engine started anew. A missing extension has no lines. */
function createTail(client: MirthClient, log: { path: string; idName: string; size: number }) {
  let lastId: number | null = null;
  let epoch = -1;
  let missingInEpoch: number | null = null;

  async function ask(afterId: number | null, signal: AbortSignal): Promise<XmlElement[]> {
    const query = { fetchSize: log.size, ...(afterId === null ? {} : { lastLogId: afterId }) };
    const root = await client.askXml({ ...get('log', log.path), query, allow: [404] }, signal);
    missingInEpoch = root === null ? client.sessionEpoch() : null;
    return (root?.children ?? []).toSorted((a, b) => idOf(a) - idOf(b));
  }
  const idOf = (item: XmlElement) => integerAt(item, log.idName) ?? 0;

  return {
    async read(signal: AbortSignal): Promise<{ items: XmlElement[]; gap: boolean }> {
      if (missingInEpoch !== null && missingInEpoch === client.sessionEpoch()) return { items: [], gap: false };
      // After a new sign-in the ids may have started anew, and asking for those above the last would hide all lines.
      const isSameSession = epoch === client.sessionEpoch();
      let items = await ask(isSameSession ? lastId : null, signal);
      if (isSameSession && epoch !== client.sessionEpoch()) items = await ask(null, signal);
      const known = lastId;
      const newest = items.length === 0 ? null : idOf(items.at(-1) as XmlElement);
      const hasRestarted = known !== null && epoch !== client.sessionEpoch() && (newest ?? 0) < known;
      epoch = client.sessionEpoch();
      if (hasRestarted) {
        lastId = newest;
        return { items, gap: true };
      }
      const fresh = known === null ? items : items.filter((item) => idOf(item) > known);
      const [oldest] = fresh;
      lastId = newest === null ? known : Math.max(newest, known ?? 0);
      return { items: fresh, gap: known !== null && oldest !== undefined && idOf(oldest) > known + 1 };
    },
  };
}

/** `2026-11-22 11:39:08.19 UTC`: always UTC, whatever the engine's zone. */
function mapServerLine(item: XmlElement, now: number): EngineLogLine {
  const text = [item.textAt('message'), item.textAt('throwableInformation')].filter((part) => part).join('\n');
  return {
    source: 'engine',
    sequence: integerAt(item, 'id') ?? 0,
    at: zonedTextToMs(item.textAt('date') ?? '', 'UTC') ?? now,
    level: ownValue(levelByName, item.textAt('level') ?? '') ?? 'info',
    text,
    channelId: channelIdIn(item.textAt('threadName') ?? ''),
  };
}

/** `dateAdded` is in the engine's zone and does not say so. */
function mapConnectionLine(item: XmlElement, zone: string, now: number): EngineLogLine {
  const state = item.textAt('eventState') ?? '';
  const text = [item.textAt('connectorType'), state, item.textAt('information')].filter((part) => part).join(': ');
  return {
    source: 'connection',
    sequence: integerAt(item, 'logId') ?? 0,
    at: zonedTextToMs(item.textAt('dateAdded') ?? '', zone) ?? now,
    level: /^(Failure|Error|Disconnected)/i.test(state) ? 'warning' : 'debug',
    text: text.trim(),
    channelId: item.textAt('channelId'),
  };
}

const levelByName: Readonly<Record<string, EngineLogLine['level']>> = {
  ERROR: 'error',
  FATAL: 'error',
  WARN: 'warning',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};

/** The thread's name is the only place where a server log line tells its channel. */
function channelIdIn(threadName: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(threadName)?.[0] ?? null;
}
