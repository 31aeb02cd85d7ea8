import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { Silence } from '../../../../src-shared/domain/alerts/alert.ts';
import type { Environment } from '../../../../src-shared/domain/connection.ts';
import { nextDue } from '../../../../src-shared/domain/duty/checklist.ts';
import { type Gathered, mostNamed } from '../../../../src-shared/domain/duty/handover.ts';
import type { Incident } from '../../../../src-shared/domain/duty/incident.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { JournalStore } from '../../../store/store.ts';

export type GatherDeps = {
  journal: Pick<JournalStore, 'alerts' | 'approvals' | 'audit' | 'replays' | 'runs'>;
  /** Open ones of every environment. */
  openIncidents: () => Incident[];
  environment: () => Environment;
  /** What the overview shows now. */
  seeShown: () => Promise<OutputOf<'monitor.overview'>>;
  /** Answers that are overdue now, of the connections shown. */
  countOverdue: () => Promise<{ total: number; urgent: number }>;
  engineNames: () => { connectionId: string; name: string }[];
  clock: Pick<Clock, 'now'>;
};

type Channel = OutputOf<'monitor.overview'>['channels'][number];

const page = 500;
/** So far back runs and replays are looked through: some ten thousand. */
const mostPages = 20;
const ended: readonly string[] = ['planned', 'cancelled', 'finished'];

/** Everything that the next person must know, from the journal and from what is watched; no engine is asked. */
export async function gather(deps: GatherDeps): Promise<Gathered> {
  const { journal, clock } = deps;
  const gatheredAt = clock.now();
  const { channels } = await deps.seeShown();
  const [silences, emergencies, stopped, runs, unknownReplays, overdue] = await Promise.all([
    journal.alerts.silences(gatheredAt),
    journal.approvals.emergencies({ open: true, runId: null }),
    stoppedBy(journal.audit, channels),
    unfinishedRuns(journal.runs),
    unknown(journal.replays),
    deps.countOverdue(),
  ]);
  const named = silences
    .filter(({ endedAt }) => endedAt === null)
    .map((silence) => ({
      ...silence,
      name: placeName(silence, channels, deps.engineNames()),
      person: silence.person.name,
    }));
  return {
    gatheredAt,
    incidents: first(incidentsOf(deps)),
    silences: first(
      named
        .filter(({ kind, from }) => kind === 'silence' && from <= gatheredAt)
        .map(({ name, until, person, reason }) => ({ name, until, person, reason })),
    ),
    planned: first(
      named
        .filter(({ kind, from }) => kind === 'maintenance' || from > gatheredAt)
        .map(({ name, from, until, person, reason }) => ({ name, from, until, person, reason })),
    ),
    ...{ stopped: first(stopped), runs: first(runs), unknownReplays: first(unknownReplays) },
    emergencies: first(
      emergencies.map(({ runId, at, person, messages, dueAt }) => ({
        runId,
        at,
        person: person.name,
        messages,
        dueAt,
      })),
    ),
    failures: failuresOf(channels),
    overdue,
  };
}

function incidentsOf({ openIncidents, environment }: GatherDeps): Gathered['incidents']['items'] {
  return openIncidents()
    .filter((each) => each.environment === environment())
    .toSorted((one, other) => one.openedAt - other.openedAt)
    .map(({ incidentId, number, subject, title, state, severity, owner, openedAt, checks }) => ({
      ...{ incidentId, number, title, state, severity, openedAt, nextDue: nextDue(checks), owner: owner?.name ?? null },
      subject: subject === null ? null : { kind: subject.kind, name: subject.name },
    }));
}

/** Channels that stand still, where the last that was done to them from here was to stop them. */
async function stoppedBy(
  audit: JournalStore['audit'],
  channels: readonly Channel[],
): Promise<Gathered['stopped']['items']> {
  const found: Gathered['stopped']['items'] = [];
  for (const { connectionId, channelId, name, state } of channels) {
    if (state !== 'stopped' && state !== 'paused') continue;
    const target = `${connectionId}/${channelId}`;
    const asked = { person: null, procedure: 'monitor.brake', target, from: null, to: null };
    const [last] = (await audit.list(asked, null, 1)).items;
    if (last === undefined || !/^(stop|pause): /.test(last.summary)) continue;
    found.push({ connectionId, channelId, name, state, at: last.at, person: last.person });
  }
  return found;
}

async function unfinishedRuns(runs: JournalStore['runs']): Promise<Gathered['runs']['items']> {
  const found: Gathered['runs']['items'] = [];
  let cursor: string | null = null;
  for (let read = 0; read < mostPages; read += 1) {
    const listed: Awaited<ReturnType<typeof runs.list>> = await runs.list(cursor, page);
    for (const { runId, state, person, createdAt } of listed.items) {
      if (ended.includes(state)) continue;
      const { total, waiting } = await runs.counts(runId);
      found.push({ runId, state, person, createdAt, total, waiting });
    }
    cursor = listed.nextCursor;
    if (cursor === null) break;
  }
  return found;
}

async function unknown(replays: JournalStore['replays']): Promise<Gathered['unknownReplays']['items']> {
  const found: Gathered['unknownReplays']['items'] = [];
  let cursor: string | null = null;
  for (let read = 0; read < mostPages; read += 1) {
    const listed: Awaited<ReturnType<typeof replays.list>> = await replays.list('open', cursor, page);
    for (const { replayId, channelName, person, createdAt, state } of listed.items)
      if (state === 'unknown') found.push({ replayId, channelName, person, createdAt });
    cursor = listed.nextCursor;
    if (cursor === null) break;
  }
  return found;
}

function failuresOf(channels: readonly Channel[]): Gathered['failures'] {
  const failing = channels.filter(({ openFailures }) => openFailures > 0);
  const sum = (pick: (channel: Channel) => number): number => failing.reduce((total, each) => total + pick(each), 0);
  return {
    open: sum(({ openFailures }) => openFailures),
    urgent: sum(({ urgentFailures }) => urgentFailures),
    channels: failing
      .toSorted((one, other) => other.urgentFailures - one.urgentFailures || other.openFailures - one.openFailures)
      .slice(0, mostNamed)
      .map(({ name, openFailures, urgentFailures }) => ({ name, open: openFailures, urgent: urgentFailures })),
  };
}

/** The channel, else its engine; '' = everything. */
function placeName(
  { scope }: Pick<Silence, 'scope'>,
  channels: readonly Channel[],
  engineNames: readonly { connectionId: string; name: string }[],
): string {
  const { connectionId, channelId } = scope;
  if (connectionId === null) return '';
  const channel = channels.find((each) => each.connectionId === connectionId && each.channelId === channelId);
  return channel?.name ?? engineNames.find((each) => each.connectionId === connectionId)?.name ?? '';
}

function first<T>(all: T[]): { total: number; items: T[] } {
  return { total: all.length, items: all.slice(0, mostNamed) };
}
