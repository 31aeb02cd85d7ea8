import type { Alert } from '../../src-shared/domain/alerts/alert.ts';
import type { AlertCondition, AlertRule } from '../../src-shared/domain/alerts/alert-rule.ts';
import { createRuleBook, evaluateRules, type RuleState } from '../../src-shared/domain/alerts/evaluate-rules.ts';
import type { Measured, MeasuredChannel, MeasuredEngine } from '../../src-shared/domain/alerts/measured.ts';

export const minuteMs = 60_000;
/** An ordinary weekday noon. */
export const noon = Date.UTC(2026, 2, 10, 12);

export function aRule(condition: AlertCondition, overrides: Partial<AlertRule> = {}): AlertRule {
  const scope = { connectionId: null, channelId: null };
  return { ruleId: 'rule', name: null, severity: 'warning', isOn: true, scope, condition, forMinutes: 0, ...overrides };
}

export function aMeasuredChannel(overrides: Partial<MeasuredChannel> = {}): MeasuredChannel {
  return {
    ...{ connectionId: 'c1', channelId: 'lab', name: 'Lab', state: 'started', isCurrent: true, queued: 0 },
    ...{
      oldestAt: null,
      lastReceivedAt: null,
      receivedBefore: null,
      minutes: [],
      urgentFailed: 0,
      urgentWaiting: null,
    },
    ...{ stoppedSince: null, stoppedBy: null, stuck: [], burning: null },
    ...overrides,
  };
}

export function aMeasuredEngine(overrides: Partial<MeasuredEngine> = {}): MeasuredEngine {
  const state = { state: 'up' as const, since: noon - 1000 * minuteMs };
  const rest = { clockSkewMs: 0, certificateExpiresAt: null, hasTold: true };
  return { connectionId: 'c1', name: 'Engine', ...state, ...rest, ...overrides };
}

export function measuredAt(at: number, overrides: Partial<Measured> = {}): Measured {
  const nothing = { timesFrom: null, gap: null, engines: [aMeasuredEngine()], channels: [] };
  return { at, watchedFrom: noon - 10_000 * minuteMs, ...nothing, ...overrides };
}

/** Judges one look after another, as the watch does. */
export function watchWith(rules: readonly AlertRule[]) {
  const book = createRuleBook(rules);
  let states: Map<string, RuleState> = new Map();
  return (measured: Measured) => {
    const found = evaluateRules(book, measured, states);
    states = found.states;
    return found;
  };
}

export function anAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    ...{ alertId: 'a1', environment: 'PRODUCTION', rule: aRule({ kind: 'errors', atLeast: 10, minutes: 5 }) },
    ...{ connectionId: 'c1', channelId: 'lab', subjectName: 'Lab', engineName: 'Engine', severity: 'warning' },
    ...{ state: 'firing', firedAt: noon, late: null, value: 12, params: { count: 12, minutes: 5 } },
    ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, notifiedAt: null, escalatedAt: null },
    ...overrides,
  };
}
