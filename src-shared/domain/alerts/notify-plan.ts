import type { Alert, Silence } from './alert.ts';
import { causesOf } from './causes.ts';

/** `holdUntil`: nothing is told before then (after a start, after the clock was set). Spans in ms; `escalateAfterMs` null = never. */
export type NotifyRules = { holdUntil: number; groupMs: number; escalateAfterMs: number | null };

/** One notification: everything new about one engine, under one cause. `what` *escalated*: nobody has acknowledged it in time. */
export type Notice = { what: 'fired' | 'resolved' | 'escalated'; connectionId: string; alerts: Alert[] };

/** The silence that holds an alert back now; null = none. */
export function silenceOf(alert: Alert, silences: readonly Silence[], now: number): Silence | null {
  return (
    silences.find(
      ({ scope, ruleId, from, until, endedAt }) =>
        from <= now &&
        now < until &&
        endedAt === null &&
        (ruleId === null || ruleId === alert.rule.ruleId) &&
        (scope.connectionId === null || scope.connectionId === alert.connectionId) &&
        (scope.channelId === null || scope.channelId === alert.channelId),
    ) ?? null
  );
}

/**
 * What is to be told now. Of an engine all that is new is told at once, a moment after its first (`groupMs`), so that a flood is one notification; effects of a cause
 * that fires, what is silenced and what somebody has are not. @param open firing and acknowledged
 */
export function planNotices(
  { open, resolved }: { open: readonly Alert[]; resolved: readonly Alert[] },
  silences: readonly Silence[],
  { now, holdUntil, groupMs, escalateAfterMs }: NotifyRules & { now: number },
): Notice[] {
  if (now < holdUntil) return [];
  const causes = causesOf(open);
  const told = open.filter(
    (alert) => alert.state === 'firing' && !causes.has(alert.alertId) && silenceOf(alert, silences, now) === null,
  );
  const fresh = told.filter(({ notifiedAt }) => notifiedAt === null);
  const due = [...Map.groupBy(fresh, ({ connectionId }) => connectionId)].filter(([, alerts]) =>
    alerts.some(({ firedAt }) => now - firedAt >= groupMs || firedAt > now),
  );
  const late = told.filter(
    ({ severity, notifiedAt, escalatedAt }) =>
      severity === 'critical' &&
      notifiedAt !== null &&
      escalatedAt === null &&
      escalateAfterMs !== null &&
      now - notifiedAt >= escalateAfterMs,
  );
  const over = resolved.filter(({ notifiedAt }) => notifiedAt !== null);
  return [
    ...due.map(([connectionId, alerts]) => ({ what: 'fired' as const, connectionId, alerts })),
    ...byEngine('escalated', late),
    ...byEngine('resolved', over),
  ];
}

function byEngine(what: Notice['what'], alerts: readonly Alert[]): Notice[] {
  return [...Map.groupBy(alerts, ({ connectionId }) => connectionId)].map(([connectionId, those]) => ({
    what,
    connectionId,
    alerts: those,
  }));
}

/** So much worse than when somebody took it that it fires again: twice the value, and any more urgent messages. */
export function isWorse(alert: Pick<Alert, 'rule' | 'value'>, value: number): boolean {
  const { kind } = alert.rule.condition;
  if (kind === 'urgent-failed' || kind === 'urgent-waiting') return value > alert.value;
  return alert.value > 0 && value >= 2 * alert.value;
}
