import type { Gathered } from './handover.ts';

/** The parts of a handover in their order: what burns first. */
export const handoverParts = [
  'incidents',
  'stopped',
  'unknownReplays',
  'runs',
  'emergencies',
  'silences',
  'planned',
  'failures',
  'overdue',
] as const;
export type HandoverPart = (typeof handoverParts)[number];

/** `address`: where it is looked at in the console, null = nowhere of its own. `said`: a person's words. */
export type HandoverLine = { text: string; address: string | null; said: string | null };
type Text = (key: string, params?: Record<string, string | number>) => string;
type Writers = {
  [P in Exclude<HandoverPart, 'failures' | 'overdue'>]: (
    item: Gathered[P]['items'][number],
    text: Text,
  ) => HandoverLine;
};

/** What one part says, in the language of `text`; `total` may be more than there are lines. */
export function linesOf(gathered: Gathered, part: HandoverPart, text: Text): { total: number; lines: HandoverLine[] } {
  if (part === 'failures') return failures(gathered, text);
  if (part === 'overdue') return overdue(gathered, text);
  const { total, items } = gathered[part];
  const write = writers[part] as (item: unknown, text: Text) => HandoverLine;
  return { total, lines: items.map((item) => write(item, text)) };
}

const plain = (text: string, address: string | null = null, said: string | null = null): HandoverLine => ({
  text,
  address,
  said,
});

const writers: Writers = {
  incidents: ({ incidentId, number, subject, title, severity, state, owner, nextDue }, text) => {
    const about = subject === null ? '' : `${subject.name}, ${text(`alerts.kind.${subject.kind}`)}`;
    const params = {
      number,
      what: title ?? about,
      severity: text(`severity.${severity}`),
      state: text(`incident.state.${state}`).toLowerCase(),
      owner: owner ?? text('handover.line.nobody'),
    };
    const due =
      nextDue === null
        ? ''
        : `; ${text('handover.line.due', { at: nextDue.dueAt, check: text(`incident.check.${nextDue.checkId}`) })}`;
    return plain(`${text('handover.line.incident', params)}${due}`, `/incidents/open/${incidentId}`);
  },
  silences: ({ name, until, person, reason }, text) =>
    plain(text('handover.line.silence', { name: placeOf(name, text), until, person }), '/alerts/silences', reason),
  planned: ({ name, from, until, person, reason }, text) =>
    plain(
      text('handover.line.planned', { name: placeOf(name, text), from, until, person }),
      '/alerts/silences',
      reason,
    ),
  stopped: ({ connectionId, channelId, name, state, at, person }, text) =>
    plain(
      text('handover.line.stopped', { name, state: text(`channelState.${state}`), at, person }),
      `/overview/${encodeURIComponent(connectionId)}/${encodeURIComponent(channelId)}`,
    ),
  runs: ({ runId, state, person, total, waiting }, text) =>
    plain(
      text('handover.line.run', { state: text(`runs.state.${state}`), total, waiting, person }),
      `/replays/runs/${runId}`,
    ),
  unknownReplays: ({ replayId, channelName, person, createdAt }, text) =>
    plain(text('handover.line.replay', { name: channelName, at: createdAt, person }), `/replays/${replayId}`),
  emergencies: ({ at, person, messages, dueAt }, text) =>
    plain(text('handover.line.emergency', { messages, at, person, due: dueAt }), '/replays/approvals'),
};

function failures({ failures: { open, channels } }: Gathered, text: Text): { total: number; lines: HandoverLine[] } {
  return {
    total: open,
    lines: channels.map((each) =>
      plain(text(each.urgent > 0 ? 'handover.line.failures.urgent' : 'handover.line.failures', each), '/failures'),
    ),
  };
}

function overdue({ overdue: { total, urgent } }: Gathered, text: Text): { total: number; lines: HandoverLine[] } {
  if (total === 0) return { total, lines: [] };
  const key = urgent > 0 ? 'handover.line.overdue.urgent' : 'handover.line.overdue';
  return { total, lines: [plain(text(key, { total, urgent }), '/overdue')] };
}

function placeOf(name: string, text: Text): string {
  return name === '' ? text('handover.line.everything') : name;
}
