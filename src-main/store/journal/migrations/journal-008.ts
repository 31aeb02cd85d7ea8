import type { Migration } from '../../sqlite/migrate.ts';

/** Over which connection a message was sent, when it was not its own engine's; null = its own. */
export const journal008: Migration = {
  version: 8,
  sql: `alter table replay add column target_connection_id text;`,
};
