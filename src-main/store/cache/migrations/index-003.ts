import type { Migration } from '../../sqlite/migrate.ts';

/**
 * By which of the site's rules for causes the failures of a partition are grouped. `grouped_by`: those all of them are, '' = none;
 * `grouping_by`, `grouped_upto`: those they are being put into, and the last failure that is.
 */
export const index003: Migration = {
  version: 3,
  sql: `
    alter table partition add column grouped_by text not null default '';
    alter table partition add column grouping_by text not null default '';
    alter table partition add column grouped_upto integer not null default 0;
  `,
};
