import type { Alert } from './alert.ts';
import { type AlertKind, type AlertSeverity, alertSeverities } from './alert-rule.ts';

type Open = Pick<Alert, 'alertId' | 'connectionId' | 'channelId' | 'severity' | 'firedAt'> & {
  rule: { condition: { kind: AlertKind } };
};

/** What explains what, within one channel. Urgent messages are explained by nothing: each of them is somebody's. */
const explains: Readonly<Partial<Record<AlertKind, readonly AlertKind[]>>> = {
  'channel-stopped': [
    'silence',
    'unusually-silent',
    'unusual-volume',
    'queue-depth',
    'oldest-age',
    'link-down',
    'burn-rate',
  ],
  'link-down': ['queue-depth', 'oldest-age', 'errors', 'error-rate', 'burn-rate'],
  errors: ['error-rate', 'burn-rate'],
  'oldest-age': ['queue-depth'],
  'unusually-silent': ['silence', 'unusual-volume'],
  silence: ['unusual-volume'],
};
/** What an engine that does not answer says nothing about. */
const independent: ReadonlySet<AlertKind> = new Set([
  'certificate',
  'engine-unreachable',
  'urgent-failed',
  'answers-overdue',
]);

/**
 * The cause of each alert that is another's effect: engine before channel, channel before its links, link before what piles up behind it. An effect that is
 * more severe than its cause is told all the same. @returns by id; alerts without a cause are left out
 */
export function causesOf(alerts: readonly Open[]): Map<string, string> {
  const byPlace = new Map<string, Open[]>();
  for (const alert of alerts) {
    const place = placeOf(alert.connectionId, alert.channelId);
    byPlace.set(place, [...(byPlace.get(place) ?? []), alert]);
  }
  const causes = new Map<string, string>();
  for (const alert of alerts) {
    const engine = byPlace.get(placeOf(alert.connectionId, null)) ?? [];
    const beside = byPlace.get(placeOf(alert.connectionId, alert.channelId)) ?? [];
    const cause = [...engine, ...beside].find((other) => isCause(other, alert));
    if (cause !== undefined) causes.set(alert.alertId, cause.alertId);
  }
  return causes;
}

function isCause(cause: Open, effect: Open): boolean {
  if (cause === effect || rankOf(cause.severity) > rankOf(effect.severity)) return false;
  const { kind } = effect.rule.condition;
  if (cause.rule.condition.kind === 'engine-unreachable') return !independent.has(kind);
  if (cause.channelId !== effect.channelId) return false;
  if (cause.rule.condition.kind === kind) return isEarlier(cause, effect);
  return explains[cause.rule.condition.kind]?.includes(kind) ?? false;
}

/** Two rules of one kind: the more severe speaks, of equals the one that came first. */
function isEarlier(cause: Open, effect: Open): boolean {
  if (cause.severity !== effect.severity) return true;
  return cause.firedAt < effect.firedAt || (cause.firedAt === effect.firedAt && cause.alertId < effect.alertId);
}

export function rankOf(severity: AlertSeverity): number {
  return alertSeverities.indexOf(severity);
}

function placeOf(connectionId: string, channelId: string | null): string {
  return `${connectionId}\n${channelId ?? ''}`;
}
