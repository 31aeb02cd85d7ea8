import { z } from 'zod';

export const noticeKinds = ['fired', 'resolved', 'escalated', 'test'] as const;
export const targetKinds = ['webhook', 'email', 'desktop', 'heartbeat'] as const;

/**
 * One attempt to tell somebody. `attempt` counts from 1; *failed* is tried again later, *given-up* is not. `detail` says why, with a key
 * `alerts.delivery.*` or the receiver's status; null = it went well.
 */
export const delivery = z.object({
  at: z.number().int(),
  targetId: z.string(),
  targetName: z.string(),
  kind: z.enum(targetKinds),
  what: z.enum(noticeKinds),
  alertIds: z.array(z.string()),
  attempt: z.number().int(),
  outcome: z.enum(['sent', 'failed', 'given-up']),
  detail: z.string().max(200).nullable(),
});
export type Delivery = z.infer<typeof delivery>;
