import type { Migration } from '../../sqlite/migrate.ts';

/** A decision about single failures may also leave them open: with an owner, or set aside until a time. Both null with every other act. */
export const journal006: Migration = {
  version: 6,
  sql: `
    alter table handling add column owner text;
    alter table handling add column until_at integer;
  `,
};
