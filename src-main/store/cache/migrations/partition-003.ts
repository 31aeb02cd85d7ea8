import type { Migration } from '../../sqlite/migrate.ts';

/** A message is most often looked for by its control id. */
export const partition003: Migration = {
  version: 3,
  sql: `create index failure_by_control_id on failure (message_control_id) where message_control_id is not null;`,
};
