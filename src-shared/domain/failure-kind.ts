import { z } from 'zod';

/** Why a message needs a person. Every engine's error texts are mapped onto this list (`engines/<x>/<x>-errors.ts`). */
export const failureKinds = [
  'connection', // refused, reset, unknown host: nothing was delivered
  'timeout', // sent, no answer in time: may have been processed
  'negative-ack', // the receiver answered AE, AR, CE or CR
  'rejected-content', // a filter or receiver refused the content
  'transform-error', // a script or mapping step threw
  'missing-mapping', // a code table has no row for a value
  'validation', // the message is not well-formed or breaks a rule
  'security', // certificate, login, signature, encryption
  'capacity', // disk, queue, memory, too many connections
  'unknown',
] as const;
export const failureKind = z.enum(failureKinds);
export type FailureKind = z.infer<typeof failureKind>;
