import { z } from 'zod';

/**
 * One line of the hash-chained audit log. `sequence` starts at 1 without gaps; `hash` covers the previous hash and every field but `detail`'s
 * encrypted values, of which it covers their hash. `target` names engine, channel and message by id, never a patient.
 */
export const auditEntry = z.object({
  sequence: z.number().int(),
  at: z.number().int(),
  person: z.string(),
  accountId: z.string().nullable(),
  shell: z.enum(['electron', 'browser', 'cli', 'core']),
  procedure: z.string(),
  action: z.enum(['view', 'search', 'command', 'refused', 'security']),
  target: z.string().nullable(),
  reason: z.string().nullable(),
  summary: z.string(),
  outcome: z.enum(['pending', 'ok', 'failed', 'refused']),
  errorCode: z.string().nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
