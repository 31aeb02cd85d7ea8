import type { AlertCondition, AlertRule, AlertSeverity } from './alert-rule.ts';

/**
 * What the console warns of before anybody has made a rule. Few and late rather than many and early: each is something a person can act on
 * at night. Silence is judged against what is usual by weekday, hour and holiday once two weeks are known, until then only where a channel was busy just before.
 */
export const defaultRules: readonly AlertRule[] = [
  rule('critical', { kind: 'urgent-failed', atLeast: 1 }),
  rule('critical', { kind: 'urgent-waiting', atLeast: 1, minutes: 2 }),
  rule('critical', { kind: 'engine-unreachable', minutes: 2 }),
  rule('warning', { kind: 'link-down', minutes: 3 }),
  rule('warning', { kind: 'channel-stopped', minutes: 1 }),
  rule('critical', { kind: 'errors', atLeast: 10, minutes: 5 }),
  rule('warning', { kind: 'error-rate', share: 0.05, atLeast: 20, minutes: 30 }),
  rule('critical', { kind: 'oldest-age', minutes: 15 }),
  rule('warning', { kind: 'queue-depth', atLeast: 200 }, 2),
  rule('warning', { kind: 'silence', minutes: 60, busyBefore: 30 }),
  rule('warning', { kind: 'unusually-silent' }),
  rule('notice', { kind: 'unusual-volume' }, 15),
  rule('warning', { kind: 'answers-overdue', atLeast: 10 }),
  rule('critical', { kind: 'burn-rate', speed: 'fast' }),
  rule('warning', { kind: 'burn-rate', speed: 'slow' }),
  rule('notice', { kind: 'burn-rate', speed: 'steady' }),
  rule('warning', { kind: 'certificate', days: 30 }),
  rule('warning', { kind: 'clock-skew', seconds: 30 }, 5),
];

function rule(severity: AlertSeverity, condition: AlertCondition, forMinutes = 0): AlertRule {
  const scope = { connectionId: null, channelId: null };
  const ruleId = ['default', condition.kind, ...('speed' in condition ? [condition.speed] : [])].join('-');
  return { ruleId, name: null, severity, isOn: true, scope, condition, forMinutes };
}
