import type { Migration } from '../../sqlite/migrate.ts';

/**
 * `index.db`: which partitions there are, their keys, and how far each channel has been read.
 * `newest_at` is the newest failure or kept body, in ms UTC; `wrapped_key` is sealed under a key of the folder's data key.
 */
export const index001: Migration = {
  version: 1,
  sql: `
    create table partition (
      number integer primary key autoincrement,
      file_name text not null unique,
      wrapped_key blob not null,
      created_at integer not null,
      newest_at integer not null,
      body_count integer not null
    ) strict;
    create table sync_cursor (
      connection_id text not null,
      channel_id text not null,
      after_native_id text,
      errored_counter integer not null,
      synced_at integer not null,
      primary key (connection_id, channel_id)
    ) strict, without rowid;
  `,
};
