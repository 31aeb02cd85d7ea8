import type { AlertAct } from '../../../src-shared/domain/alerts/alert.ts';
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
const runPage = 1000;

/** What happens on the channels of open incidents, put on their timelines when it happens. Trouble of its own is logged and stops nobody. */
export function createIncidentWatch({ shelf, journal, clock, logger }: WatchDeps) {
  const placesByRun = new Map<string, Set<string>>();
  const due = new Set<string>();
  let isClosed = false;

  async function tell(incidents: readonly Incident[], entries: readonly NewEntry[]): Promise<void> {
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
      await tell(
        shelf.open().filter((each) => each.links.alerts.includes(alertId) || concerns(each, change.alert)),
        [entry],
      );
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
    const facts = { name: channelName, replayId, state };
    const by = { accountId: '', name: person };
    await shelf.tell(
      shelf.open().filter((each) => concerns(each, replay) && createdAt >= sinceOf(each)),
      [
        {
          at: createdAt,
          kind: 'replay',
          person: by,
          text: null,
          source: `replay/${replayId}`,
          facts: { ...facts, state: 'claimed' },
        },
        ...(isSettled(state) || state === 'unknown'
          ? [
              {
                at: settledAt ?? clock.now(),
                kind: 'replay' as const,
                person: by,
                text: null,
                source: `replay/${replayId}/${state}`,
                facts,
              },
            ]
          : []),
      ],
    );
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
