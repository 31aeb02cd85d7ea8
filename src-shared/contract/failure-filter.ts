import { z } from 'zod';
import { failureKind } from '../domain/failure-kind.ts';

/**
 * All parts narrow. `text` is looked for in one-liners, channel and connector names, control id, type, sender and receiver; and as whole words,
 * the last from its third letter on also when it is only begun, in the content kept, of which patient data are no part. `groupId`: the failures of one cause.
 */
export const failureFilter = z.object({
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  kind: failureKind.nullable(),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  text: z.string().max(200).nullable(),
  groupId: z.string().max(100).nullable().default(null),
  state: z.enum(['open', 'resolved', 'all']),
});
