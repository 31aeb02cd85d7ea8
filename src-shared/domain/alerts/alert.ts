import { z } from 'zod';
import { environment } from '../connection.ts';
import { alertRule, alertScope, alertSeverity } from './alert-rule.ts';

/** *firing* → *acknowledged* (somebody has it) → *resolved* (it is so no more); an acknowledged one that grows worse fires again. */
export const alertStates = ['firing', 'acknowledged', 'resolved'] as const;
export const alertState = z.enum(alertStates);

export const alertActor = z.object({ accountId: z.string(), name: z.string() });
export type AlertActor = z.infer<typeof alertActor>;

const at = z.number().int();
const params = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * One trouble, from the moment it was seen until it is over. `rule` is the rule as it was when it fired. `channelId` null = the engine itself. `value` as its kind
 * counts it (see `judge-condition.ts`), the worst since it was acknowledged; `params` fill the sentence `alert.says.<kind>`. `late`: it was so
 * while nobody watched, found afterwards. Times ms UTC, null = has not happened. No patient data in it.
 */
export const alert = z.object({
  alertId: z.string(),
  environment,
  rule: alertRule,
  connectionId: z.string(),
  channelId: z.string().nullable(),
  subjectName: z.string(),
  engineName: z.string(),
  severity: alertSeverity,
  state: alertState,
  firedAt: at,
  late: z.object({ from: at, to: at }).nullable(),
  value: z.number(),
  params,
  acknowledgedAt: at.nullable(),
  acknowledgedBy: alertActor.nullable(),
  resolvedAt: at.nullable(),
  notifiedAt: at.nullable(),
  escalatedAt: at.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const alertActs = ['fired', 'acknowledged', 'worsened', 'notified', 'escalated', 'resolved'] as const;
export const alertAct = z.enum(alertActs);
export type AlertAct = z.infer<typeof alertAct>;

/** One step of an alert. `person` null = the watch itself; `note` null = none, or forgotten at the end of retention. */
export const alertStep = z.object({
  at,
  act: alertAct,
  person: alertActor.nullable(),
  value: z.number().nullable(),
  note: z.string().nullable(),
});
export type AlertStep = z.infer<typeof alertStep>;

/** *silence*: somebody has said why nothing is to be told; *maintenance*: planned work. From `from` until `until`, always with an end. */
export const silenceKinds = ['silence', 'maintenance'] as const;

/**
 * While it lasts nothing in its scope notifies; it is shown all the same. `ruleId` null = whatever the rule. `reason` null: forgotten at the end of retention.
 * `endedAt`: somebody ended it before its time.
 */
export const silence = z.object({
  silenceId: z.string(),
  kind: z.enum(silenceKinds),
  scope: alertScope,
  ruleId: z.string().max(64).nullable(),
  from: at,
  until: at,
  madeAt: at,
  person: alertActor,
  reason: z.string().nullable(),
  endedAt: at.nullable(),
});
export type Silence = z.infer<typeof silence>;

export const longestSilenceMs = 30 * 86_400_000;
