import { z } from 'zod';
import { failureKind } from './failure-kind.ts';
import { messageStatus } from './indexed-message.ts';

/** The lists that can be narrowed and kept as a view. */
export const viewPlaces = ['failures', 'messages'] as const;
export type ViewPlace = (typeof viewPlaces)[number];

/**
 * What a view shows, as a person chose it: times stay relative. `channel`: `<connection>/<channel>`. `cause` and `state` are of failures only,
 * `status` of all messages only. `text` in the search's grammar, '' = none.
 */
export const viewFilter = z.object({
  channel: z.string().max(300).nullable(),
  cause: failureKind.nullable(),
  within: z.enum(['hour', 'day', 'week', 'any']),
  state: z.enum(['open', 'resolved', 'all']),
  status: messageStatus.nullable().default(null),
  text: z.string().max(2000),
});
export type ViewFilter = z.infer<typeof viewFilter>;

export const viewName = z.string().trim().min(1).max(60);
export const viewId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** `ownerId`, `owner`: whose it is, by account and by name when it was saved. `isShared`: everybody of this installation sees it. */
export const savedView = z.object({
  viewId,
  name: viewName,
  place: z.enum(viewPlaces),
  filter: viewFilter,
  ownerId: z.string(),
  owner: z.string(),
  isShared: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;

/** So many views one person can have, and so many all share. */
export const mostViews = 50;
