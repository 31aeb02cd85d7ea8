import { z } from 'zod';
import { alert, alertStep, silence, silenceKinds } from '../domain/alerts/alert.ts';
import { alertRule, alertScope, mostRules } from '../domain/alerts/alert-rule.ts';
import { delivery } from '../domain/alerts/delivery.ts';
import { goal, goalStanding, mostGoals } from '../domain/alerts/goal.ts';
import { notifySettings } from '../domain/alerts/notify-settings.ts';
import { cursor, done, nothing, pageLimit, reason, requestId } from './common.ts';
import { administrators, command, event, everyRole, operators, query } from './procedure.ts';

const alertId = z.string().min(1).max(64);
const place = z.object({ connectionId: z.string(), channelId: z.string(), name: z.string() });

/**
 * An alert as it stands now. `isMuted`: `causeId` explains it, another alert that fires. `silencedUntil` null = not silenced. `value` and `params` are the latest of what
 * fires, the last of what is over.
 */
export const alertView = alert.extend({
  causeId: z.string().nullable(),
  silencedUntil: z.number().int().nullable(),
});

export const alerts = {
  procedures: {
    /**
     * What fires or is acknowledged, of the environment shown, the most severe first; silences that last or are to come. `heldUntil`: nothing is told before then, null = no
     * such rest now. `judgedAt`: when rules were last judged, null = not yet since start.
     */
    list: query({
      access: everyRole,
      input: nothing,
      output: z.object({
        items: z.array(alertView),
        silences: z.array(silence),
        judgedAt: z.number().int().nullable(),
        heldUntil: z.number().int().nullable(),
        /** Who watches, and whether it tells people; `heartbeat` null = none is set, `failed` why the last one was not taken. */
        watcher: z.object({
          host: z.string(),
          isNotifying: z.boolean(),
          heartbeat: z.object({ lastAt: z.number().int().nullable(), failed: z.string().nullable() }).nullable(),
        }),
      }),
    }),
    /** Everything that has fired, newest first. */
    history: query({
      access: everyRole,
      input: z.object({ cursor, limit: pageLimit }),
      output: z.object({ items: z.array(alertView), nextCursor: cursor }),
    }),
    /** One, with its steps, oldest first. NOT_FOUND. */
    get: query({
      access: everyRole,
      input: z.object({ alertId }),
      output: z.object({ alert: alertView, steps: z.array(alertStep) }),
    }),
    /** Somebody has them. Those that are over are passed over; a note is kept with each. */
    acknowledge: command({
      access: operators,
      input: z.object({
        requestId,
        alertIds: z.array(alertId).min(1).max(500),
        note: z.string().trim().min(1).max(500).nullable(),
      }),
      output: z.object({ acknowledged: z.number().int() }),
    }),
    /** Nothing of this scope is told from `from` (null = now) until `until`. BAD_INPUT when it ends in the past, or after 30 days. */
    silence: command({
      access: operators,
      input: z.object({
        requestId,
        kind: z.enum(silenceKinds),
        scope: alertScope,
        ruleId: z.string().max(64).nullable(),
        from: z.number().int().nullable(),
        until: z.number().int(),
        reason,
      }),
      output: z.object({ silence }),
    }),
    endSilence: command({
      access: operators,
      input: z.object({ requestId, silenceId: z.string().min(1).max(64) }),
      output: done,
    }),
    /** `isStandard`: nobody has changed them yet. */
    rules: query({
      access: everyRole,
      input: nothing,
      output: z.object({ rules: z.array(alertRule), isStandard: z.boolean() }),
    }),
    /**
     * When this rule would have fired by the figures kept of the last `days`, newest first, at most 200; `count` is of all. `cannotKey`: why it cannot be tried, a sentence, null = it
     * can. `watchedShare` 0..1 of the time was watched; the rest is not judged.
     */
    tryRule: query({
      access: everyRole,
      input: z.object({ rule: alertRule, days: z.number().int().min(1).max(14) }),
      output: z.object({
        cannotKey: z.string().nullable(),
        from: z.number().int(),
        to: z.number().int(),
        watchedShare: z.number(),
        count: z.number().int(),
        firings: z.array(
          place.extend({ firedAt: z.number().int(), resolvedAt: z.number().int().nullable(), value: z.number() }),
        ),
      }),
    }),
    /** All rules at once. BAD_INPUT (`alerts.refused.rules`) for two of one id, or a channel without its connection. */
    saveRules: command({
      access: administrators,
      input: z.object({ requestId, rules: z.array(alertRule).max(mostRules), reason }),
      output: done,
    }),
    /** Goals of channels, and how each stands. */
    goals: query({ access: everyRole, input: nothing, output: z.object({ items: z.array(goalStanding) }) }),
    /** All goals at once. BAD_INPUT (`alerts.refused.goals`) for two of one id. */
    saveGoals: command({
      access: administrators,
      input: z.object({ requestId, goals: z.array(goal).max(mostGoals), reason }),
      output: done,
    }),
    /** Whom this installation tells, and how. Secrets are not in it: `secretIds` are the targets that have one. */
    notification: query({
      access: administrators,
      input: nothing,
      output: z.object({ settings: notifySettings, secretIds: z.array(z.string()) }),
    }),
    /** `secrets` by target: absent keeps what is stored, null removes it. BAD_INPUT (`alerts.refused.*`). */
    saveNotification: command({
      access: administrators,
      input: z.object({
        requestId,
        settings: notifySettings,
        secrets: z.record(z.string().max(64), z.string().max(1000).nullable()),
        reason,
      }),
      output: done,
    }),
    /** Sends a test to a target that is saved. NOT_FOUND; CONFLICT (`alerts.refused.undelivered`) when it was not taken. */
    testTarget: command({
      access: administrators,
      input: z.object({ requestId, targetId: z.string().min(1).max(64) }),
      output: done,
    }),
    /** Every attempt to tell somebody, newest first. */
    deliveries: query({
      access: everyRole,
      input: z.object({ limit: pageLimit }),
      output: z.object({ items: z.array(delivery) }),
    }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['alerts.list', 'alerts.history', 'alerts.get', 'alerts.deliveries'] }),
    rulesChanged: event({ payload: nothing, stale: ['alerts.rules', 'alerts.notification', 'alerts.goals'] }),
  },
};
