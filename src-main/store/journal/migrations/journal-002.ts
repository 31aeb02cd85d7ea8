import type { Migration } from '../../sqlite/migrate.ts';

/** How a person settled a replay otherwise, under a record key of its own: it is younger than the replay's. */
export const journal002: Migration = {
  version: 2,
  sql: `alter table replay_head add column settled_reason_sealed blob;`,
};
