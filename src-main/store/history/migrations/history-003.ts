import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Watched time to the millisecond, for steps of 10 s. `oldest_ms`: the highest age of the oldest waiting message seen, null = not known.
 * `watched_hour`: how long somebody watched in each hour, for retention by watched time. `gap`: between two looks too far apart, with what the
 * engine counted meanwhile. `counted_*` of a channel: the engine's counters at the last look, by which a gap over a restart is counted.
 */
export const history003: Migration = {
  version: 3,
  sql: `
    alter table rollup add column watched_ms integer not null default 0;
    update rollup set watched_ms = watched_minutes * 60000;
    alter table rollup drop column watched_minutes;
    alter table rollup add column oldest_ms integer;
    create table watched_hour (
      at integer primary key,
      watched_ms integer not null
    ) strict;
    insert into watched_hour select at, max(watched_ms) from rollup where step_ms = 3600000 group by at;
    create table gap (
      channel_key integer not null references channel,
      from_at integer not null,
      to_at integer not null,
      cause text not null,
      received integer not null,
      sent integer not null,
      errored integer not null,
      filtered integer not null,
      is_filled integer not null default 0,
      primary key (channel_key, from_at)
    ) strict, without rowid;
    alter table channel add column counted_at integer;
    alter table channel add column counted_received integer not null default 0;
    alter table channel add column counted_sent integer not null default 0;
    alter table channel add column counted_errored integer not null default 0;
    alter table channel add column counted_filtered integer not null default 0;
  `,
};
