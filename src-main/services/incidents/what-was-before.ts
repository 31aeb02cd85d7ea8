import type { Alert } from '../../../src-shared/domain/alerts/alert.ts';
import type { NewEntry } from '../../../src-shared/domain/duty/timeline.ts';
import type { JournalStore } from '../../store/store.ts';
import { entryOfAlert } from './incident-watch.ts';

const brakePage = 100;

/** What happened before somebody opened an incident from an alert: the alert's own steps, and who braked its channel since it fired. */
export async function whatWasBefore(
  { alerts, audit }: Pick<JournalStore, 'alerts' | 'audit'>,
  alert: Alert,
): Promise<NewEntry[]> {
  const steps = await alerts.steps(alert.alertId);
  const told = steps.flatMap((step) => entryOfAlert({ alert, step }) ?? []);
  return alert.channelId === null ? told : [...told, ...(await brakesOf(audit, alert, alert.channelId))];
}

async function brakesOf(
  audit: JournalStore['audit'],
  { connectionId, firedAt, subjectName }: Alert,
  channelId: string,
): Promise<NewEntry[]> {
  const target = `${connectionId}/${channelId}`;
  const asked = { person: null, procedure: 'monitor.brake', target, from: firedAt, to: null };
  const { items } = await audit.list(asked, null, brakePage);
  return items.flatMap(({ sequence, at, person, accountId, summary, outcome }) => {
    const [, action, state] = /^(start|stop|pause|resume): (\w+)/.exec(summary) ?? [];
    if (action === undefined || state === undefined || outcome !== 'ok') return [];
    return {
      ...{ at, kind: 'braked' as const, text: null, source: `audit/${sequence}` },
      person: { accountId: accountId ?? '', name: person },
      facts: { name: subjectName, action, state },
    };
  });
}
