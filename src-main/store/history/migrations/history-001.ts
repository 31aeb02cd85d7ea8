import type { Migration } from '../../sqlite/migrate.ts';

/** `history.db`: deltas added up per minute, newest activity per channel, and when a watcher ran. `queued` is a level: the last of the minute. */
export const history001: Migration = {
  version: 1,
  sql: `
    create table channel (
      channel_key integer primary key,
      connection_id text not null,
      channel_id text not null,
      last_received_at integer,
      last_sent_at integer,
      unique (connection_id, channel_id)
    ) strict;
    create table sample_minute (
      minute_at integer not null,
      channel_key integer not null references channel,
      received integer not null,
      sent integer not null,
      errored integer not null,
      filtered integer not null,
      queued integer not null,
      primary key (minute_at, channel_key)
    ) strict, without rowid;
    create table run (
      run_id text primary key,
      from_at integer not null,
      to_at integer not null
    ) strict, without rowid;
    create index run_by_end on run (to_at);
  `,
};
