import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type AlertView = OutputOf<'alerts.list'>['items'][number];
export type AlertsAnswer = OutputOf<'alerts.list'>;
export const alertViews = ['open', 'silences', 'history', 'rules', 'goals'] as const;
export type AlertsView = (typeof alertViews)[number];

/** How an alert is held, if it is: *muted* by its cause, *silenced* by a person. */
export type AlertStanding = 'firing' | 'muted' | 'silenced' | 'acknowledged' | 'resolved';

export function standingOf({ state, silencedUntil, causeId }: AlertView): AlertStanding {
  if (state !== 'firing') return state;
  if (silencedUntil !== null) return 'silenced';
  return causeId === null ? 'firing' : 'muted';
}

/** Somebody has to do something about it. */
export function isWanting(alert: AlertView): boolean {
  return standingOf(alert) === 'firing';
}

export function channelAddressOf({ connectionId, channelId }: AlertView): string | null {
  return channelId === null ? null : `/overview/${encodeURIComponent(connectionId)}/${encodeURIComponent(channelId)}`;
}

/** Where what the alert counts can be looked at; null = nowhere but on its channel. */
export function evidenceAddressOf(
  alert: AlertView,
): { address: string; of: 'failures' | 'waiting' | 'overdue' } | null {
  const { connectionId, channelId, rule } = alert;
  if (channelId === null) return null;
  switch (rule.condition.kind) {
    case 'errors':
    case 'error-rate':
    case 'urgent-failed':
      return {
        address: `/failures?channel=${encodeURIComponent(connectionId)}/${encodeURIComponent(channelId)}`,
        of: 'failures',
      };
    case 'queue-depth':
    case 'oldest-age':
    case 'link-down':
    case 'urgent-waiting':
      return { address: '/waiting', of: 'waiting' };
    case 'answers-overdue':
      return { address: '/overdue', of: 'overdue' };
    default:
      return null;
  }
}
