import type { IncidentLinks } from '../../../src-shared/domain/duty/incident.ts';
import type { NewEntry } from '../../../src-shared/domain/duty/timeline.ts';

type Line = Pick<NewEntry, 'kind' | 'facts' | 'text'>;

/** One line for a change of links; null = they are the same. A runbook's address is a person's word. */
export function describeLinks(before: IncidentLinks, after: IncidentLinks): Line | null {
  const was = new Map(idsOf(before).map((each) => [each.id, each]));
  const is = new Map(idsOf(after).map((each) => [each.id, each]));
  const added = [...is.values()].filter(({ id }) => !was.has(id));
  const removed = [...was.values()].filter(({ id }) => !is.has(id));
  const isRunbookNew = after.runbook !== before.runbook;
  if (added.length === 0 && removed.length === 0 && !isRunbookNew) return null;
  const shown = added.length > 0 ? added : removed;
  return {
    kind: added.length > 0 || removed.length === 0 ? 'linked' : 'unlinked',
    facts: {
      count: shown.length,
      what: shown.length === 0 ? 'runbook' : (shown[0]?.kind ?? ''),
      name: shown[0]?.name ?? '',
    },
    text: isRunbookNew ? after.runbook : null,
  };
}

function idsOf({
  alerts,
  groups,
  channels,
  affectedSets,
}: IncidentLinks): { id: string; kind: string; name: string }[] {
  const plain = (kind: string) => (id: string) => ({ id: `${kind}/${id}`, kind, name: '' });
  return [
    ...channels.map(({ connectionId, channelId, name }) => ({
      id: `channel/${connectionId}/${channelId}`,
      kind: 'channel',
      name,
    })),
    ...alerts.map(plain('alert')),
    ...groups.map(plain('group')),
    ...affectedSets.map(plain('affected')),
  ];
}
