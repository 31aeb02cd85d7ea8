import {
  type AlertCondition,
  type AlertKind,
  type AlertRule,
  alertRule,
  engineAlertKinds,
} from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { defaultRules } from '../../../../src-shared/domain/alerts/default-rules.ts';

/** The limits of a condition, by name; `share` in percent, `speed` a word. */
export type Limits = Readonly<Record<string, number | string>>;
export type LimitName = 'atLeast' | 'minutes' | 'share' | 'busyBefore' | 'days' | 'seconds';

/** A rule as it is being written; its limits may not be sound yet. */
export type RuleDraft = Omit<AlertRule, 'condition' | 'name'> & { name: string; kind: AlertKind; limits: Limits };

export function draftOf(rule: AlertRule): RuleDraft {
  const { condition, name, ...rest } = rule;
  return { ...rest, name: name ?? '', kind: condition.kind, limits: limitsOf(condition) };
}

/** A new rule of a kind, with the limits the console comes with. */
export function newDraft(ruleId: string, kind: AlertKind): RuleDraft {
  const standard = defaultRules.find(({ condition }) => condition.kind === kind) ?? defaultRules[0]!;
  return draftOf({ ...standard, ruleId });
}

/** The same rule looking for something else, with the limits usual for that. */
export function withKind(draft: RuleDraft, kind: AlertKind): RuleDraft {
  const { limits, severity, forMinutes } = newDraft(draft.ruleId, kind);
  const scope = engineAlertKinds.has(kind) ? { ...draft.scope, channelId: null } : draft.scope;
  return { ...draft, kind, limits, severity, forMinutes, scope };
}

/** Null: something is not filled in, or out of range. */
export function completeRule({ kind, limits, name, ...rest }: RuleDraft): AlertRule | null {
  const { share, ...others } = limits;
  const condition = { kind, ...others, ...(typeof share === 'number' ? { share: share / 100 } : {}) };
  const trimmed = name.trim();
  return alertRule.safeParse({ ...rest, name: trimmed === '' ? null : trimmed, condition }).data ?? null;
}

/** @returns the rules with this one in its place, or last when it is new */
export function withRule(rules: readonly AlertRule[], rule: AlertRule): AlertRule[] {
  const isKnown = rules.some(({ ruleId }) => ruleId === rule.ruleId);
  return isKnown ? rules.map((each) => (each.ruleId === rule.ruleId ? rule : each)) : [...rules, rule];
}

function limitsOf({ kind: _kind, ...limits }: AlertCondition): Limits {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => [
      name,
      name === 'share' ? Math.round(Number(value) * 1000) / 10 : value,
    ]),
  );
}
