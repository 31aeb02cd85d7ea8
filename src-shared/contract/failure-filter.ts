import { z } from 'zod';
import { failureKind } from '../domain/failure-kind.ts';

/**
 * All parts narrow. `text`: a search as a person writes it. Free text is looked for in one-liners, channel and connector names, control id,
 * type, sender and receiver, and in the content kept, of which patient data are no part: any piece of three characters or more; words with
 * other signs between them too; shorter ones in the content as whole words only. `groupId`: the failures of one cause.
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
