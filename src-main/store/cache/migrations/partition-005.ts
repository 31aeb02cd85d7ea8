import type { Migration } from '../../sqlite/migrate.ts';

/** `handled_at`: a person settled the failure otherwise, and the journal knows how; null = nobody did, or it failed again since. */
export const partition005: Migration = {
  version: 5,
  sql: `alter table failure add column handled_at integer;`,
};
