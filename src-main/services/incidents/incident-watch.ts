import type { Alert, AlertAct } from '../../../src-shared/domain/alerts/alert.ts';
import type { LifecycleAction } from '../../../src-shared/domain/channel.ts';
import { concerns, type Incident, type LinkedChannel } from '../../../src-shared/domain/duty/incident.ts';
import type { EntryKind, NewEntry } from '../../../src-shared/domain/duty/timeline.ts';
import { isSettled } from '../../../src-shared/domain/replay.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { AlertChange } from '../../store/alert-store.ts';
import type { JournalStore } from '../../store/store.ts';
import type { IncidentShelf } from './incident-shelf.ts';

export type WatchDeps = {
  shelf: IncidentShelf;
  journal: Pick<JournalStore, 'alerts' | 'audit' | 'replays' | 'runs'>;
  clock: Clock;
  logger: Logger;
};

export type Braked = Omit<LinkedChannel, 'name'> & {
  connectorId: string | null;
  action: LifecycleAction;
  stateAfter: string;
  person: { accountId: string; name: string };
};

const kindsByAct: Readonly<Partial<Record<AlertAct, EntryKind>>> = {
  fired: 'alert-fired',
  worsened: 'alert-worsened',
  acknowledged: 'alert-acknowledged',
  resolved: 'alert-resolved',
};
const restMs = 1000;
const mostAlerts = 200;
/** How much is looked through after a start, for what was missed by the death before it. */
const mostMissed = 200;
const runPage = 1000;

/** What happens on the channels of open incidents, put on their timelines when it happens. Trouble of its own is logged and stops nobody. */
export function createIncidentWatch({ shelf, journal, clock, logger }: WatchDeps) {
  const placesByRun = new Map<string, Set<string>>();
  const due = new Set<string>();
  let isClosed = false;

  async function tell(incidents: readonly Pick<Incident, 'incidentId'>[], entries: readonly NewEntry[]): Promise<void> {
    try {
      await shelf.tell(incidents, entries);
    } catch {
      logger.error('a timeline could not be written');
    }
  }

  async function noteAlerts(changes: readonly AlertChange[]): Promise<void> {
    for (const change of changes) {
      const entry = entryOfAlert(change);
      if (entry === null) continue;
      const { alertId } = change.alert;
      for (const { incidentId, links } of shelf.open().filter((each) => isAbout(each, change.alert))) {
        const isKnown = links.alerts.includes(alertId) || links.alerts.length >= mostAlerts;
        if (isKnown) await tell([{ incidentId }], [entry]);
        else await link(incidentId, alertId, entry);
      }
    }
  }

  /** An alert of its channel belongs to it from then on: it leads to this incident, and opens no second one. */
  async function link(incidentId: string, alertId: string, entry: NewEntry): Promise<void> {
    try {
      await shelf.change(incidentId, (before) => {
        if (before === null || before.state === 'resolved') return null;
        const alerts = [...new Set([...before.links.alerts, alertId])].slice(0, mostAlerts);
        return { incident: { ...before, links: { ...before.links, alerts } }, entries: [entry] };
      });
    } catch {
      logger.error('a timeline could not be written');
    }
  }

  async function noteBrake(braked: Braked): Promise<void> {
    const { action, stateAfter, person, channelId, connectorId } = braked;
    const at = clock.now();
    const line = { at, kind: 'braked' as const, person, text: null };
    for (const incident of shelf.open().filter((each) => concerns(each, braked))) {
      const name = incident.links.channels.find((each) => each.channelId === channelId)?.name ?? '';
      const facts = { name, action, state: stateAfter };
      await tell([incident], [{ ...line, facts, source: `brake/${channelId}/${connectorId ?? ''}/${at}` }]);
    }
  }

  /** Where a run's messages are, as `connection/channel`; read once, for its plan is frozen. */
  async function placesOf(runId: string): Promise<Set<string>> {
    const known = placesByRun.get(runId);
    if (known !== undefined) return known;
    const places = new Set<string>();
    for (let after = 0; !isClosed; ) {
      const items = await journal.runs.items(runId, after, runPage);
      for (const { connectionId, channelId } of items) places.add(`${connectionId}/${channelId}`);
      const last = items.at(-1);
      if (last === undefined || items.length < runPage) break;
      after = last.ordinal;
    }
    placesByRun.set(runId, places);
    return places;
  }

  async function lookAtRun(runId: string): Promise<void> {
    const places = await placesOf(runId);
    const concerned = shelf
      .open()
      .filter(({ links }) =>
        links.channels.some(({ connectionId, channelId }) => places.has(`${connectionId}/${channelId}`)),
      );
    if (concerned.length === 0) return;
    const [steps, counts] = await Promise.all([journal.runs.steps(runId), journal.runs.counts(runId)]);
    for (const incident of concerned) {
      const since = steps.filter(({ at }) => at >= sinceOf(incident));
      await shelf.tell(
        [incident],
        since.map(({ at, person, state, pauseReason }) => ({
          ...{ at, kind: 'run', text: null, source: `run/${runId}/${at}/${state}` },
          person: { accountId: '', name: person },
          facts: { runId, state, total: counts.total, ...(pauseReason === null ? {} : { why: pauseReason }) },
        })),
      );
    }
  }

  async function lookAtReplay(replayId: string): Promise<void> {
    const replay = await journal.replays.get(replayId);
    if (replay === null || (await journal.replays.runOf(replayId)) !== null) return;
    const { state, person, createdAt, settledAt, channelName } = replay;
    const line = { kind: 'replay' as const, person: { accountId: '', name: person }, text: null };
    const facts = { name: channelName, replayId };
    const begun: NewEntry = {
      ...{ ...line, at: createdAt, source: `replay/${replayId}`, facts: { ...facts, state: 'claimed' } },
    };
    const at = settledAt ?? clock.now();
    const ended: NewEntry = { ...line, at, source: `replay/${replayId}/${state}`, facts: { ...facts, state } };
    const entries = isSettled(state) || state === 'unknown' ? [begun, ended] : [begun];
    for (const incident of shelf.open().filter((each) => concerns(each, replay)))
      await shelf.tell(
        [incident],
        entries.filter((entry) => entry.at >= sinceOf(incident)),
      );
  }

  /** What happened while nobody wrote: the journal has it, and what stands already is told once only. */
  async function catchUp(): Promise<void> {
    if (shelf.open().length === 0) return;
    const { items: runs } = await journal.runs.list(null, mostMissed);
    for (const { runId } of runs) if (!isClosed) await lookAtRun(runId);
    const { items: replays } = await journal.replays.list('all', null, mostMissed);
    for (const replay of replays)
      if (!isClosed && shelf.open().some((each) => concerns(each, replay))) await lookAtReplay(replay.replayId);
    for (const environment of new Set(shelf.open().map((each) => each.environment))) {
      const { items } = await journal.alerts.list(environment, null, mostMissed);
      for (const alert of items.filter((each) => shelf.open().some((incident) => isAbout(incident, each)))) {
        if (isClosed) return;
        const steps = await journal.alerts.steps(alert.alertId);
        const since = Math.min(...shelf.open().map(sinceOf));
        await noteAlerts(steps.filter(({ at }) => at >= since).map((step) => ({ alert, step })));
      }
    }
  }

  /** A run tells of itself with every message: it is looked at once a second at most. */
  function soon(key: string, look: () => Promise<void>): void {
    if (isClosed || due.has(key)) return;
    due.add(key);
    clock.after(restMs, () => {
      due.delete(key);
      if (!isClosed) look().catch(() => logger.error('a timeline could not be written'));
    });
  }

  return {
    noteAlerts,
    noteBrake,
    catchUp: (): Promise<void> => catchUp().catch(() => logger.error('timelines could not be caught up')),
    runChanged: (runId: string): void => {
      if (shelf.open().length > 0) soon(`run/${runId}`, () => lookAtRun(runId));
    },
    replayChanged: (replayId: string, failureId: string | null): void => {
      const [connectionId = '', channelId = ''] = failureId?.split('/') ?? [];
      const isConcerned = shelf.open().some((each) => concerns(each, { connectionId, channelId }));
      if (isConcerned) soon(`replay/${replayId}`, () => lookAtReplay(replayId));
    },
    close: (): void => {
      isClosed = true;
    },
  };
}

export type IncidentWatch = ReturnType<typeof createIncidentWatch>;

function isAbout(incident: Incident, { alertId, ...place }: Alert): boolean {
  return incident.links.alerts.includes(alertId) || concerns(incident, place);
}

/** Null for a step that tells nothing of what happened: who was notified stands with the alert. */
export function entryOfAlert({ alert, step }: AlertChange): NewEntry | null {
  const kind = kindsByAct[step.act];
  if (kind === undefined) return null;
  const { alertId, subjectName, rule } = alert;
  return {
    ...{ at: step.at, kind, person: step.person, text: step.note, source: `alert/${alertId}/${step.act}/${step.at}` },
    facts: { alertId, name: subjectName, rule: rule.condition.kind },
  };
}

/** From when on what happens belongs to it: its first alert may have fired some time before somebody opened it. */
export function sinceOf({ openedAt }: Pick<Incident, 'openedAt'>): number {
  return openedAt - 3_600_000;
}
