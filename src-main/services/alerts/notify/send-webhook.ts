import type { Alert } from '../../../../src-shared/domain/alerts/alert.ts';
import { rankOf } from '../../../../src-shared/domain/alerts/causes.ts';
import { type NoticeLanguage, noticeText, sentenceOf } from './notice-words.ts';
import type { Outgoing } from './outgoing.ts';
import { Undelivered } from './undelivered.ts';

const answerTimeoutMs = 10_000;

/** Sends a notification as JSON; README describes it. @throws Undelivered when it was not taken with a 2xx */
export async function sendWebhook(
  { url, token, language }: { url: string; token: string | null; language: NoticeLanguage },
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'vaktbord',
    'idempotency-key': outgoing.deliveryId,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    const body = JSON.stringify(webhookBody(outgoing, language));
    // A token follows no redirection.
    const answer = await fetch(url, { method: 'POST', headers, body, signal: limit, redirect: 'manual' });
    await answer.body?.cancel();
    if (!answer.ok) throw new Undelivered(`HTTP ${answer.status}`);
  } catch (thrown) {
    throw Undelivered.from(thrown);
  }
}

/** Version 1. Fields are added, never changed; times are ISO 8601 UTC. */
export function webhookBody(outgoing: Outgoing, language: NoticeLanguage) {
  const { what, at, environment, watcher, alerts } = outgoing;
  const { title } = noticeText(outgoing, language);
  const severity = alerts.map((each) => each.severity).toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? null;
  return {
    version: 1,
    what,
    at: new Date(at).toISOString(),
    ...{ environment, watcher, title, severity },
    alerts: alerts.map((alert) => describeAlert(alert, language)),
  };
}

function describeAlert(alert: Alert, language: NoticeLanguage) {
  const { alertId, severity, rule, engineName, connectionId, channelId, subjectName, value } = alert;
  return {
    alertId,
    kind: rule.condition.kind,
    rule: rule.name,
    severity,
    engine: { id: connectionId, name: engineName },
    channel: channelId === null ? null : { id: channelId, name: subjectName },
    firedAt: new Date(alert.firedAt).toISOString(),
    resolvedAt: alert.resolvedAt === null ? null : new Date(alert.resolvedAt).toISOString(),
    sentence: sentenceOf(alert, language),
    value,
    foundLate: alert.late !== null,
  };
}
