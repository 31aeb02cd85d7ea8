import { z } from 'zod';
import { burnSpeeds } from './goal.ts';

const minutes = z.number().int().min(1).max(10_080);
/** Windows that are summed up from the minutes kept at hand. */
const windowMinutes = z.number().int().min(1).max(60);

/**
 * What a rule looks for. `minutes` is how long something lasts, or the window it is counted in.
 * *link-down*: a destination that has something in its queue took nothing, or is stopped. *oldest-age*: how long the oldest has waited.
 * *error-rate*: `share` 0..1 of what was received, where at least `atLeast` were. *silence*: nothing received; `busyBefore` in the hour before it began, 0 = however
 * quiet. *unusually-silent*, *unusual-volume*: against what is usual there by weekday, time of day and holiday, once two weeks are known. *urgent-failed*, *urgent-waiting*: a message that is urgent, a correction, a withdrawal or about blood. *burn-rate*: a goal of the channel uses up
 * its budget that fast. *answers-overdue*: orders or messages of the channel that should have been answered by now. *certificate*: expires within `days`.
 */
export const alertCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('engine-unreachable'), minutes }),
  z.object({ kind: z.literal('link-down'), minutes }),
  z.object({ kind: z.literal('channel-stopped'), minutes }),
  z.object({ kind: z.literal('queue-depth'), atLeast: z.number().int().min(1).max(1_000_000) }),
  z.object({ kind: z.literal('oldest-age'), minutes }),
  z.object({ kind: z.literal('errors'), atLeast: z.number().int().min(1).max(1_000_000), minutes: windowMinutes }),
  z.object({
    kind: z.literal('error-rate'),
    share: z.number().gt(0).max(1),
    atLeast: z.number().int().min(1).max(100_000),
    minutes: windowMinutes,
  }),
  z.object({ kind: z.literal('silence'), minutes, busyBefore: z.number().int().min(0).max(100_000) }),
  z.object({ kind: z.literal('unusually-silent') }),
  z.object({ kind: z.literal('unusual-volume') }),
  z.object({ kind: z.literal('urgent-failed'), atLeast: z.number().int().min(1).max(1000) }),
  z.object({ kind: z.literal('urgent-waiting'), atLeast: z.number().int().min(1).max(1000), minutes }),
  z.object({ kind: z.literal('answers-overdue'), atLeast: z.number().int().min(1).max(100_000) }),
  z.object({ kind: z.literal('burn-rate'), speed: z.enum(burnSpeeds) }),
  z.object({ kind: z.literal('certificate'), days: z.number().int().min(1).max(365) }),
  z.object({ kind: z.literal('clock-skew'), seconds: z.number().int().min(1).max(86_400) }),
]);
export type AlertCondition = z.infer<typeof alertCondition>;
export type AlertKind = AlertCondition['kind'];

export const alertKinds = [
  'urgent-failed',
  'urgent-waiting',
  'engine-unreachable',
  'link-down',
  'channel-stopped',
  'errors',
  'error-rate',
  'oldest-age',
  'queue-depth',
  'silence',
  'unusually-silent',
  'unusual-volume',
  'answers-overdue',
  'burn-rate',
  'certificate',
  'clock-skew',
] as const satisfies readonly AlertKind[];

/** Kinds about a whole engine; the others are about one channel. */
export const engineAlertKinds: ReadonlySet<AlertKind> = new Set(['engine-unreachable', 'certificate', 'clock-skew']);

export const alertSeverities = ['critical', 'warning', 'notice'] as const;
export const alertSeverity = z.enum(alertSeverities);
export type AlertSeverity = z.infer<typeof alertSeverity>;

/** Of what: a channel, all channels of a connection, or (both null) everything. */
export const alertScope = z.object({
  connectionId: z.string().max(200).nullable(),
  channelId: z.string().max(200).nullable(),
});
export type AlertScope = z.infer<typeof alertScope>;

/**
 * One rule, as data. `name` null = named by what it looks for. `forMinutes`: how long it has to be so before it fires, 0 = at once.
 * A rule for one channel takes the place of the wider ones of its kind there, also when it is off.
 */
export const alertRule = z.object({
  ruleId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80).nullable(),
  severity: alertSeverity,
  isOn: z.boolean(),
  scope: alertScope,
  condition: alertCondition,
  forMinutes: z.number().int().min(0).max(1440),
});
export type AlertRule = z.infer<typeof alertRule>;

/** Harm does not wait for volume: one such message is critical whatever the rule says. */
export function severityOf({ severity, condition }: Pick<AlertRule, 'severity' | 'condition'>): AlertSeverity {
  return condition.kind === 'urgent-failed' || condition.kind === 'urgent-waiting' ? 'critical' : severity;
}

export const mostRules = 5000;
