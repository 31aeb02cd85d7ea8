import type { Migration } from '../../sqlite/migrate.ts';

/** `record-keys.db`: one random key per record; deleting it makes the record's sealed values unreadable for ever. */
export const recordKeys001: Migration = {
  version: 1,
  sql: `
    create table record_key (
      record_id text primary key,
      key blob not null,
      made_at integer not null
    ) strict, without rowid;
    create index record_key_by_time on record_key (made_at);
  `,
};
