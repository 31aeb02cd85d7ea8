import type { Migration } from '../../sqlite/migrate.ts';

/** What a person decided about a failure apart from its group, and the journal knows too; all null = nobody did, or it failed again since. */
export const partition007: Migration = {
  version: 7,
  sql: `
    alter table failure add column own_state text;
    alter table failure add column own_owner text;
    alter table failure add column own_until_at integer;
    alter table failure add column own_at integer;
  `,
};
