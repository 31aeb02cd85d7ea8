import { z } from 'zod';
import { alertSeverity } from './alert-rule.ts';

const common = {
  targetId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean(),
  /** The mildest that is told. */
  from: alertSeverity,
  /** Told only what nobody has acknowledged in time; the others are told everything. */
  isForEscalation: z.boolean(),
  language: z.enum(['nb', 'nn', 'en']),
};
const mail = z.email().max(200);

/**
 * Somebody to tell. *webhook*: the JSON that README describes, by POST. *email*: SMTP; *tls* from the first byte, *starttls* required before anything is sent,
 * *none* only to the machine itself; `ownCaPem`: the server's authority (PEM), null = the
 * system's. Secrets (token, password) are kept apart and never read back.
 */
export const notifyTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('desktop'), ...common }),
  z.object({ kind: z.literal('webhook'), ...common, url: z.url({ protocol: /^https?$/ }).max(1000) }),
  z.object({
    kind: z.literal('email'),
    ...common,
    host: z.string().trim().min(1).max(200),
    port: z.number().int().min(1).max(65_535),
    security: z.enum(['tls', 'starttls', 'none']),
    username: z.string().max(200).nullable(),
    sender: mail,
    recipients: z.array(mail).min(1).max(20),
    ownCaPem: z.string().max(100_000).nullable(),
  }),
]);
export type NotifyTarget = z.infer<typeof notifyTarget>;

/**
 * How this installation tells people. `isNotifying` false: it only shows; another one tells. `heartbeat`: an address that is asked (GET) as long as this
 * installation watches, for a place that alarms when that stops; null = none.
 */
export const notifySettings = z.object({
  isNotifying: z.boolean(),
  holdOffMinutes: z.number().int().min(0).max(60),
  groupSeconds: z.number().int().min(0).max(600),
  escalateAfterMinutes: z.number().int().min(1).max(240).nullable(),
  targets: z.array(notifyTarget).max(20),
  heartbeat: z
    .object({ url: z.url({ protocol: /^https?$/ }).max(1000), everySeconds: z.number().int().min(10).max(3600) })
    .nullable(),
});
export type NotifySettings = z.infer<typeof notifySettings>;

/** What is told from the first minute: on the desk itself, where there is one. */
export const defaultNotifySettings: NotifySettings = {
  isNotifying: true,
  holdOffMinutes: 2,
  groupSeconds: 15,
  escalateAfterMinutes: 15,
  targets: [
    {
      kind: 'desktop',
      targetId: 'desktop',
      name: 'Desktop',
      isOn: true,
      from: 'warning',
      isForEscalation: false,
      language: 'nb',
    },
  ],
  heartbeat: null,
};
