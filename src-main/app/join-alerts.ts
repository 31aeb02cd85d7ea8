import type { Environment } from '../../src-shared/domain/connection.ts';
import type { RunningEngines } from '../engines/running-engines.ts';
import { type AlertsDeps, createAlertsService } from '../services/alerts/alerts-service.ts';
import type { MeasurePort } from '../services/alerts/measure-port.ts';
import type { WaitingReader } from '../services/waiting/waiting-reader.ts';
import type { Store } from '../store/store.ts';
import type { AppDeps } from './app-deps.ts';
import type { Emit } from './handler.ts';

type Others = {
  emit: Emit;
  engines: RunningEngines;
  environment: () => Environment;
  seeAll: MeasurePort['seeAll'];
  waitingReader: WaitingReader;
  overdueOf: MeasurePort['overdueOf'];
  onKept: AlertsDeps['onKept'];
};

/** How long before a channel was seen to stop somebody may have stopped it from here. */
const brakedWithinMs = 10 * 60_000;

/** The alerts, with what they judge by of every other service. */
export function joinAlerts(deps: AppDeps, others: Others) {
  const { emit, engines, environment, seeAll, waitingReader, overdueOf, onKept } = others;
  const { store, clock } = deps;
  return createAlertsService({
    ...deps,
    environment,
    emit,
    onKept,
    readCertificate: deps.readCertificate ?? null,
    port: {
      ...{ engines, seeAll, clock, history: store.history },
      overdueOf,
      waitingOf: waitingReader.urgentOf,
      lookAtWaiting: (connectionId) => waitingReader.look([connectionId]),
      erroredIn: (stretch, connectionIds) => countFailed(store.cache, { ...stretch, connectionIds }),
      stoppedBy: (place) => whoStopped(store.journal.audit, { ...place, now: clock.now() }),
    },
  });
}

/** Failures by channel (`connection/channel`) of a stretch of time, as far as they are kept. */
async function countFailed(
  cache: Pick<Store['cache'], 'failureFacets'>,
  { from, to, connectionIds }: { from: number; to: number; connectionIds: string[] },
): Promise<Map<string, number>> {
  const anything = { channelId: null, kind: null, text: null, groupId: null, condition: null, state: 'all' as const };
  const { channels } = await cache.failureFacets({ ...anything, connectionIds, from, to });
  return new Map(channels.map(({ connectionId, channelId, count }) => [`${connectionId}/${channelId}`, count]));
}

/** Null: nobody did from here; a colleague may have in the engine itself. */
async function whoStopped(
  audit: Store['journal']['audit'],
  { connectionId, channelId, now }: { connectionId: string; channelId: string; now: number },
): Promise<string | null> {
  const braked = { person: null, procedure: 'monitor.brake', target: `${connectionId}/${channelId}` };
  const { items } = await audit.list({ ...braked, from: now - brakedWithinMs, to: null }, null, 1);
  return items[0]?.summary?.includes('stop') ? items[0].person : null;
}
