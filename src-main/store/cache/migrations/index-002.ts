import type { Migration } from '../../sqlite/migrate.ts';

/** What is indexed of each channel; `spans`: JSON of `HeaderSpan[]`. */
export const index002: Migration = {
  version: 2,
  sql: `
    create table header_coverage (
      connection_id text not null,
      channel_id text not null,
      spans text not null,
      newest_id integer,
      asked_at integer not null,
      unread_count integer not null,
      primary key (connection_id, channel_id)
    ) strict, without rowid;
  `,
};
