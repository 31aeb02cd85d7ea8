import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Resolved failures by time, and by channel and time, as open ones have been all along. Written when a failure is resolved, so that new ones come
 * as fast as before; with both, the failures of a channel in any state are two short walks.
 */
export const partition009: Migration = {
  version: 9,
  sql: `
    create index failure_resolved_newest on failure (failed_at, resolved_at) where resolved_at is not null;
    create index failure_resolved_by_channel on failure
      (channel_key, failed_at, is_urgent, kind, resolved_at) where resolved_at is not null;
  `,
};
